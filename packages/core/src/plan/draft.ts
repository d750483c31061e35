import type { Connection } from '../workflow/connection.js';
import type { RegionController } from './region.js';

/** A node whose connections may be dead: the output ports of which it takes some at each visit. */
export interface GateFact {
  readonly node: string;
  readonly ports: readonly string[];
  readonly multiple: boolean;
  /** On what condition each port is taken, for people. */
  readonly conditions?: ReadonlyMap<string, string>;
}

/** A set of nodes that runs again and again until its controller says how it ended. */
export interface RegionFact {
  /** The loop's id. */
  readonly id: string;
  /** The ids of its nodes, those of inner regions included. */
  readonly body: readonly string[];
  readonly back: readonly Connection[];
  readonly maxIterations: number;
  readonly controller: RegionController;
}

/**
 * What plugins add to a plan before it is lowered. A value: a tap of the `plan` hook answers a new draft, and no plugin
 * touches the arrays the core makes of it.
 */
export interface PlanDraft {
  readonly gates: readonly GateFact[];
  readonly regions: readonly RegionFact[];
  /** How a skipped node appears in results: as `null` (default), or not at all. */
  readonly skipped: 'null' | 'absent';
}

/** The draft that the first tap receives. */
export const EMPTY_DRAFT: PlanDraft = Object.freeze({
  gates: Object.freeze([]),
  regions: Object.freeze([]),
  skipped: 'null',
});
