import { getEventListeners } from 'node:events';
import type { Plugin } from '@tenon/core';
import { aRuntime, only, pass, pluginSpec, spied, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { BucketLimiter, RateHooks, RateLimiter, rateLimiter } from 'tenon-plugin-rate-limiter';

const OPTIONS = { types: ['spied'], perSecond: 2 };

pluginSpec(rateLimiter({ types: ['pass'], perSecond: 1_000_000 }), {
  workflow: (n) => only(pass, { value: n }),
});

/** A runtime whose limiter answers what it is told to, one answer after another, and 0 then. */
function aLimited(answers: number[], plugins: readonly Plugin[] = []) {
  const clock = new VirtualClock();
  const keys: string[] = [];
  const { node, calls } = spied();
  const { runtime } = aRuntime({
    clock,
    plugins: [rateLimiter(OPTIONS), ...plugins],
    configure: ({ bind }) => {
      bind(RateLimiter).toConstantValue({
        take: (key) => {
          keys.push(key);
          return answers.shift() ?? 0;
        },
      });
    },
  });
  return { clock, keys, calls, runtime, flow: only(node, { value: 1 }) };
}

describe('the rate limiter', () => {
  it('lets a visit wait until it has its turn', async () => {
    const { clock, calls, keys, runtime, flow } = aLimited([30, 20]);
    const { result } = runtime.start(flow);
    await clock.advance(49);
    expect(calls).to.have.lengthOf(0);
    await clock.advance(1);
    expect((await result).status).to.equal('completed');
    expect(keys).to.deep.equal(['spied', 'spied', 'spied']);
  });

  it('stops waiting when the run is aborted, and leaves nothing behind', async () => {
    const { clock, calls, runtime, flow } = aLimited([30]);
    const stop = new AbortController();
    const { result } = runtime.start(flow, { signal: stop.signal });
    await clock.settle();
    stop.abort();
    expect((await clock.until(result)).status).to.equal('aborted');
    expect([calls.length, clock.pendingTimers]).to.deep.equal([0, 0]);
    expect(getEventListeners(stop.signal, 'abort')).to.have.lengthOf(0);
  });

  it('lets others say whose rate counts, and tells them who waits', async () => {
    const told: string[] = [];
    const perTenant: Plugin = {
      manifest: { name: 'per-tenant', version: '1.0.0', requires: ['rate-limiter'] },
      apply(_hooks, services) {
        const taps = services.get(RateHooks.id);
        taps.key.tap('per-tenant', (_, { options }) => options.tenant);
        taps.delayed.tap('per-tenant', (key, ms) => void told.push(`${key} ${String(ms)}`));
      },
    };
    const { clock, keys, runtime, flow } = aLimited([10, 5], [perTenant]);
    await clock.until(runtime.execute(flow, { tenant: 'acme' }));
    expect(keys).to.deep.equal(['acme', 'acme', 'acme']);
    expect(told).to.deep.equal(['acme 10']);
  });

  it('leaves nodes of other types alone', async () => {
    const { runtime } = aRuntime({ plugins: [rateLimiter({ ...OPTIONS, types: ['other'] })] });
    await runtime.execute(only(spied().node, { value: 1 }));
  });
});

describe('BucketLimiter', () => {
  it('gives each key so many turns a second, and says when the next one is', () => {
    const limiter = new BucketLimiter(2);
    const turns = ['a', 'a', 'b', 'a'].map((key) => limiter.take(key));
    expect(turns.slice(0, 3)).to.deep.equal([0, 0, 0]);
    expect(turns[3]).to.be.within(1, 1000);
  });
});
