import type { Capability } from '../support/parts/part.js';
import type { Setting } from './settings.js';
import type { Way } from './subject.js';

/** Something that must hold of a node wherever it stands. */
export interface Concern {
  /** What is claimed of a node, which is called as its setting calls it: `calls a node in a loop again`. */
  readonly claim: (node: string) => string;
  readonly needs: readonly Capability[];
  readonly check: (setting: Setting, way: Way) => Promise<void>;
}
