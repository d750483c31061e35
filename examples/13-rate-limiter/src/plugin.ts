import { Clock, type Plugin, runOf } from '@tenon/core';
import { RateHooks } from './hooks.js';
import { BucketLimiter, RateLimiter } from './limiter.js';
import { wait } from './wait.js';

const NAME = 'rate-limiter';

/** What {@link rateLimiter} takes. */
export interface RateLimiterOptions {
  /** The node types whose visits are counted, each for itself. */
  readonly types: readonly string[];
  /** How many visits may start in a second. */
  readonly perSecond: number;
}

/** Lets nodes of some types start only so often; what comes too early waits its turn. */
export const rateLimiter = ({ types, perSecond }: RateLimiterOptions): Plugin =>
  Object.freeze<Plugin>({
    manifest: { name: NAME, version: '1.0.0', after: ['access'] },
    publishes: [RateHooks],

    register({ bind, isBound }) {
      if (isBound(RateLimiter)) return;
      bind(RateLimiter).toResolvedValue(() => new BucketLimiter(perSecond));
    },

    apply(hooks, services) {
      const [clock, limiter] = [services.get(Clock), services.get(RateLimiter)];
      const calls = services.get(RateHooks.calls);

      hooks.node.tap(NAME, (wraps, { definition: { type } }) => {
        if (!types.includes(type)) return;
        wraps.add('limit', (next) => async (inputs, context) => {
          const run = runOf(context);
          const key = calls.key?.(type, run) ?? type;
          let ms = await limiter.take(key);
          if (ms > 0) calls.delayed?.(key, ms, run);
          for (; ms > 0; ms = await limiter.take(key)) await wait(ms, clock, context.signal);
          return next(inputs, context);
        });
      });
    },
  });
