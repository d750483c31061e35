import { CAPABILITIES, type Capability } from '../../case.js';
import type { Installation } from '../../plugins.js';

/** What random cases may have, each with the plugin that it takes; `undefined` where the core is enough. */
const NEEDS = {
  paths: undefined,
  failures: undefined,
  content: undefined,
  inputs: undefined,
  any: undefined,
  isolation: undefined,
  workflows: undefined,
  refusals: undefined,
  parameters: 'parameters',
  templates: 'parameters',
  switches: 'conditional',
  merge: 'conditional',
  partition: 'conditional',
  modes: 'conditional',
  loops: 'cycles',
  conditions: 'cycles',
  types: 'validation',
} as const satisfies Record<string, Capability | undefined>;

export type Feature = keyof typeof NEEDS;

export const FEATURES = Object.keys(NEEDS) as readonly Feature[];

/** The features that the installed plugins make possible. */
export function possibleFeatures(installed: readonly Installation[]): Feature[] {
  const there = new Set(installed.map(({ capability }) => capability));
  const missing = new Set<Capability | undefined>(CAPABILITIES.filter((one) => !there.has(one)));
  return FEATURES.filter((feature) => !missing.has(NEEDS[feature]));
}

export function isFeature(name: string): name is Feature {
  return Object.hasOwn(NEEDS, name);
}
