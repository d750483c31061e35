import type { NodeStep, Plugin } from '@tenon/core';
import { resources } from '@tenon/plugin-resources';
import { aRuntime, chainOf, expectNoHandlesLeft } from '@tenon/testing';
import { expect } from 'chai';
import { withResources } from '../support/runtime.js';
import { things } from '../support/things.js';

/** Looks at the steps of every plan. */
function looking() {
  const steps: NodeStep[] = [];
  const plugin: Plugin = {
    manifest: { name: 'looking', version: '1.0.0' },
    apply(hooks) {
      hooks.execute.tap('looking', (plan) => {
        steps.push(...plan.steps);
        return undefined;
      });
    },
  };
  return { plugin, steps };
}

describe('a workflow that needs no resources', () => {
  it('has the functions of its nodes as they are, whatever is declared', async () => {
    const { plugin, steps } = looking();
    const { resource, made } = things();
    const { runtime, clock } = withResources({ define: [resource], plugins: [plugin] });
    await runtime.execute(chainOf(10));
    expect(steps).to.have.lengthOf(10);
    for (const { invoke, definition, isSimple } of steps) {
      expect(definition.body.kind === 'function' && definition.body.run).to.equal(invoke);
      expect(isSimple).to.equal(true);
    }
    expect([made.length, clock.pendingTimers]).to.deep.equal([0, 0]);
  });

  it('waits for nothing', async () => {
    // As many turns of the microtask queue as without the plugin.
    const turns = async ({ runtime }: Pick<ReturnType<typeof aRuntime>, 'runtime'>) => {
      const state = { isOver: false };
      const done = runtime.execute(chainOf(3)).then(() => (state.isOver = true));
      let count = 0;
      for (; !state.isOver; count++) await Promise.resolve();
      await done;
      return count;
    };
    const withPlugin = aRuntime({ plugins: [resources({ define: [things().resource] })] });
    await turns(withPlugin);
    expect(await turns(withPlugin)).to.equal(await turns(aRuntime()));
  });
});

describe('resources that nobody uses at the moment', () => {
  it('keep no timer: the process may end', async () => {
    await expectNoHandlesLeft(async () => {
      for (const number of [{ max: 2 }, { shared: true }]) {
        const { resource } = things(number);
        const { runtime } = aRuntime({ plugins: [resources({ define: [resource] })] });
        const { Resources } = await import('@tenon/plugin-resources');
        await runtime.services.get(Resources).use(resource, () => 0);
      }
    });
  });
});
