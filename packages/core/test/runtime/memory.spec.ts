import { defineNode, MemoryTaskManager, subWorkflow, TaskManager } from '@tenon/core';
import {
  add,
  aRuntime,
  aWorkflow,
  expectNoHandlesLeft,
  heapGrowth,
  only,
  value,
} from '@tenon/testing';
import { expect } from 'chai';

/** One million runs take half a minute: `TENON_SOAK=1 npm test`. */
const ROUNDS = process.env['TENON_SOAK'] === '1' ? 1_000_000 : 100_000;

const later = defineNode({ type: 'later', run: () => Promise.resolve({}) });
const flow = aWorkflow()
  .node('two', value(2))
  .node('sum', add, { b: 1 })
  .edge('two', 'sum.a')
  .build();

describe('memory', function () {
  this.timeout(ROUNDS);

  it(`stays flat over ${ROUNDS.toLocaleString('en')} runs`, async () => {
    const { runtime } = aRuntime();
    await expectNoHandlesLeft(async () => {
      const growth = await heapGrowth(() => runtime.execute(flow), {
        rounds: ROUNDS,
        warmUp: 5000,
      });
      expect(growth).to.be.below(1_000_000);
    });
  });

  it('stays flat over runs that wait, fail, are refused, aborted and tracked', async () => {
    const { signal } = new AbortController();
    const { runtime } = aRuntime({
      configure: ({ bind }) => {
        bind(TaskManager).toConstantValue(new MemoryTaskManager({ runs: 10 }));
      },
    });
    const bad = only(
      defineNode({
        type: 'bad',
        run: () => {
          throw new Error('boom');
        },
      }),
    );
    const refused = only(add);
    const nested = only(subWorkflow(aWorkflow('inner').node('a', later).node('b', later).build()));
    const aborted = AbortSignal.abort();
    const growth = await heapGrowth(
      async () => {
        await Promise.all([
          runtime.start(nested, { signal, timeoutMs: 60_000 }).result,
          runtime.start(bad, { onError: 'continue' }).result,
          runtime.start(refused).result,
          runtime.start(flow, { signal: aborted }).result,
          runtime.start(flow, { isolation: 'freeze', timing: true }).result,
        ]);
      },
      { rounds: ROUNDS / 50, warmUp: 1000 },
    );
    expect(growth).to.be.below(1_000_000);
  });

  it('lets go of a run whose result somebody holds', async () => {
    const { runtime } = aRuntime();
    const nested = only(subWorkflow(aWorkflow('inner').node('a', later).build()));
    const held: unknown[] = [];
    const growth = await heapGrowth(
      async () => {
        // Eighty kilobytes that belong to the run alone.
        const principal = new Array<number>(10_000).fill(0);
        held.push(await runtime.execute(flow, { principal }));
        held.push(await runtime.execute(nested, { principal }));
      },
      { rounds: 100, warmUp: 100 },
    );
    expect(growth).to.be.below(2_000_000);
    expect(held).to.have.lengthOf(400);
  });

  it('stays flat over workflows that are made, run and forgotten', async () => {
    const { runtime } = aRuntime();
    const growth = await heapGrowth(
      () =>
        runtime.execute(aWorkflow().node('two', value(2)).node('sum', add, { a: 1, b: 1 }).build()),
      { rounds: ROUNDS / 25, warmUp: 2000 },
    );
    expect(growth).to.be.below(1_000_000);
  });

  it('stays flat over runtimes that are made, used and disposed of', async () => {
    const growth = await heapGrowth(
      async () => {
        const { runtime } = aRuntime();
        await runtime.execute(flow);
        await runtime.dispose();
      },
      { rounds: 300, warmUp: 200 },
    );
    expect(growth).to.be.below(1_000_000);
  });
});
