import { isDeepStrictEqual } from 'node:util';
import { copyData, type InvokeResult, type Plugin } from '@tenon/core';
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
 * once is worked out twice: a visit that is aborted must not take another with it. Answers are kept and handed out as copies,
 * so that no node changes what the next one gets. There is one cache in a runtime.
 */
export const cache = ({ types, most = 1_000 }: CacheOptions): Plugin =>
  Object.freeze<Plugin>({
    manifest: { name: NAME, version: '1.0.0', after: ['access'], provides: ['cache'] },
    apply(hooks) {
      const kept = new LRUCache<string, InvokeResult>({ max: most });

      hooks.node.tap(NAME, (wraps, { definition: { type } }) => {
        if (!types.includes(type)) return;
        wraps.add('body', (next) => async (inputs, context) => {
          const key = keyOf([type, { ...context.settings }, { ...inputs }]);
          if (key === undefined) return next(inputs, context);
          const known = kept.get(key);
          if (known !== undefined) return copyData(known);
          const outputs = await next(inputs, context);
          kept.set(key, copyData(outputs));
          return outputs;
        });
      });
    },
  });

/** A text for data; `undefined` for what JSON does not say in full, a Map say, two of which would be taken for the same. */
function keyOf(data: unknown): string | undefined {
  try {
    const text = JSON.stringify(data);
    return isDeepStrictEqual(JSON.parse(text), data) ? text : undefined;
  } catch {
    return undefined; // a bigint, or a circle
  }
}
