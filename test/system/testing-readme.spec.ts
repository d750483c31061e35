import { Clock, defineNode, type Plugin, port, workflow } from '@tenon/core';
import {
  add,
  aFault,
  aRuntime,
  aWorkflow,
  expectNoHandlesLeft,
  expectNoLeaks,
  expectNoListenersLeft,
  exploreSchedules,
  forEveryFault,
  gates,
  loops,
  only,
  type Recording,
  record,
  replay,
  sleeping,
  stubNodes,
  type Tape,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';

describe('the examples of the README of @tenon/testing', () => {
  // #region builders
  it('adds two numbers', async () => {
    const sum = aWorkflow()
      .node('two', value(2))
      .node('sum', add, { b: 3 })
      .edge('two.value', 'sum.a')
      .build();

    const { runtime } = aRuntime();
    const { runId, results } = await runtime.execute(sum);

    expect(runId).to.equal('run-1');
    expect(results['sum']).to.deep.equal({ value: 5 });
  });
  // #endregion

  // #region clock
  it('gives up after half a second, without waiting for it', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock });
    const run = runtime.start(only(sleeping(clock, 60_000)), { timeoutMs: 500 });

    await clock.advance(500);
    expect((await run.result).error?.code).to.equal('TIMEOUT');
    expect(clock.pendingTimers).to.equal(0);
  });
  // #endregion

  it('finds nothing left behind', async () => {
    const node = defineNode({
      type: 'node',
      outputs: { n: port<number>() },
      run: () => ({ n: 1 }),
    });
    // #region leaks
    const { signal } = new AbortController();
    const { runtime } = aRuntime();
    await expectNoHandlesLeft(() => runtime.execute(only(node)));
    await expectNoListenersLeft(signal, () => runtime.execute(only(node), { signal }));
    // #endregion
  });

  it('repeats a loop without the plugin for loops', async () => {
    // #region stand-ins
    const flow = workflow('counting');
    const count = flow.add('count', add, { a: 0, b: 1 });
    flow.loop('thrice', { back: [[count.out.value, count.in.a]], maxIterations: 3 });

    const { runtime } = aRuntime({ plugins: [gates(), loops()] });
    const { results } = await runtime.execute(flow.build());
    expect(results['count']).to.deep.equal({ value: 3 });
    // #endregion
  });

  const order = () =>
    aWorkflow()
      .node('fetch', value({ total: 1200 }))
      .node('pay', add, { b: 1 })
      .edge('fetch.value.total', 'pay.a')
      .build();

  /** Calls what is in it once more after a second. */
  const retries = (): Plugin => ({
    manifest: { name: 'retries', version: '1.0.0' },
    apply(hooks, services) {
      const clock = services.get(Clock);
      hooks.node.tap('retries', (wraps) =>
        wraps.add('retry', (next) => async (inputs, context) => {
          for (let attempt = 1; ; attempt++) {
            try {
              return await next(inputs, context);
            } catch (error) {
              if (attempt === 3) throw error;
              await new Promise<void>((resolve) => void clock.timer(1000, resolve));
            }
          }
        }),
      );
    },
  });

  it('answers in place of nodes', async () => {
    const flow = order();
    // #region stubs
    const stubs = stubNodes({ fetch: { value: { total: 40 } } });
    const { runtime } = aRuntime({ plugins: [stubs.plugin] });
    const { results } = await runtime.execute(flow);

    expect(results['pay']).to.deep.equal({ value: 41 });
    expect(stubs.callsOf('pay')[0]?.inputs).to.deep.equal({ a: 40, b: 1 });
    expect(stubs.unused()).to.deep.equal([]); // no stub is misspelt
    // #endregion
  });

  it('injects one fault', async () => {
    const flow = order();
    // #region fault
    const fault = aFault({
      kind: 'fail',
      on: 'attempt',
      times: 2,
      where: ({ node }) => node === 'pay',
    });
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock, plugins: [retries(), fault.plugin] });
    const { outcomes } = await clock.until(runtime.execute(flow));

    expect(outcomes.get('pay')?.attempts).to.equal(3);
    expect(clock.now()).to.equal(2000); // two retries, a second apart
    // #endregion
  });

  it('injects every fault', async () => {
    const flow = order();
    // #region every-fault
    await forEveryFault(async ({ plugin, signal }) => {
      const clock = new VirtualClock();
      const { runtime } = aRuntime({ clock, plugins: [retries(), plugin] });
      const run = runtime.start(flow, { signal, timeoutMs: 60_000 });
      const { status } = await clock.until(run.result);

      expect(status).to.be.oneOf(['completed', 'failed', 'aborted', 'refused']);
      expect(clock.pendingTimers).to.equal(0);
    });
    // #endregion
  });

  it('explores schedules', async () => {
    const flow = order();
    // #region schedules
    await exploreSchedules(({ plugin, until }) => {
      const { runtime } = aRuntime({ plugins: [plugin] });
      return until(runtime.start(flow).result);
    });
    // #endregion
  });

  it('records and replays', async () => {
    const flow = order();
    // #region record
    const test = ({ plugin }: Tape) => aRuntime({ plugins: [plugin] }).runtime.execute(flow);

    const { recording } = await record(test);
    const text = JSON.stringify(recording); // to a file, say

    const { results } = await replay(JSON.parse(text) as Recording, test);
    expect(results['pay']).to.deep.equal({ value: 1201 });
    // Call the function of one node again, and compare what it answers.
    await replay(recording, test, { call: ['pay'] });
    // #endregion
  });

  it('finds no leak', async () => {
    const flow = order();
    // #region no-leaks
    const { runtime } = aRuntime({ plugins: [retries()] });
    await expectNoLeaks(({ signal }) => runtime.execute(flow, { signal }));
    // #endregion
  });
});
