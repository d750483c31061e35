import { defineNode, port, workflow } from '@tenon/core';
import {
  add,
  aRuntime,
  aWorkflow,
  expectNoHandlesLeft,
  expectNoListenersLeft,
  gates,
  loops,
  only,
  sleeping,
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
});
