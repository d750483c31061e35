import type { NodeStep, Plan, Plugin, Run } from '@tenon/core';
import { parameters, SecretProvider } from '@tenon/plugin-parameters';
import { aRuntime, chainOf, only } from '@tenon/testing';
import { expect } from 'chai';
import { got } from '../support/nodes.js';
import { withParameters } from '../support/runtime.js';

/** Looks at runs and plans, and at whether every function of a node is still its own. */
function looking() {
  const runs: Run[] = [];
  const plans: Plan[] = [];
  const plugin: Plugin = {
    manifest: { name: 'looking', version: '1.0.0' },
    apply(hooks) {
      hooks.execute.tap('looking', (plan, run) => {
        plans.push(plan);
        runs.push(run);
        return undefined;
      });
    },
  };
  return { plugin, runs, plans };
}

const isBare = ({ invoke, definition }: NodeStep) =>
  definition.body.kind === 'function' && invoke === definition.body.run;

describe('a workflow that uses no parameters', () => {
  it('has the plan, the request and the context it has without the plugin', async () => {
    const flow = chainOf(10);
    const { plugin, runs, plans } = looking();
    const bare = looking();
    const { runtime } = withParameters({ plugins: [plugin], secrets: { KEY: 'hunter-two' } });
    await runtime.execute(flow);
    await aRuntime({ plugins: [bare.plugin] }).runtime.execute(flow);
    expect(plans[0]?.steps.every(isBare)).to.equal(true);
    expect(plans[0]?.steps.every(({ isSimple }) => isSimple)).to.equal(true);
    const [{ request, mask } = {}] = runs;
    expect([request, mask]).to.deep.equal([bare.runs[0]?.request, undefined]);
    expect(request?.secrets).to.equal(undefined);
  });

  it('waits for nothing, whatever the plugin could do for it', async () => {
    const provider: SecretProvider = { get: () => expect.fail('asked') };
    const { runtime } = aRuntime({
      plugins: [parameters({ coerce: 'lossless', unknown: 'warn' })],
      configure: ({ bind }) => {
        bind(SecretProvider).toConstantValue(provider);
      },
    });
    // As many turns of the microtask queue as without the plugin.
    const turns = async (of: typeof runtime) => {
      const state = { isOver: false };
      const done = of.execute(chainOf(3)).then(() => (state.isOver = true));
      let count = 0;
      for (; !state.isOver; count++) await Promise.resolve();
      await done;
      return count;
    };
    await turns(runtime);
    expect(await turns(runtime)).to.equal(await turns(aRuntime().runtime));
  });
});

describe('a workflow with templates', () => {
  it('is read once for each runtime', async () => {
    const { runtime } = withParameters();
    let reads = 0;
    const flow = only(got, { a: '${x}' });
    const counted = new Proxy(flow.nodes[0]?.config ?? {}, {
      ownKeys: (target) => (reads++, Reflect.ownKeys(target)),
    });
    const watched = {
      ...flow,
      nodes: [{ ...flow.nodes[0], config: counted }],
    } as never as typeof flow;
    await runtime.execute(watched, { parameters: { x: 1 } });
    const first = reads;
    await runtime.execute(watched, { parameters: { x: 2 } });
    expect(reads).to.equal(first);
  });
});
