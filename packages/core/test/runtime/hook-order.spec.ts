import type { AsyncTaps, Plugin } from '@tenon/core';
import {
  aRuntime,
  aWorkflow,
  deferredNode,
  failing,
  only,
  pass,
  spied,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { DECISIONS, type HookName, OBSERVERS } from '../support/hook-taps.js';
import { tapping } from '../support/plugins.js';

describe('the hooks of a run', () => {
  /** Notes every hook as it fires. */
  function noting(fired: string[]): Plugin {
    const hooks: readonly HookName[] = [...DECISIONS, ...OBSERVERS, 'dispose'];
    return tapping(
      'notes',
      (taps) => {
        for (const hook of hooks) {
          (taps[hook] as unknown as AsyncTaps<never[], void>).tap('notes', (...args: unknown[]) => {
            const subject = hook === 'nodeSettled' || hook === 'node' ? args[1] : args[0];
            const { id } = Object(subject) as { id?: string };
            fired.push(hook.startsWith('node') ? `${hook} ${String(id)}` : hook);
          });
        }
      },
      { stage: 450 },
    );
  }

  it('fire in one order, those of the plan once for each workflow', async () => {
    const fired: string[] = [];
    const { runtime } = aRuntime({ plugins: [noting(fired)] });
    const flow = aWorkflow().node('a', value(1)).node('b', pass).edge('a', 'b.value').build();
    const perRun = [
      'execute',
      'nodeStarted a',
      'nodeSettled a',
      'nodeStarted b',
      'nodeSettled b',
      'results',
      'settled',
    ];
    await runtime.execute(flow);
    expect(fired.splice(0)).to.deep.equal([
      'verify',
      'admit',
      'review',
      'prepare',
      'plan',
      'node a',
      'node b',
      ...perRun,
    ]);
    await runtime.execute(flow);
    expect(fired.splice(0)).to.deep.equal(['admit', 'review', 'prepare', ...perRun]);
    await runtime.dispose();
    expect(fired).to.deep.equal(['dispose']);
  });

  it('"nodeSettled" fires exactly once for each visit, and "settled" once for each run, on every path', async () => {
    const clock = new VirtualClock();
    const settled: string[] = [];
    const notes = tapping('notes', (hooks) => {
      hooks.nodeSettled.tap('notes', ({ node, status, reason }) => {
        settled.push(`${node} ${reason ?? status}`);
      });
      hooks.settled.tap('notes', ({ status }) => void settled.push(status));
    });
    const { runtime } = aRuntime({ clock, plugins: [notes] });
    const { node } = deferredNode();
    const flow = (first: ReturnType<typeof spied>['node']) =>
      aWorkflow()
        .node('first', first)
        .node('deaf', node)
        .node('limited', node, {}, { timeoutMs: 50 })
        .node('behind', pass)
        .edge('first', 'behind.value')
        .build();
    const bad = failing('boom', { later: true }) as never;
    const failed = runtime.start(flow(bad), { graceMs: 10 });
    await clock.until(failed.result);
    expect(settled.splice(0).sort()).to.deep.equal(
      [
        'first failed',
        'behind upstreamFailed',
        'deaf abandoned',
        'limited abandoned',
        'failed',
      ].sort(),
    );
    const late = runtime.start(flow(bad), { graceMs: 10, onError: 'continue' });
    await clock.advance(60);
    late.abort();
    await clock.until(late.result);
    expect(settled.splice(0).sort()).to.deep.equal(
      [
        'first failed',
        'behind upstreamFailed',
        'deaf abandoned',
        'limited failed',
        'aborted',
      ].sort(),
    );
    await runtime.start(only(pass)).result;
    expect(settled).to.deep.equal(['refused']);
  });

  it('"node" lets wrappers stand around a node, in bands, whatever plugin adds first', async () => {
    const entered: string[] = [];
    const wrapping = (
      name: string,
      bands: readonly ('observe' | 'check' | 'retry' | 'attempt' | 'body')[],
    ) =>
      tapping(name, (hooks) => {
        hooks.node.tap(name, (wraps, { id }) => {
          for (const band of bands) {
            wraps.add(band, (next) => (inputs, context) => {
              entered.push(`${name} ${band} ${id}`);
              return next(inputs, context);
            });
          }
        });
      });
    const { runtime } = aRuntime({
      plugins: [wrapping('b', ['body', 'observe']), wrapping('a', ['check', 'observe'])],
    });
    await runtime.execute(only(value(1)));
    expect(entered).to.deep.equal([
      'a observe only',
      'b observe only',
      'a check only',
      'b body only',
    ]);
  });

  it('"node" lets a wrapper try again, which outcomes count', async () => {
    const retries = tapping('retries', (hooks) => {
      hooks.node.tap('retries', (wraps) => {
        wraps.add('retry', (next) => async (inputs, context) => {
          for (;;) {
            try {
              return await next(inputs, context);
            } catch (error) {
              if (error !== 'again') throw error;
            }
          }
        });
      });
    });
    let calls = 0;
    const flaky = spied(() => {
      calls++;
      if (calls < 3) throw 'again' as unknown;
      return { value: calls };
    }).node;
    const { outcomes, results } = await aRuntime({ plugins: [retries] }).runtime.execute(
      aWorkflow().node('flaky', flaky).node('fine', value(1)).build(),
    );
    expect([
      results['flaky'],
      outcomes.get('flaky')?.attempts,
      outcomes.get('fine')?.attempts,
    ]).to.deep.equal([{ value: 3 }, 3, 1]);
  });
});
