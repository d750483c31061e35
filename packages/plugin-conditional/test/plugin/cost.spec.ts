import type { Plan, Plugin } from '@tenon/core';
import { BranchHooks, branch, conditional } from '@tenon/plugin-conditional';
import { aRuntime, aWorkflow, chainOf, pass } from '@tenon/testing';
import { expect } from 'chai';
import { tapping } from '../support/plugins.js';

/** Keeps the plans that are executed. */
function looking() {
  const plans: Plan[] = [];
  const plugin = tapping('looking', (hooks) => {
    hooks.execute.tap('looking', (plan) => {
      plans.push(plan);
      return undefined;
    });
  });
  return { plugin, plans };
}

/** How many turns of the microtask queue something takes. A run is not to be due a turn of the event loop meanwhile. */
async function turnsOf(run: () => Promise<unknown>): Promise<number> {
  await new Promise((resolve) => setImmediate(resolve));
  const state = { isOver: false };
  const done = run().then(() => (state.isOver = true));
  let count = 0;
  for (; !state.isOver && count < 1_000; count++) await Promise.resolve();
  await done;
  return count;
}

const fork = () =>
  aWorkflow()
    .node('b', branch('value > 1'), { value: 1 })
    .node('p', pass)
    .edge('b.true', 'p.value')
    .build();

describe('a workflow without switches', () => {
  it('has the plan that it has without the plugin, and waits as long', async () => {
    const flow = chainOf(10);
    const { plugin, plans } = looking();
    const { runtime } = aRuntime({ plugins: [conditional(), plugin] });
    await runtime.execute(flow);
    const [plan] = plans;
    expect(plan?.hasGates).to.equal(false);
    expect(
      plan?.steps.every(
        ({ invoke, definition: { body } }) => body.kind === 'function' && invoke === body.run,
      ),
    ).to.equal(true);
    const bare = aRuntime().runtime;
    await bare.execute(flow);
    expect(await turnsOf(() => runtime.execute(flow))).to.equal(
      await turnsOf(() => bare.execute(flow)),
    );
  });
});

describe('a switch', () => {
  it('has nothing around it where nobody taps its hooks', async () => {
    const wraps: number[] = [];
    const counting = (name: string, isTapping: boolean): Plugin => ({
      manifest: { name, version: '1.0.0', after: ['conditional'] },
      apply(hooks, services) {
        if (isTapping) services.get(BranchHooks.id).routed.tap(name, () => undefined);
        hooks.execute.tap(name, ({ steps }) => {
          const [first] = steps;
          // A compiled node has the function that "compile" answered, which names itself.
          wraps.push(first?.invoke.length ?? -1);
          return undefined;
        });
      },
    });
    for (const isTapping of [false, true]) {
      await aRuntime({ plugins: [conditional(), counting('counting', isTapping)] }).runtime.execute(
        fork(),
      );
    }
    // The function of a branch takes its inputs alone, the wrapper the context too.
    expect(wraps).to.deep.equal([1, 2]);
  });

  it('has its conditions read once, however many runs there are', async () => {
    const { plugin, plans } = looking();
    const { runtime } = aRuntime({ plugins: [conditional(), plugin] });
    const flow = fork();
    await runtime.execute(flow);
    await runtime.execute(flow);
    expect(plans[0]).to.equal(plans[1]);
    expect(plans[0]?.hasGates).to.equal(true);
  });
});
