import {
  type Execution,
  executeLocally,
  LazyResults,
  type Plan,
  port,
  workflow,
} from '@tenon/core';
import { add, aRuntime, aWorkflow, failing, only, spied, value } from '@tenon/testing';
import { expect } from 'chai';
import { tapping } from '../support/plugins.js';
import { turns } from '../support/waiting.js';

/** What an engine answers that did nothing but say so. */
function answering(results: Execution['results']): Execution {
  return {
    outcomes: { size: 0, get: () => undefined, [Symbol.iterator]: () => [][Symbol.iterator]() },
    failures: [],
    loops: {},
    // Put together each time somebody looks: what a run tells is one and the same all the same.
    get results() {
      return { ...results };
    },
    outputsOf: ({ id }) => results[id] ?? undefined,
    explain: () => undefined,
  };
}

describe('execution', () => {
  it('is the last to be asked: another engine may answer before it', async () => {
    const { node, calls } = spied();
    const plans: Plan[] = [];
    const engine = tapping('engine', (hooks) => {
      hooks.execute.tapPromise('engine', async (plan, run) => {
        await turns();
        if (run.options.tenant === 'local') return undefined;
        plans.push(plan);
        return answering({ only: { value: 'remote' } });
      });
    });
    const { runtime } = aRuntime({ plugins: [engine] });
    const flow = only(node, { value: 'local' });
    const remote = await runtime.execute(flow);
    expect(remote.results['only']).to.deep.equal({ value: 'remote' });
    expect(remote.results).to.equal(remote.results).and.be.frozen;
    expect(calls).to.have.length(0);
    expect(plans[0]?.steps.map(({ id }) => id)).to.deep.equal(['only']);
    const local = await runtime.execute(flow, { tenant: 'local' });
    expect(local.results['only']).to.deep.equal({ value: 'local' });
    expect(calls).to.have.length(1);
  });

  it('by another engine answers the results that a tap has seen, where one has looked', async () => {
    let asked = 0;
    const engine = tapping('engine', (hooks) => {
      hooks.execute.tap('engine', () => ({
        ...answering({ only: {} }),
        get results() {
          return { only: { asked: ++asked } };
        },
      }));
    });
    const seen: unknown[] = [];
    const looks = tapping('looks', (hooks) => {
      hooks.results.tap('looks', ({ record }) => void seen.push(record));
    });
    const { runtime } = aRuntime({ plugins: [engine, looks] });
    const { results } = await runtime.execute(only(value(1)));
    expect([results, asked]).to.deep.equal([seen[0], 1]);
  });

  it('by another engine delivers the declared outputs of the workflow as well', async () => {
    const engine = tapping('engine', (hooks) => {
      hooks.execute.tap('engine', () => answering({ sum: { value: 42 } }));
    });
    const flow = workflow('elsewhere', { outputs: { sum: port<number>() } });
    flow.output('sum', flow.add('sum', add, { a: 1, b: 2 }).out.value);
    const { outputs } = await aRuntime({ plugins: [engine] }).runtime.execute(flow.build());
    expect({ ...outputs }).to.deep.equal({ sum: 42 });
  });

  it('may be used by a tap that only prepares something', async () => {
    const engine = tapping('around', (hooks) => {
      hooks.execute.tapPromise('around', async (plan, run) => {
        run.log.info(`${String(plan.steps.length)} steps`);
        return executeLocally(plan, run);
      });
    });
    const { runtime, log } = aRuntime({ plugins: [engine] });
    const { results } = await runtime.execute(
      only(spied(() => Promise.resolve({ value: 1 })).node),
    );
    expect(results['only']).to.deep.equal({ value: 1 });
    expect(log.lines.map(({ message }) => message)).to.deep.equal(['1 steps']);
  });

  it('fails the run, naming the plugin, when the engine throws', async () => {
    for (const later of [false, true]) {
      const engine = tapping('engine', (hooks) => {
        hooks.execute.tapPromise('engine', () => {
          const boom = new Error('boom');
          if (later) return Promise.reject(boom);
          throw boom;
        });
      });
      const { status, error, outcomes } = await aRuntime({ plugins: [engine] }).runtime.start(
        only(value(1)),
      ).result;
      expect([status, error?.code, error?.where]).to.deep.equal([
        'failed',
        'HOOK_FAILED',
        { plugin: 'engine', hook: 'execute' },
      ]);
      expect(outcomes.size).to.equal(0);
    }
  });
});

describe('results', () => {
  it('are put together from what was executed, when somebody looks', async () => {
    const flow = aWorkflow().node('a', value(1)).node('b', failing('no')).build();
    const result = await aRuntime().runtime.start(flow).result;
    expect(result.results).to.equal(result.results);
    expect({ ...result.results }).to.deep.equal({ a: { value: 1 } });
  });

  it('may be changed by a tap, which sees those before it', async () => {
    const masks = tapping(
      'masks',
      (hooks) => {
        hooks.results.tap(
          'masks',
          (results) => new LazyResults(() => ({ ...results.record, extra: { by: 'masks' } })),
        );
      },
      { after: ['results'] },
    );
    const { runtime } = aRuntime({ plugins: [masks] });
    const flow = only(value(1));
    const result = await runtime.execute(flow);
    expect(result.results).to.deep.equal({ only: { value: 1 }, extra: { by: 'masks' } });
    expect(result.outcomes.get('only')?.outputs).to.deep.equal({ value: 1 });
  });

  it('are still there when a tap fails, and the run fails for it', async () => {
    const bad = tapping(
      'bad',
      (hooks) => {
        hooks.results.tap('bad', () => {
          throw new Error('boom');
        });
      },
      { after: ['results'] },
    );
    const { status, error, results } = await aRuntime({ plugins: [bad] }).runtime.start(
      only(value(1)),
    ).result;
    expect([status, error?.code, error?.where]).to.deep.equal([
      'failed',
      'HOOK_FAILED',
      { plugin: 'bad', hook: 'results' },
    ]);
    expect({ ...results }).to.deep.equal({ only: { value: 1 } });
  });
});
