import type { Plugin } from '@tenon/core';
import { resilienceAddition } from './additions/resilience.js';

/** A plugin of this repository that is none of the ten steps: installed where nothing is stated for it, it changes nothing. */
export interface Addition {
  /** Its name, and what workflows state things for it under. */
  readonly name: string;
  readonly packageName: string;
  plugin(): Plugin;
}

export const ADDITIONS: readonly Addition[] = [resilienceAddition];
