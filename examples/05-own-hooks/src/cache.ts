import { defineHookSet, type InvokeResult, type Plugin } from '@tenon/core';
import { SyncHook, SyncWaterfallHook } from 'tapable';

const NAME = 'cache';

/** The openings of this plugin: others may change a key, and learn when an answer came from the cache. */
export const CacheHooks = defineHookSet(
  'CacheHooks',
  () => ({
    key: new SyncWaterfallHook<[key: string, nodeType: string], string | void>(['key', 'nodeType']),
    hit: new SyncHook<[node: string, key: string]>(['node', 'key']),
  }),
  { observers: ['hit'] },
);

/** Keeps what nodes of some types answered, and answers the same inputs from there. */
export const cache = (types: readonly string[]): Plugin => ({
  manifest: { name: NAME, version: '1.0.0', provides: ['cache'] },
  publishes: [CacheHooks],
  apply(hooks, services) {
    const calls = services.get(CacheHooks.calls);
    const kept = new Map<string, InvokeResult>();

    hooks.node.tap(NAME, (wraps, { id, definition: { type } }) => {
      if (!types.includes(type)) return;
      wraps.add('body', (next) => async (inputs, context) => {
        const plain = `${type} ${JSON.stringify(inputs)}`;
        const key = calls.key?.(plain, type) ?? plain;
        const known = kept.get(key);
        if (known !== undefined) {
          calls.hit?.(id, key);
          return known;
        }
        const outputs = await next(inputs, context);
        kept.set(key, outputs);
        return outputs;
      });
    });
  },
});
