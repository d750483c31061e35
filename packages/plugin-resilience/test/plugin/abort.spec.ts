import { type NodeContext, subWorkflow, workflow } from '@tenon/core';
import { ResilienceHooks, type ResiliencePolicy } from '@tenon/plugin-resilience';
import { expectNoListenersLeft, sleeping, unhandledRejectionsDuring } from '@tenon/testing';
import { expect } from 'chai';
import { failsAlways, failsAt, faultyNode } from '../support/faults.js';
import { bench, only } from '../support/run.js';

const PLAIN = { jitter: 'none', delayMs: 100, attempts: 3 } as const;
const ALL: ResiliencePolicy = {
  retry: PLAIN,
  timeoutMs: 500,
  breaker: { failures: 1 },
  bulkhead: { concurrent: 1, queue: 1 },
  fallback: { outputs: { value: 0 } },
};

describe('a run that is aborted', () => {
  for (const at of [0, 1, 99]) {
    it(`${String(at)} ms into the delay of a retry settles at once, and calls nothing again`, async () => {
      const { runtime, clock } = bench();
      const fault = faultyNode(failsAlways);
      const controller = new AbortController();
      await expectNoListenersLeft(controller.signal, async () => {
        const handle = runtime.start(only(fault.node, ALL), { signal: controller.signal });
        await clock.advance(at);
        expect(fault.calls).to.equal(1);
        controller.abort('enough');
        await clock.settle();
        const { status, outcomes } = await handle.result;
        expect([status, outcomes.get('it')?.status]).to.deep.equal(['aborted', 'aborted']);
        expect([fault.calls, clock.now(), clock.pendingTimers]).to.deep.equal([1, at, 0]);
      });
    });
  }

  it('by the node itself, which then fails, calls nothing again, falls back on nothing and tells nothing', async () => {
    for (const how of ['throw', 'reject'] as const) {
      const told: string[] = [];
      const { runtime, clock } = bench({
        plugins: [
          {
            manifest: { name: 'ears', version: '1.0.0', requires: ['resilience'] },
            apply(_hooks, services) {
              const { attemptFailed } = services.get(ResilienceHooks.id);
              attemptFailed.tap('ears', ({ node }) => void told.push(node));
            },
          },
        ],
      });
      const controller = new AbortController();
      const fault = faultyNode(() => () => {
        controller.abort();
        if (how === 'throw') throw new Error('x');
        return Promise.reject(new Error('x'));
      });
      const handle = runtime.start(only(fault.node, ALL), { signal: controller.signal });
      const { status, outcomes } = await clock.until(handle.result);
      expect([status, fault.calls, told]).to.deep.equal(['aborted', 1, []]);
      expect(outcomes.get('it')?.outputs).to.equal(undefined);
      expect(clock.pendingTimers).to.equal(0);
    }
  });

  it('in the moment in which a delay ends calls nothing again', async () => {
    const { runtime, clock } = bench();
    const fault = faultyNode(failsAlways);
    const controller = new AbortController();
    clock.timer(100, () => controller.abort());
    const handle = runtime.start(only(fault.node, { retry: PLAIN }), { signal: controller.signal });
    await clock.advance(100);
    expect((await handle.result).status).to.equal('aborted');
    expect([fault.calls, clock.pendingTimers]).to.deep.equal([1, 0]);
  });

  it('by what hears of the failed attempt does not wait', async () => {
    const controller = new AbortController();
    const { runtime, clock } = bench({
      plugins: [
        {
          manifest: { name: 'stopper', version: '1.0.0', requires: ['resilience'] },
          apply(_hooks, services) {
            services.get(ResilienceHooks.id).attemptFailed.tap('stopper', () => controller.abort());
          },
        },
      ],
    });
    const fault = faultyNode(failsAlways);
    const handle = runtime.start(only(fault.node, { retry: PLAIN }), { signal: controller.signal });
    await clock.settle();
    expect((await handle.result).status).to.equal('aborted');
    expect([fault.calls, clock.now(), clock.pendingTimers]).to.deep.equal([1, 0, 0]);
  });

  it('within an attempt tells the node, and does not count against the breaker', async () => {
    const { runtime, clock } = bench();
    const fault = faultyNode(
      () =>
        ({ signal }: NodeContext) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error));
          }),
    );
    const controller = new AbortController();
    const flow = only(fault.node, ALL);
    const handle = runtime.start(flow, { signal: controller.signal });
    await clock.advance(10);
    controller.abort('enough');
    await clock.settle();
    expect((await handle.result).status).to.equal('aborted');
    expect([fault.calls, clock.pendingTimers]).to.deep.equal([1, 0]);
    const second = runtime.start(flow);
    await clock.advance(10);
    expect(fault.calls).to.equal(2); // the breaker is closed, the bulkhead empty
    second.abort();
    await clock.settle();
    await second.result;
  });

  it('within an attempt that ignores it leaves no timer, slot or probe behind', async () => {
    const { runtime, clock } = bench();
    const fault = faultyNode((call) =>
      call === 1 ? 'reject' : () => new Promise(() => undefined),
    );
    const policy: ResiliencePolicy = { ...ALL, retry: false, fallback: false };
    const flow = only(fault.node, policy);
    await runtime.start(flow).result;
    await clock.advance(30_000);
    for (let round = 0; round < 3; round++) {
      const handle = runtime.start(flow, { graceMs: 50 });
      await clock.advance(10);
      handle.abort();
      await clock.advance(50);
      const { outcomes } = await handle.result;
      expect(outcomes.get('it')?.reason).to.equal('abandoned');
      expect(clock.pendingTimers).to.equal(0);
    }
    expect(fault.calls).to.equal(4);
  });

  it('while it waits for a bulkhead gives its place in the queue back', async () => {
    const { runtime, clock } = bench();
    const { node } = faultyNode(() => () => new Promise(() => undefined));
    const flow = only(node, { bulkhead: { concurrent: 1, queue: 1 } });
    const first = runtime.start(flow, { graceMs: 1 });
    await clock.settle();
    for (let round = 0; round < 3; round++) {
      const waiting = runtime.start(flow);
      await clock.settle();
      waiting.abort();
      await clock.settle();
      expect((await waiting.result).status).to.equal('aborted');
    }
    first.abort();
    await clock.advance(1);
    await first.result;
    expect(clock.pendingTimers).to.equal(0);
  });

  it('in the moment in which its turn at a bulkhead comes gives the slot on', async () => {
    const { runtime, clock } = bench();
    const controller = new AbortController();
    let finish: (outputs: object) => void = () => undefined;
    const pending = new Promise<object>((resolve) => {
      finish = resolve;
    });
    const fault = faultyNode((call) => (call === 1 ? () => pending : 'ok'));
    const flow = only(fault.node, { bulkhead: { concurrent: 1, queue: 2 } });
    const first = runtime.start(flow);
    await clock.settle();
    const second = runtime.start(flow, { signal: controller.signal });
    const third = runtime.start(flow);
    await clock.settle();
    // Heard right after the bulkhead has heard it and handed the slot over, and before its new owner goes on.
    void pending.then(() => controller.abort());
    finish({ value: 1 });
    await clock.settle();
    const ends = await Promise.all([first, second, third].map(({ result }) => result));
    expect(ends.map(({ status }) => status)).to.deep.equal(['completed', 'aborted', 'completed']);
    expect(fault.calls).to.equal(2);
  });

  it('with a sub-workflow under a time-out leaves nothing behind', async () => {
    const { runtime, clock } = bench();
    const inner = workflow('inner');
    inner.add('nap', sleeping(clock, 1000));
    const outer = workflow('outer');
    outer.add(
      'sub',
      subWorkflow(inner.build()),
      {},
      {
        plugins: { resilience: { timeoutMs: 100, retry: { ...PLAIN, attempts: 2 } } },
      },
    );
    const rejections = await unhandledRejectionsDuring(async () => {
      const handle = runtime.start(outer.build());
      await clock.advance(150);
      handle.abort();
      await clock.settle();
      expect((await handle.result).status).to.equal('aborted');
      expect(clock.pendingTimers).to.equal(0);
    });
    expect(rejections).to.deep.equal([]);
  });

  it('because another node failed tells a node in its delay', async () => {
    const { runtime, clock } = bench();
    const flow = workflow('two');
    const waits = faultyNode(failsAlways);
    flow.add('it', waits.node, {}, { plugins: { resilience: { retry: PLAIN } } });
    flow.add(
      'other',
      faultyNode(failsAt([2])).node,
      {},
      {
        plugins: { resilience: { retry: { ...PLAIN, delayMs: 50 }, timeoutMs: 1000 } },
      },
    );
    flow.add(
      'third',
      faultyNode(failsAlways).node,
      {},
      {
        plugins: { resilience: { retry: { ...PLAIN, attempts: 2, delayMs: 20 } } },
      },
    );
    const result = await clock.until(runtime.start(flow.build()).result);
    expect(result.outcomes.get('it')?.status).to.equal('aborted');
    expect([waits.calls, clock.now(), clock.pendingTimers]).to.deep.equal([1, 20, 0]);
  });
});
