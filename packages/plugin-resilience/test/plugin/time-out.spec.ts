import { defineNode, type NodeContext, port, subWorkflow, workflow } from '@tenon/core';
import type { ResiliencePolicy } from '@tenon/plugin-resilience';
import { sleeping } from '@tenon/testing';
import { expect } from 'chai';
import { Fault, faultyNode } from '../support/faults.js';
import { bench, only } from '../support/run.js';

const RETRY = { jitter: 'none', delayMs: 100 } as const;

describe('the time-out of an attempt', () => {
  it('fails an attempt that is not done, and tells the node by its signal', async () => {
    const { run, clock } = bench();
    let reason: unknown;
    const fault = faultyNode(
      () =>
        ({ signal }: NodeContext) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reason = signal.reason;
              reject(new Error('stopped'));
            });
          }),
    );
    const { error } = await run(only(fault.node, { timeoutMs: 50 }));
    expect([error?.code, error?.where]).to.deep.equal([
      'TIMEOUT',
      { workflow: 'flow', node: 'it' },
    ]);
    expect(error?.message).to.equal('An attempt of node "it" was not done within 50 ms.');
    expect(reason).to.equal(error);
    expect([clock.now(), clock.pendingTimers]).to.deep.equal([50, 0]);
  });

  it('is of each attempt by itself', async () => {
    const { run, clock } = bench();
    const naps = [60, 60, 40];
    const fault = faultyNode((call) => (context) => {
      const { run: nap } = sleeping(clock, naps[call - 1] as number).body as unknown as {
        run: (inputs: object, context: NodeContext) => Promise<object>;
      };
      return nap({ value: call }, context);
    });
    const result = await run(only(fault.node, { timeoutMs: 50, retry: RETRY }));
    expect([result.status, fault.calls, clock.now()]).to.deep.equal(['completed', 3, 440]);
    expect(result.outcomes.get('it')?.notes[0]?.details).to.include({
      error: 'TIMEOUT',
      attempt: 1,
    });
  });

  it('and a result in the same moment: the one that comes first counts', async () => {
    for (const [first, status] of [
      ['result', 'completed'],
      ['time-out', 'failed'],
    ] as const) {
      const { run, clock } = bench();
      const fault = faultyNode(() => () => {
        // Timers of one moment fire in the order in which they were set.
        const nap = new Promise((resolve) => clock.timer(50, () => resolve({ value: 1 })));
        return first === 'result' ? nap : Promise.resolve().then(() => later());
      });
      const later = () => new Promise((resolve) => clock.timer(50, () => resolve({ value: 1 })));
      expect((await run(only(fault.node, { timeoutMs: 50 }))).status).to.equal(status);
      expect(clock.pendingTimers).to.equal(0);
    }
  });

  it('waits for a node that comes back, so that attempts do not overlap', async () => {
    const { run, clock } = bench();
    let inside = 0;
    let most = 0;
    const fault = faultyNode(() => async () => {
      most = Math.max(most, ++inside);
      await new Promise<void>((resolve) => clock.timer(80, resolve)); // ignores its signal
      inside--;
      return { value: 1 };
    });
    const { error } = await run(only(fault.node, { timeoutMs: 50, retry: RETRY }));
    expect([error?.code, fault.calls, most]).to.deep.equal(['TIMEOUT', 3, 1]);
    expect(clock.now()).to.equal(80 * 3 + 100 + 200);
  });

  it('leaves a node behind that ignores it beyond the grace of its run, with a warning', async () => {
    const { run, clock } = bench();
    const fault = faultyNode((call) => (call === 1 ? () => new Promise(() => undefined) : 'ok'));
    const flow = only(fault.node, { timeoutMs: 50, retry: RETRY });
    const { status, warnings } = await run(flow, { graceMs: 25 });
    expect([status, clock.now(), clock.pendingTimers]).to.deep.equal(['completed', 175, 0]);
    expect(warnings.map(({ code, node }) => [code, node])).to.deep.equal([
      ['NODE_ABANDONED', 'it'],
    ]);
  });

  it('drops what an attempt does after it was left behind', async () => {
    const { run, clock } = bench();
    const late: (() => void)[] = [];
    const fault = faultyNode((call) =>
      call === 1
        ? () =>
            new Promise((resolve, reject) => {
              late.push(
                () => resolve({ value: -1 }),
                () => reject(new Fault(0)),
              );
            })
        : 'ok',
    );
    const { results } = await run(only(fault.node, { timeoutMs: 50, retry: RETRY }), {
      graceMs: 25,
    });
    for (const act of late) act();
    await clock.settle();
    expect(results).to.deep.equal(Object.assign(Object.create(null), { it: { value: 2 } }));
  });

  it('reports a node that held the thread as late', async () => {
    const { run, clock } = bench();
    const fault = faultyNode(() => () => {
      clock.block(70);
      return { value: 1 };
    });
    const { error } = await run(only(fault.node, { timeoutMs: 50 }));
    expect(error?.code).to.equal('TIMEOUT');
    expect(error?.message).to.include('held the thread for 70 ms');
    const quick = faultyNode(() => () => {
      clock.block(50);
      return { value: 1 };
    });
    expect((await run(only(quick.node, { timeoutMs: 50 }))).status).to.equal('completed');
  });

  it('leaves what the node throws or answers in time as it is', async () => {
    const { run, clock } = bench();
    for (const how of ['throw', 'reject'] as const) {
      const { error } = await run(only(faultyNode(() => how).node, { timeoutMs: 50 }));
      expect(error?.cause).to.be.instanceOf(Fault);
    }
    expect((await run(only(faultyNode(() => 'ok').node, { timeoutMs: 50 }))).status).to.equal(
      'completed',
    );
    expect(clock.pendingTimers).to.equal(0);
  });

  it('stops a sub-workflow, and lets it begin anew', async () => {
    const { run, clock } = bench();
    const visits: number[] = [];
    const nap = defineNode({
      type: 'nap',
      outputs: { value: port<number>() },
      run: (_inputs, { signal }) =>
        new Promise((resolve, reject) => {
          const call = visits.push(clock.now());
          const timer = clock.timer(call === 1 ? 500 : 10, () => resolve({ value: call }));
          signal.addEventListener('abort', () => {
            timer.cancel();
            reject(signal.reason as Error);
          });
        }),
    });
    const inner = workflow('inner', { outputs: { value: port<number>() } });
    inner.output('value', inner.add('nap', nap).out.value);
    const outer = workflow('outer');
    const policy: ResiliencePolicy = { timeoutMs: 50, retry: RETRY };
    outer.add('sub', subWorkflow(inner.build()), {}, { plugins: { resilience: policy } });
    const { status, results, outcomes } = await run(outer.build());
    expect([status, results['sub']]).to.deep.equal([
      'completed',
      Object.assign(Object.create(null), { value: 2 }),
    ]);
    expect(visits).to.deep.equal([0, 150]);
    expect(outcomes.get('sub')?.attempts).to.equal(2);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('shows the node everything else of its visit', async () => {
    const { run } = bench();
    const seen: unknown[] = [];
    const node = defineNode({
      type: 'looks',
      settings: { mode: port<string>().default('m') },
      run: (_inputs, context) => {
        const {
          runId,
          nodeId,
          workflow: name,
          principal,
          tenant,
          settings,
          secrets,
          loop,
          log,
        } = context;
        seen.push(
          runId,
          nodeId,
          name,
          principal,
          tenant,
          { ...settings },
          secrets,
          loop,
          typeof log.info,
        );
        return {};
      },
    });
    await run(only(node, { timeoutMs: 5 }), { principal: 'ada', tenant: 't' });
    expect(seen).to.deep.equal([
      'run-1',
      'it',
      'flow',
      'ada',
      't',
      { mode: 'm' },
      Object.create(null),
      undefined,
      'function',
    ]);
  });

  it('stands beside the time limit of the visit, which ends the retries as well', async () => {
    const { run, clock } = bench();
    const fault = faultyNode(() => () => new Promise(() => undefined));
    const flow = only(
      fault.node,
      { timeoutMs: 50, retry: { ...RETRY, attempts: 100 } },
      { timeoutMs: 220 },
    );
    const { error } = await run(flow, { graceMs: 10 });
    expect(error?.message).to.equal('Node "it" was not done within 220 ms.');
    expect([fault.calls, clock.now() <= 230, clock.pendingTimers]).to.deep.equal([2, true, 0]);
  });
});
