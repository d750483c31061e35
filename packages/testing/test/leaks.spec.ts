import { setMaxListeners } from 'node:events';
import {
  collectGarbage,
  expectNoHandlesLeft,
  expectNoListenersLeft,
  heapGrowth,
  unhandledRejectionsDuring,
} from '@tenon/testing';
import { expect } from 'chai';

async function messageOf(promise: Promise<void>): Promise<string | undefined> {
  return promise.then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
}

describe('expectNoHandlesLeft', () => {
  it('passes what cleans up, promises and immediates included', async () => {
    await expectNoHandlesLeft(() => {
      clearTimeout(setTimeout(() => undefined, 1000));
      setImmediate(() => undefined);
    });
  });

  it('names what was left behind, and how much of it', async () => {
    const timers: NodeJS.Timeout[] = [];
    const message = await messageOf(
      expectNoHandlesLeft(async () => {
        await Promise.resolve();
        timers.push(
          setTimeout(() => undefined, 10_000),
          setTimeout(() => undefined, 10_000),
        );
      }),
    );
    for (const timer of timers) clearTimeout(timer);
    expect(message).to.equal('Left behind: 2 Timeout.');
  });
});

describe('expectNoListenersLeft', () => {
  it('passes when as many listeners are there as before, and fails when there are more', async () => {
    const { signal } = new AbortController();
    setMaxListeners(0, signal);
    const listener = () => undefined;
    signal.addEventListener('abort', listener);
    await expectNoListenersLeft(signal, () => {
      const other = () => undefined;
      signal.addEventListener('abort', other);
      signal.removeEventListener('abort', other);
    });
    const message = await messageOf(
      expectNoListenersLeft(signal, () => signal.addEventListener('abort', () => undefined)),
    );
    expect(message).to.equal('The signal has 2 listeners, and had 1 before.');
  });
});

describe('heapGrowth', () => {
  it('does not count garbage, and counts what is kept', async () => {
    const flat = await heapGrowth(() => new Array<number>(1000).fill(1), { rounds: 1000 });
    expect(flat).to.be.below(500_000);
    const kept: unknown[] = [];
    const growth = await heapGrowth(() => kept.push(new Array<number>(1000).fill(1.5)), {
      rounds: 1000,
      warmUp: 1,
    });
    expect(growth).to.be.above(7_000_000);
    expect(kept).to.have.length(1001);
  }).timeout(10_000);

  it('collects garbage on demand', () => {
    expect(collectGarbage()).to.equal(undefined);
  });
});

describe('unhandledRejectionsDuring', () => {
  it('answers what nobody handled, and lets the test runner alone', async () => {
    const before = process.listeners('unhandledRejection');
    const boom = new Error('boom');
    const reasons = await unhandledRejectionsDuring(async () => {
      void Promise.reject(boom);
      Promise.reject(new Error('handled')).catch(() => undefined);
      await Promise.resolve();
    });
    expect(reasons).to.deep.equal([boom]);
    expect(process.listeners('unhandledRejection')).to.deep.equal(before);
  });
});
