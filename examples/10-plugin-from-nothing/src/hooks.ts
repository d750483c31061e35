import { defineHookSet } from '@tenon/core';
import { SyncHook, SyncWaterfallHook } from 'tapable';

/** The openings of this plugin. */
export const BreakerHooks = defineHookSet(
  'BreakerHooks',
  () => ({
    /** Decides whether an error counts: a tap answers `false` for one that says nothing about the service. */
    counts: new SyncWaterfallHook<[counts: boolean, error: unknown], boolean | void>([
      'counts',
      'error',
    ]),
    /** Tells that a type is not called from now on. */
    opened: new SyncHook<[type: string, failures: number]>(['type', 'failures']),
  }),
  { observers: ['opened'] },
);
