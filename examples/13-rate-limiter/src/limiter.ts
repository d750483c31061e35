import { serviceId } from '@tenon/core';
import { RateLimiter as Bucket } from 'limiter';
import { LRUCache } from 'lru-cache';

/** Counts who has started how often. A host binds its own, which several processes may share. */
export interface RateLimiter {
  /** Takes a turn if there is one: 0, or the milliseconds after which to ask again. */
  take(key: string): number | PromiseLike<number>;
}
export const RateLimiter = serviceId<RateLimiter>('tenon-plugin-rate-limiter.RateLimiter', {
  methods: ['take'],
});

/** Keys that are remembered; of one that has not been asked for so long, all turns are free again. */
const MOST_KEYS = 10_000;

/** Counts for one runtime, with a token bucket for each key. The default. */
export class BucketLimiter implements RateLimiter {
  readonly #buckets = new LRUCache<string, Bucket>({ max: MOST_KEYS });
  readonly #perSecond: number;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  take(key: string): number {
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      bucket = new Bucket({ tokensPerInterval: this.#perSecond, interval: 'second' });
      this.#buckets.set(key, bucket);
    }
    return bucket.tryRemoveTokens(1) ? 0 : Math.max(1, bucket.getWaitTime(1));
  }
}
