import { defineHookSet, type Run } from '@tenon/core';
import { SyncHook, SyncWaterfallHook } from 'tapable';

/** The openings of this plugin. */
export const RateHooks = defineHookSet(
  'RateHooks',
  () => ({
    /** Says whose rate a visit counts for: the type of its node, unless a tap answers another key. */
    key: new SyncWaterfallHook<[key: string, run: Run], string | void>(['key', 'run']),
    /** Tells that a visit has to wait, and how many milliseconds at first. */
    delayed: new SyncHook<[key: string, ms: number, run: Run]>(['key', 'ms', 'run']),
  }),
  { observers: ['delayed'] },
);
