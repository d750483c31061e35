import type { RunResult } from '@tenon/core';
import {
  type BreakerPolicy,
  Breakers,
  MemoryBreakers,
  ResilienceHooks,
  resilience,
} from '@tenon/plugin-resilience';
import { aRuntime, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { type Act, Fault, failsAlways, failsAt, faultyNode } from '../support/faults.js';
import { bench, only } from '../support/run.js';

const TWO: BreakerPolicy = { failures: 2, restMs: 1000 };
const RETRY = { jitter: 'none', delayMs: 10 } as const;

/** The end of a run in one word: how the node ended, or the code it failed with. */
const end = ({ status, error }: RunResult) =>
  error === undefined ? status : error.code === 'NODE_FAILED' ? 'failed' : error.code;

describe('a breaker', () => {
  it('stops calls of a node that failed too often, and lets one through after its rest', async () => {
    const { run, clock } = bench();
    const fault = faultyNode(failsAt([1, 2, 3]));
    const flow = only(fault.node, { breaker: TWO });
    const ends: unknown[] = [];
    const once = async () => ends.push([clock.now(), end(await run(flow)), fault.calls]);
    await once();
    await once();
    await once();
    await clock.advance(999);
    await once();
    await clock.advance(1);
    await once(); // the probe fails
    await once();
    await clock.advance(1000);
    await once(); // the probe succeeds
    await once();
    expect(ends).to.deep.equal([
      [0, 'failed', 1],
      [0, 'failed', 2],
      [0, 'BREAKER_OPEN', 2],
      [999, 'BREAKER_OPEN', 2],
      [1000, 'failed', 3],
      [1000, 'BREAKER_OPEN', 3],
      [2000, 'completed', 4],
      [2000, 'completed', 5],
    ]);
  });

  it('counts a visit once, as its last attempt ended', async () => {
    const { run, runtime } = bench();
    const fault = faultyNode((call) => (call % 3 === 0 ? 'ok' : 'reject'));
    const flow = only(fault.node, { breaker: { ...TWO, failures: 1 }, retry: RETRY });
    for (let i = 0; i < 5; i++) expect(end(await run(flow))).to.equal('completed');
    expect(fault.calls).to.equal(15);
    expect(runtime.services.get(Breakers).states[0]?.state).to.equal('closed');
  });

  it('does not let a retry call what is not to be called', async () => {
    const { run } = bench();
    const fault = faultyNode(failsAlways);
    const flow = only(fault.node, { breaker: { ...TWO, failures: 1 }, retry: RETRY });
    expect([end(await run(flow)), fault.calls]).to.deep.equal(['failed', 3]);
    const refused = await run(flow);
    expect([end(refused), fault.calls]).to.deep.equal(['BREAKER_OPEN', 3]);
    expect(refused.outcomes.get('it')?.attempts).to.equal(0);
  });

  it('lets exactly one of a thousand concurrent runs through when it is half open', async () => {
    const { run, runtime, clock } = bench();
    let isDown = true;
    const fault = faultyNode(() => async (): Promise<object> => {
      if (isDown) throw new Fault(0);
      await new Promise<void>((resolve) => clock.timer(5, resolve));
      return { value: 1 };
    });
    const flow = only(fault.node, { breaker: { failures: 1, restMs: 10 } });
    await run(flow);
    isDown = false;
    await clock.advance(10);
    const before = fault.calls;
    const runs = Array.from({ length: 1000 }, () => runtime.start(flow).result);
    const ends = (await clock.until(Promise.all(runs))).map(end);
    expect(fault.calls - before).to.equal(1);
    expect(ends.filter((how) => how === 'completed')).to.have.length(1);
    expect(ends.filter((how) => how === 'BREAKER_OPEN')).to.have.length(999);
    expect(end(await run(flow))).to.equal('completed');
  });

  it('does not heed the late success of a call that began before it opened', async () => {
    const { runtime, run, clock } = bench();
    let finish: (() => void) | undefined;
    const acts: Act[] = [
      () =>
        new Promise((resolve) => {
          finish = () => resolve({ value: 1 });
        }),
      'reject',
      'reject',
    ];
    const fault = faultyNode((call) => acts[call - 1] ?? 'ok');
    const flow = only(fault.node, { breaker: TWO });
    const slow = runtime.start(flow);
    await clock.settle();
    await run(flow);
    await run(flow);
    finish?.();
    expect((await slow.result).status).to.equal('completed');
    expect(end(await run(flow))).to.equal('BREAKER_OPEN');
  });

  it('is about each node, all of a type, or a resource, as it is said', async () => {
    const cases: readonly [BreakerPolicy, boolean, boolean][] = [
      [TWO, false, false],
      [{ ...TWO, per: 'type' }, true, false],
      [{ ...TWO, resource: 'billing' }, true, true],
    ];
    for (const [breaker, sameType, otherType] of cases) {
      const { run } = bench({ options: { breaker } });
      const bad = faultyNode(failsAlways, 'http');
      const same = faultyNode(() => 'ok', 'http');
      const other = faultyNode(() => 'ok', 'db');
      await run(only(bad.node));
      await run(only(bad.node));
      const { error } = await run(only(bad.node));
      expect(error?.code).to.equal('BREAKER_OPEN');
      // Another workflow, whose node has another name.
      const flowOf = (node: typeof bad.node) => {
        const flow = only(node);
        return { ...flow, name: 'second', nodes: flow.nodes.map((it) => ({ ...it, id: 'other' })) };
      };
      expect(end(await run(flowOf(same.node))) === 'BREAKER_OPEN').to.equal(sameType);
      expect(end(await run(flowOf(other.node))) === 'BREAKER_OPEN').to.equal(otherType);
    }
  });

  it('is of one tenant where each is to have its own', async () => {
    const { run, runtime } = bench();
    const fault = faultyNode(failsAlways);
    const flow = only(fault.node, { breaker: { ...TWO, failures: 1, perTenant: true } });
    await run(flow, { tenant: 'a' });
    expect(end(await run(flow, { tenant: 'a' }))).to.equal('BREAKER_OPEN');
    expect(end(await run(flow, { tenant: 'b' }))).to.equal('failed');
    expect(end(await run(flow))).to.equal('failed');
    const { states } = runtime.services.get(Breakers);
    expect(states.map(({ tenant, state }) => [tenant, state])).to.deep.equal([
      ['a', 'open'],
      ['b', 'open'],
      [undefined, 'open'],
    ]);
  });

  it('is of one runtime, also where two have the same plugin object', async () => {
    const plugin = resilience({ breaker: { failures: 1 } });
    const fault = faultyNode(failsAlways);
    const flow = only(fault.node);
    const [one, other] = [0, 1].map(() => aRuntime({ plugins: [plugin] }).runtime);
    await one?.start(flow).result;
    expect(end((await one?.start(flow).result) as RunResult)).to.equal('BREAKER_OPEN');
    expect(end((await other?.start(flow).result) as RunResult)).to.equal('failed');
  });

  it('is shared by runtimes whose host binds one service for them', async () => {
    const breakers = new MemoryBreakers();
    const clock = new VirtualClock();
    const fault = faultyNode(failsAlways);
    const flow = only(fault.node);
    const ends: unknown[] = [];
    for (let i = 0; i < 2; i++) {
      const { runtime } = aRuntime({
        clock,
        plugins: [resilience({ breaker: { failures: 1 } })],
        configure: ({ bind }) => {
          bind(Breakers).toConstantValue(breakers);
        },
      });
      ends.push(end(await runtime.start(flow).result));
    }
    expect(ends).to.deep.equal(['failed', 'BREAKER_OPEN']);
  });

  it('counts only errors that it is about', async () => {
    const { run, runtime } = bench();
    const fault = faultyNode(failsAlways);
    const flow = only(fault.node, { breaker: { failures: 1, except: ['FAULT'] } });
    for (let i = 0; i < 3; i++) expect(end(await run(flow))).to.equal('failed');
    expect(runtime.services.get(Breakers).states[0]?.state).to.equal('closed');
  });

  it('counts the time-out of an attempt, and that of the visit, as a failure', async () => {
    const hangs = () => () => new Promise(() => undefined);
    for (const stated of [
      { attempt: { timeoutMs: 50 }, visit: {} },
      { attempt: {}, visit: { timeoutMs: 50 } },
    ]) {
      const { run } = bench();
      const fault = faultyNode(hangs);
      const flow = only(fault.node, { breaker: { failures: 1 }, ...stated.attempt }, stated.visit);
      expect(end(await run(flow, { graceMs: 5 }))).to.equal('TIMEOUT');
      expect(end(await run(flow))).to.equal('BREAKER_OPEN');
    }
  });

  it('counts outputs that say they did not succeed, and what is thrown at once', async () => {
    for (const act of [() => ({ success: false }), 'throw'] as const) {
      const { run } = bench();
      const flow = only(faultyNode(() => act).node, { breaker: { failures: 1 } });
      await run(flow);
      expect(end(await run(flow))).to.equal('BREAKER_OPEN');
    }
  });

  it('says what is open, and when it lets one call through', async () => {
    const { run, clock, runtime } = bench();
    const flow = only(faultyNode(failsAlways).node, {
      breaker: { ...TWO, failures: 1, per: 'type' },
    });
    await run(flow);
    await clock.advance(300);
    const result = await run(flow);
    const { error } = result;
    expect(error?.message).to.equal(
      'Node "it" was not called: the breaker of node type "faulty" is open.',
    );
    expect(error?.hint).to.equal('It lets one call through in 700 ms.');
    expect(result.why('it')?.notes[0]).to.deep.include({
      kind: 'breakerRefused',
      details: { per: 'type', name: 'faulty', state: 'open' },
    });
    expect(runtime.services.get(Breakers).states).to.deep.equal([
      { per: 'type', name: 'faulty', state: 'open', openedAt: 0 },
    ]);
  });

  it('says that it waits for the one call', async () => {
    const { run, runtime, clock } = bench();
    const fault = faultyNode((call) =>
      call === 1 ? 'reject' : () => new Promise(() => undefined),
    );
    const flow = only(fault.node, { breaker: { ...TWO, failures: 1 } });
    await run(flow);
    await clock.advance(1000);
    const probe = runtime.start(flow, { graceMs: 1 });
    await clock.settle();
    const { error } = await run(flow);
    expect(error?.hint).to.equal('It has let one call through, and waits for how that ends.');
    probe.abort();
    await clock.advance(1);
    await probe.result;
  });

  it('tells each change, in events, in outcomes and to who taps', async () => {
    const told: unknown[] = [];
    const { run, clock } = bench({
      plugins: [
        {
          manifest: { name: 'ears', version: '1.0.0', requires: ['resilience'] },
          apply(_hooks, services) {
            services
              .get(ResilienceHooks.id)
              .breakerChanged.tap('ears', ({ from, to, node }, { id }) => {
                told.push([id, node, from, to]);
              });
          },
        },
      ],
    });
    const flow = only(faultyNode(failsAt([1])).node, { breaker: { ...TWO, failures: 1 } });
    const opened = await run(flow);
    await clock.advance(1000);
    const closed = await run(flow);
    expect(told).to.deep.equal([
      ['run-1', 'it', 'closed', 'open'],
      ['run-2', 'it', 'open', 'halfOpen'],
      ['run-2', 'it', 'halfOpen', 'closed'],
    ]);
    expect(opened.why('it')?.text).to.match(/The breaker of node "it" opened\.$/);
    expect(closed.why('it')?.text).to.equal(
      '"it" completed. The breaker of node "it" lets one call through. The breaker of node "it" closed again.',
    );
  });
});
