import {
  type Invoke,
  type NodeWraps,
  type Plan,
  type Plugin,
  type UnwrappedStep,
} from '@tenon/core';
import { type ResiliencePolicy, resilience } from '@tenon/plugin-resilience';
import { aRuntime, collectGarbage, heapGrowth, value } from '@tenon/testing';
import { expect } from 'chai';
import { failsAt, faultyNode } from '../support/faults.js';
import { bench, only } from '../support/run.js';

/** A plugin behind all others, which sees what they have put around each node. */
function spy(seen: { readonly body: boolean; readonly id: string }[]): Plugin {
  return {
    manifest: { name: 'spy', version: '1.0.0', after: ['resilience'] },
    apply(hooks) {
      hooks.node.tap('spy', (wraps: NodeWraps, { id }: UnwrappedStep) => {
        const body: Invoke = () => ({});
        seen.push({ id, body: wraps.fold(body) === body });
      });
    },
  };
}

describe('a policy', () => {
  it('that states nothing, or undoes what is stated, puts nothing around a node', async () => {
    const nothing: readonly (ResiliencePolicy | undefined)[] = [
      undefined,
      {},
      { retry: false, timeoutMs: false, breaker: false, bulkhead: false, fallback: false },
      { retry: { attempts: 1 } },
    ];
    for (const policy of nothing) {
      const seen: { body: boolean; id: string }[] = [];
      const { runtime } = aRuntime({ plugins: [resilience(), spy(seen)] });
      await runtime.execute(only(value(1), policy));
      expect(seen).to.deep.equal([{ id: 'it', body: true }]);
    }
  });

  it('leaves the plan of a workflow as it is without the plugin', async () => {
    const plans: Plan[] = [];
    const reader: Plugin = {
      manifest: { name: 'reader', version: '1.0.0' },
      apply(hooks) {
        hooks.execute.tapPromise('reader', async (plan) => {
          plans.push(plan);
          return undefined;
        });
      },
    };
    const node = value(1);
    for (const plugins of [[reader], [resilience(), reader]]) {
      await aRuntime({ plugins }).runtime.execute(only(node));
    }
    const [bare, installed] = plans.map(({ steps }) => steps[0]?.invoke);
    expect(installed).to.equal(bare);
  });

  it('of one node puts nothing around another', async () => {
    const seen: { body: boolean; id: string }[] = [];
    const { runtime } = aRuntime({
      plugins: [resilience({ types: { faulty: { timeoutMs: 5 } } }), spy(seen)],
    });
    await runtime.execute(only(value(1)));
    await runtime.execute(only(faultyNode(() => 'ok').node));
    expect(seen.map(({ body }) => body)).to.deep.equal([true, false]);
  });

  it('keeps nothing of the runs it was used in', async () => {
    const { runtime, clock } = bench();
    const fault = faultyNode((call) => failsAt([1])(call % 2));
    const flow = only(fault.node, {
      retry: { attempts: 2, backoff: 'none' },
      timeoutMs: 50,
      breaker: { failures: 5 },
      bulkhead: { concurrent: 2, queue: 1 },
      fallback: { outputs: { value: 0 } },
    });
    const grown = await heapGrowth(
      async () => {
        await runtime.start(flow).result;
        fault.contexts.length = fault.contexts.length % 2;
      },
      // By then the history of runs is full.
      { rounds: 2000, warmUp: 2000 },
    );
    collectGarbage();
    expect(grown).to.be.below(1_000_000);
    expect(clock.pendingTimers).to.equal(0);
  }).timeout(180_000);
});
