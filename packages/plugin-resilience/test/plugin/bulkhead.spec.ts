import { workflow } from '@tenon/core';
import type { BulkheadPolicy } from '@tenon/plugin-resilience';
import { expect } from 'chai';
import { failsAt, faultyNode } from '../support/faults.js';
import { bench, only } from '../support/run.js';

/** A node that takes 10 ms, and counts how many of its calls go on at once. */
function counting(clock: { timer(ms: number, fn: () => void): unknown }) {
  const seen = { now: 0, most: 0 };
  const { node } = faultyNode(() => async () => {
    seen.most = Math.max(seen.most, ++seen.now);
    await new Promise<void>((resolve) => clock.timer(10, resolve));
    seen.now--;
    return { value: 1 };
  });
  return { node, seen };
}

describe('a bulkhead', () => {
  it('lets so many calls go on at once, lets others wait in their order, and refuses the rest', async () => {
    const { runtime, clock } = bench();
    const { node, seen } = counting(clock);
    const flow = only(node, { bulkhead: { concurrent: 2, queue: 3 } });
    const runs = Array.from({ length: 7 }, () => runtime.start(flow).result);
    const results = await clock.until(Promise.all(runs));
    expect(seen.most).to.equal(2);
    expect(results.map(({ error }) => error?.code ?? 'completed')).to.deep.equal([
      ...Array.from({ length: 5 }, () => 'completed'),
      'BULKHEAD_FULL',
      'BULKHEAD_FULL',
    ]);
    expect(results[6]?.error?.message).to.equal(
      'Node "it" was not called: of node "it", 2 calls go on, and 3 wait.',
    );
    expect(results[6]?.outcomes.get('it')?.notes[0]?.kind).to.equal('bulkheadRefused');
    expect([clock.now(), clock.pendingTimers]).to.deep.equal([30, 0]);
  });

  it('has no queue where none is stated', async () => {
    const { runtime, clock } = bench();
    const { node } = counting(clock);
    const flow = only(node, { bulkhead: { concurrent: 1 } });
    const runs = [runtime.start(flow).result, runtime.start(flow).result];
    const [, second] = await clock.until(Promise.all(runs));
    expect(second?.error?.message).to.include('1 call goes on.');
  });

  it('is shared by the nodes of a type, or those that name a resource', async () => {
    for (const [sharing, most] of [
      [{}, 3],
      [{ per: 'type' }, 1],
      [{ resource: 'db' }, 1],
    ] as const satisfies readonly (readonly [Partial<BulkheadPolicy>, number])[]) {
      const { run, clock } = bench({
        options: { bulkhead: { concurrent: 1, queue: 5, ...sharing } },
      });
      const { node, seen } = counting(clock);
      const flow = workflow('three');
      for (const id of ['a', 'b', 'c']) flow.add(id, node);
      expect((await run(flow.build())).status).to.equal('completed');
      expect(seen.most).to.equal(most);
    }
  });

  it('gives a slot back where nobody can tell whether an answer is a promise', async () => {
    const { run } = bench();
    const fault = faultyNode((call) =>
      call === 1
        ? () => ({
            get then() {
              throw new TypeError('nobody asks');
            },
          })
        : 'ok',
    );
    const flow = only(fault.node, { bulkhead: { concurrent: 1 } });
    expect((await run(flow)).error?.message).to.include('nobody asks');
    expect((await run(flow)).status).to.equal('completed');
  });

  it('holds no slot while a visit waits for its next attempt', async () => {
    const { runtime, clock } = bench();
    const fault = faultyNode(failsAt([1]));
    const flow = only(fault.node, {
      bulkhead: { concurrent: 1 },
      retry: { jitter: 'none', delayMs: 100 },
    });
    const first = runtime.start(flow).result;
    await clock.advance(50);
    const second = await clock.until(runtime.start(flow).result);
    expect([second.status, clock.now()]).to.deep.equal(['completed', 50]);
    expect((await clock.until(first)).status).to.equal('completed');
  });

  it('is one more thing to retry when it is full, and says nothing to the breaker', async () => {
    const { runtime, clock } = bench();
    const { node } = counting(clock);
    const flow = only(node, {
      bulkhead: { concurrent: 1 },
      breaker: { failures: 1 },
      retry: { jitter: 'none', backoff: 'fixed', delayMs: 7, attempts: 2 },
    });
    const runs = Array.from({ length: 3 }, () => runtime.start(flow).result);
    const results = await clock.until(Promise.all(runs));
    expect(results.map(({ error }) => error?.code)).to.deep.equal([
      undefined,
      'BULKHEAD_FULL',
      'BULKHEAD_FULL',
    ]);
    expect((await clock.until(runtime.start(flow).result)).status).to.equal('completed');
  });

  it('gives its slot back whatever the node does', async () => {
    for (const how of ['throw', 'reject', 'ok'] as const) {
      const { run } = bench();
      const fault = faultyNode(() => how);
      const flow = only(fault.node, { bulkhead: { concurrent: 1 } });
      for (let i = 0; i < 3; i++) await run(flow);
      expect(fault.calls).to.equal(3);
    }
  });
});
