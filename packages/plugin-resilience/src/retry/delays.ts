import type { IBackoff, IBackoffFactory } from 'cockatiel';
import { cockatiel } from '../cockatiel.js';
import { DEFAULTS } from '../policy/figures.js';
import type { Jitter, RetryPolicy } from '../policy/policy.js';
import type { RandomSource } from '../random-source.js';

/**
 * The delays between attempts, one after another. How they grow is what cockatiel's backoffs say; jitter comes from our own
 * source of chance, since theirs ask the engine, and waiting is the clock's matter.
 *
 * Full and half jitter are those of M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export class Delays {
  readonly #jitter: Jitter;
  readonly #random: RandomSource;
  #backoff: IBackoffFactory<undefined> | IBackoff<undefined>;

  constructor(policy: RetryPolicy, random: RandomSource) {
    const { backoff = 'exponential' } = policy;
    this.#jitter = policy.jitter ?? (backoff === 'exponential' ? 'full' : 'none');
    this.#random = random;
    this.#backoff = backoffOf(policy);
  }

  /** Milliseconds before the next attempt. */
  next(): number {
    const backoff = this.#backoff.next(undefined);
    this.#backoff = backoff;
    return jittered(backoff.duration, this.#jitter, this.#random);
  }
}

function backoffOf({
  backoff = 'exponential',
  delayMs = DEFAULTS.delayMs,
  maxDelayMs = DEFAULTS.maxDelayMs,
}: RetryPolicy): IBackoffFactory<undefined> {
  const { ConstantBackoff, DelegateBackoff, ExponentialBackoff, noJitterGenerator } = cockatiel();
  switch (backoff) {
    case 'none':
      return new ConstantBackoff(0);
    case 'fixed':
      return new ConstantBackoff(delayMs);
    case 'linear':
      return new DelegateBackoff<undefined, number>((_, count = 1) => ({
        delay: Math.min(delayMs * count, maxDelayMs),
        state: count + 1,
      }));
    case 'exponential':
      return new ExponentialBackoff({
        generator: noJitterGenerator,
        initialDelay: delayMs,
        maxDelay: maxDelayMs,
      });
  }
}

/** A delay that chance has shortened: to anything from 0 on, from its half on, or not at all. */
export function jittered(delayMs: number, jitter: Jitter, random: RandomSource): number {
  if (jitter === 'none' || delayMs === 0) return delayMs;
  const least = jitter === 'half' ? delayMs / 2 : 0;
  return least + random.next() * (delayMs - least);
}
