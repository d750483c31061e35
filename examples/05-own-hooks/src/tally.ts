import { defineHookSet, type Plugin } from '@tenon/core';
import { SyncHook, SyncWaterfallHook } from 'tapable';

const NAME = 'tally';

/** The openings of this plugin: others may say what a visit counts for, and learn how far the count is. */
export const TallyHooks = defineHookSet(
  'TallyHooks',
  () => ({
    group: new SyncWaterfallHook<[group: string, node: string], string | void>(['group', 'node']),
    counted: new SyncHook<[group: string, count: number]>(['group', 'count']),
  }),
  { observers: ['counted'] },
);

/** Counts visits that completed, by the type of their node unless somebody says otherwise. */
export const tally = (): Plugin => ({
  manifest: { name: NAME, version: '1.0.0' },
  publishes: [TallyHooks],
  apply(hooks, services) {
    const calls = services.get(TallyHooks.calls);
    const counts = new Map<string, number>();

    hooks.nodeSettled.tap(NAME, ({ node, status }, { definition: { type } }) => {
      if (status !== 'completed') return;
      const group = calls.group?.(type, node) ?? type;
      const count = (counts.get(group) ?? 0) + 1;
      counts.set(group, count);
      calls.counted?.(group, count);
    });
  },
});
