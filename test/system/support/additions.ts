import type { Plugin } from '@tenon/core';
import { observabilityAddition } from './additions/observability.js';
import { resilienceAddition } from './additions/resilience.js';
import { resourcesAddition } from './additions/resources.js';
import { runQueueAddition } from './additions/run-queue.js';

/** A plugin of this repository that is none of the ten steps: installed where nothing is stated for it, it changes nothing. */
export interface Addition {
  readonly name: string;
  readonly packageName: string;
  /** Whether workflows may state something for it, under its name. */
  readonly isStated: boolean;
  plugin(): Plugin;
}

export const ADDITIONS: readonly Addition[] = [
  resilienceAddition,
  observabilityAddition,
  resourcesAddition,
  runQueueAddition,
];

/** The plugins of all additions but those that some plugins stand in the place of. */
export function additionsBeside(plugins: readonly Plugin[]): Plugin[] {
  const given = new Set(plugins.map(({ manifest }) => manifest.name));
  return ADDITIONS.filter(({ name }) => !given.has(name)).map((addition) => addition.plugin());
}
