import type { InvokeResult, Plugin } from '@tenon/core';
import { LRUCache } from 'lru-cache';

const NAME = 'cache';

/** What {@link cache} takes. */
export interface CacheOptions {
  /** The node types whose answers are kept: those that answer the same for the same inputs. */
  readonly types: readonly string[];
  /** How many answers are kept; what was not asked for longest goes first. Default 1,000. */
  readonly most?: number;
}

/**
 * Keeps what nodes answered, and answers the same inputs from there. A failure is not kept, and what is asked for twice at
 * once is worked out twice: a visit that is aborted must not take another with it. There is one cache in a runtime.
 */
export const cache = ({ types, most = 1_000 }: CacheOptions): Plugin =>
  Object.freeze<Plugin>({
    manifest: { name: NAME, version: '1.0.0', after: ['access'], provides: ['cache'] },
    apply(hooks) {
      const kept = new LRUCache<string, InvokeResult>({ max: most });

      hooks.node.tap(NAME, (wraps, { definition: { type } }) => {
        if (!types.includes(type)) return;
        wraps.add('body', (next) => async (inputs, context) => {
          const key = JSON.stringify([type, context.settings, inputs]);
          const known = kept.get(key);
          if (known !== undefined) return known;
          const outputs = await next(inputs, context);
          kept.set(key, outputs);
          return outputs;
        });
      });
    },
  });
