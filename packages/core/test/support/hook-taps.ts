import type { AsyncTaps, Plugin, RuntimeHooks } from '@tenon/core';
import { tapping } from './plugins.js';

export type HookName = keyof RuntimeHooks;

/** A plugin "mine" that taps one hook, whatever its arguments. */
export function on(hook: HookName, fn: (...args: never[]) => unknown, isAsync = false): Plugin {
  return tapping('mine', (hooks) => {
    const taps = hooks[hook] as unknown as AsyncTaps<never[], unknown>;
    if (isAsync) taps.tapPromise('mine', fn);
    else taps.tap('mine', fn);
  });
}

/** Hooks whose taps decide, those that only look on, and those that may wait. */
export const DECISIONS: readonly HookName[] = [
  'verify',
  'plan',
  'node',
  'prepare',
  'admit',
  'review',
  'execute',
  'results',
];
export const OBSERVERS: readonly HookName[] = ['nodeStarted', 'nodeSettled', 'settled'];
export const ASYNC: readonly HookName[] = ['prepare', 'admit', 'execute', 'results', 'settled'];
