import { trace } from '@opentelemetry/api';
import type { NodeStep, Plan, Plugin } from '@tenon/core';
import { type ObservabilityOptions, observability } from '@tenon/plugin-observability';
import { aRuntime, chainOf, only, value } from '@tenon/testing';
import { expect } from 'chai';
import sinon from 'sinon';
import { observed, tapping } from '../support/runtime.js';
import { Sdk } from '../support/sdk.js';

const isBare = ({ invoke, definition }: NodeStep) =>
  definition.body.kind === 'function' && invoke === definition.body.run;

/** The plan of a workflow in a runtime with the plugin, and with a real SDK where the options name its providers. */
async function planOf(options: ObservabilityOptions): Promise<Plan> {
  const plans: Plan[] = [];
  const looking: Plugin = tapping('looking', (hooks) => {
    hooks.execute.tap('looking', (plan) => {
      plans.push(plan);
      return undefined;
    });
  });
  const { runtime } = aRuntime({ plugins: [observability(options), looking] });
  await runtime.execute(chainOf(5));
  if (plans[0] === undefined) throw new Error('There is no plan.');
  return plans[0];
}

describe('what nobody asks for', () => {
  it('is not put around any node, and the health of a runtime alone is not either', async () => {
    for (const options of [
      { tracing: false, metrics: false },
      { tracing: false, metrics: false, health: false },
    ]) {
      expect((await planOf(options)).steps.every(isBare)).to.equal(true);
    }
    const { tracerProvider, meterProvider } = new Sdk();
    for (const options of [{ tracerProvider }, { meterProvider }]) {
      expect((await planOf(options)).steps.some(isBare)).to.equal(false);
    }
  });

  it('is not put around any node while no SDK is registered', async () => {
    expect((await planOf({})).steps.every(isBare)).to.equal(true);
  });

  it('is told of once, where an SDK comes too late for a plan, and is there for the next one', async () => {
    const sdk = new Sdk();
    const { runtime, log } = aRuntime({ plugins: [observability()] });
    const early = only(value(1));
    await runtime.execute(early);
    trace.setGlobalTracerProvider(sdk.tracerProvider);
    try {
      await runtime.execute(early);
      await runtime.execute(early);
      await runtime.execute(only(value(2)));
    } finally {
      trace.disable();
    }
    expect(sdk.spans.map(({ name }) => name)).to.deep.equal([
      'run test',
      'run test',
      'node only',
      'run test',
    ]);
    expect(log.lines.map(({ message }) => message)).to.deep.equal([
      'Nodes of workflow "test" are not observed.',
    ]);
  });

  it('is one wrapper where nothing calls a node again', async () => {
    const added: string[] = [];
    const { runtime } = observed({
      plugins: [
        {
          manifest: { name: 'looking', version: '1.0.0', after: ['observability'] },
          apply(hooks) {
            hooks.node.tap('looking', (wraps) => {
              const body = () => ({});
              const bare = wraps.fold(body);
              // The wrapper of attempts answers what it is given.
              added.push(bare === body ? 'none' : 'some', String(wraps.has('retry')));
            });
          },
        },
      ],
    });
    await runtime.execute(only(value(1)));
    expect(added).to.deep.equal(['some', 'false']);
  });

  it('makes no signal for a node that does not ask for one', async () => {
    const made = sinon.spy(globalThis, 'AbortController');
    try {
      const { runtime } = observed({ sdk: new Sdk() });
      const flow = chainOf(10);
      await runtime.execute(flow);
      expect(made.callCount).to.equal(0);
    } finally {
      made.restore();
    }
  });
});
