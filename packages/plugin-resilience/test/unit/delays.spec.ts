import type { RetryPolicy } from '@tenon/plugin-resilience';
import { expect } from 'chai';
import fc from 'fast-check';
import { Delays, jittered } from '#resilience/retry/delays.js';
import { chance } from '../support/run.js';

function first(count: number, policy: RetryPolicy, ...numbers: readonly number[]): number[] {
  const delays = new Delays(policy, chance(...(numbers.length > 0 ? numbers : [0.5])));
  return Array.from({ length: count }, () => delays.next());
}

const figures = fc
  .tuple(fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.integer({ min: 1, max: 2 ** 31 - 1 }))
  .map(([one, other]) => ({ delayMs: Math.min(one, other), maxDelayMs: Math.max(one, other) }));

describe('the delays between attempts', () => {
  it('double, with any part of them taken, where nothing is said', () => {
    expect(first(4, {}, 0.5)).to.deep.equal([100, 200, 400, 800]);
    expect(first(2, {}, 0)).to.deep.equal([0, 0]);
  });

  it('double up to the longest', () => {
    const policy = { delayMs: 10, maxDelayMs: 35, jitter: 'none' } as const;
    expect(first(5, policy)).to.deep.equal([10, 20, 35, 35, 35]);
  });

  it('grow by the first one, up to the longest, where they are linear', () => {
    const policy = { backoff: 'linear', delayMs: 10, maxDelayMs: 35 } as const;
    expect(first(5, policy)).to.deep.equal([10, 20, 30, 35, 35]);
  });

  it('stay where they are fixed, and are none where there is to be none', () => {
    expect(first(3, { backoff: 'fixed', delayMs: 7 })).to.deep.equal([7, 7, 7]);
    expect(first(3, { backoff: 'none', jitter: 'full' })).to.deep.equal([0, 0, 0]);
  });

  it('lose half at most by half jitter', () => {
    const policy = { delayMs: 100, jitter: 'half' } as const;
    expect(first(2, policy, 0)).to.deep.equal([50, 100]);
    expect(first(2, policy, 1 - 2 ** -53).map(Math.round)).to.deep.equal([100, 200]);
  });

  it('ask for chance once each, and only where there is jitter', () => {
    let asked = 0;
    const random = { next: () => asked++ / 10 };
    const delays = new Delays({ backoff: 'fixed', delayMs: 10, jitter: 'full' }, random);
    expect([delays.next(), delays.next(), delays.next()]).to.deep.equal([0, 1, 2]);
    new Delays({ backoff: 'fixed' }, random).next();
    expect(asked).to.equal(3);
  });

  it('are those of the formula, however many attempts there are', () => {
    fc.assert(
      fc.property(figures, fc.integer({ min: 1, max: 1000 }), (policy, count) => {
        const { delayMs, maxDelayMs } = policy;
        const last = (backoff: 'exponential' | 'linear') =>
          first(count, { ...policy, backoff, jitter: 'none' }).at(-1);
        expect(last('exponential')).to.equal(Math.min(maxDelayMs, delayMs * 2 ** (count - 1)));
        expect(last('linear')).to.equal(Math.min(maxDelayMs, delayMs * count));
      }),
      { numRuns: 50 },
    );
  });

  it('are finite, not negative and never above the longest, whatever chance gives', () => {
    const random = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
      minLength: 1,
      maxLength: 20,
    });
    const policies = fc.record({
      backoff: fc.constantFrom('exponential', 'linear', 'fixed', 'none'),
      jitter: fc.constantFrom('full', 'half', 'none'),
    } as const);
    fc.assert(
      fc.property(figures, policies, random, (limits, policy, numbers) => {
        for (const delay of first(100, { ...limits, ...policy }, ...numbers)) {
          expect(delay).to.be.within(0, limits.maxDelayMs);
        }
      }),
    );
  });

  it('lie between half and whole, or nothing and whole, by their jitter', () => {
    const number = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), number, (delay, drawn) => {
        expect(jittered(delay, 'full', chance(drawn))).to.be.within(0, delay);
        expect(jittered(delay, 'half', chance(drawn))).to.be.within(delay / 2, delay);
        expect(jittered(delay, 'none', chance(drawn))).to.equal(delay);
      }),
    );
  });
});
