import {
  defineNode,
  messageOf,
  noteOn,
  type Plugin,
  type RunEvent,
  RuntimeError,
  subWorkflow,
  withSignal,
  workflow,
} from '@tenon/core';
import { aRuntime, deferredNode, only, pass, sleeping, VirtualClock, value } from '@tenon/testing';
import { expect } from 'chai';
import { loops, tapping } from '../support/plugins.js';

/** Tells of each visit to a node, before and behind it. */
function telling(...ids: readonly string[]): Plugin {
  return tapping('telling', (hooks) => {
    hooks.node.tap('telling', (wraps, { id }) => {
      if (!ids.includes(id)) return;
      wraps.add('observe', (next) => (inputs, context) => {
        const details = { id };
        noteOn(context, { plugin: 'telling', kind: 'before', text: 'It begins.', details });
        return next(inputs, context);
      });
    });
  });
}

describe('what a plugin tells of a visit', () => {
  it('is an event, and part of the outcome and of why', async () => {
    const { runtime } = aRuntime({ plugins: [telling('a')] });
    const flow = workflow('notes');
    flow.add('a', value(1));
    flow.add('b', value(2));
    const run = runtime.start(flow.build());
    const events: RunEvent[] = [];
    for await (const event of run.events()) events.push(event);
    const { outcomes, why } = await run.result.then((result) => ({
      outcomes: result.outcomes,
      why: (id: string) => result.why(id),
    }));
    const note = { plugin: 'telling', kind: 'before', text: 'It begins.', details: { id: 'a' } };
    expect(events.filter(({ type }) => type === 'nodeNoted')).to.deep.equal([
      { seq: 3, at: events[2]?.at, runId: 'run-1', type: 'nodeNoted', node: 'a', note },
    ]);
    expect(outcomes.get('a')?.notes).to.deep.equal([note]);
    expect(outcomes.get('b')?.notes).to.deep.equal([]);
    expect(why('a')?.text).to.equal('"a" completed. It begins.');
    expect(why('a')?.notes).to.deep.equal([note]);
    expect(Object.isFrozen(outcomes.get('a')?.notes[0]?.details)).to.equal(true);
  });

  it('stands behind the message of a failure', async () => {
    const { runtime } = aRuntime({ plugins: [telling('only')] });
    const node = defineNode({
      type: 'bad',
      run: () => {
        throw new Error('no');
      },
    });
    const result = await runtime.start(only(node)).result;
    expect(result.why('only')?.text).to.match(/failed: no\. It begins\.$/);
  });

  it('is told of a node inside a sub-workflow by the way to it', async () => {
    const { runtime } = aRuntime({ plugins: [telling('deep')] });
    const inner = workflow('inner');
    inner.add('deep', value(1));
    const outer = workflow('outer');
    outer.add('sub', subWorkflow(inner.build()));
    const run = runtime.start(outer.build());
    const nodes: string[] = [];
    for await (const event of run.events()) if (event.type === 'nodeNoted') nodes.push(event.node);
    expect(nodes).to.deep.equal(['sub/deep']);
  });

  it('is that of the last visit of a loop, also where that was told nothing of', async () => {
    const first = tapping('first', (hooks) => {
      hooks.node.tap('first', (wraps) => {
        wraps.add('observe', (next) => (inputs, context) => {
          const count = context.loop?.count ?? 0;
          if (count < 3) {
            const text = `Iteration ${String(count)}.`;
            noteOn(context, { plugin: 'first', kind: 'k', text, details: {} });
          }
          return next(inputs, context);
        });
      });
    });
    for (const [iterations, texts] of [
      [1, ['Iteration 1.']],
      [2, ['Iteration 2.']],
      [3, []],
      [5, []],
    ] as const) {
      const { runtime } = aRuntime({ plugins: [first, loops()] });
      const flow = workflow('loop');
      flow.add('start', value(1));
      flow.add('it', pass);
      flow.wire({ from: 'start', output: 'value', to: 'it', input: 'value' });
      const back = [{ from: 'it', output: 'value', to: 'it', input: 'value' }];
      flow.loop('l', { back, maxIterations: iterations });
      const { outcomes } = await runtime.execute(flow.build());
      expect(outcomes.get('it')?.notes.map(({ text }) => text)).to.deep.equal(texts);
    }
  });

  it('is masked', async () => {
    const masking = tapping('masking', (hooks) => {
      hooks.prepare.tap('masking', (_request, run) => {
        const text = (given: string) => given.replaceAll('secret', '***');
        run.mask = { text, value: (given) => JSON.parse(text(JSON.stringify(given))) as never };
      });
      hooks.node.tap('masking', (wraps) => {
        wraps.add('observe', (next) => (inputs, context) => {
          const details = { of: 'secret' };
          noteOn(context, { plugin: 'masking', kind: 'k', text: 'a secret', details });
          return next(inputs, context);
        });
      });
    });
    const result = await aRuntime({ plugins: [masking] }).runtime.execute(only(value(1)));
    expect(result.outcomes.get('only')?.notes).to.deep.equal([
      { plugin: 'masking', kind: 'k', text: 'a ***', details: { of: '***' } },
    ]);
  });

  it('is kept to the last sixteen of a visit', async () => {
    const many = tapping('many', (hooks) => {
      hooks.node.tap('many', (wraps) => {
        wraps.add('observe', (next) => (inputs, context) => {
          for (let i = 1; i <= 20; i++) {
            noteOn(context, { plugin: 'many', kind: 'k', text: String(i), details: {} });
          }
          return next(inputs, context);
        });
      });
    });
    const { outcomes } = await aRuntime({ plugins: [many] }).runtime.execute(only(value(1)));
    const texts = outcomes.get('only')?.notes.map(({ text }) => text) ?? [];
    expect([texts.length, texts[0], texts.at(-1)]).to.deep.equal([16, '5', '20']);
  });

  it('is nothing any more when the visit was given up on', async () => {
    const clock = new VirtualClock();
    const { node, visits } = deferredNode();
    const late = tapping('late', (hooks) => {
      hooks.node.tap('late', (wraps) => {
        wraps.add('observe', (next) => async (inputs, context) => {
          const outputs = await next(inputs, context);
          noteOn(context, { plugin: 'late', kind: 'k', text: 'Too late.', details: {} });
          return outputs;
        });
      });
    });
    const { runtime } = aRuntime({ clock, plugins: [late] });
    const run = runtime.start(only(node), { graceMs: 10 });
    await clock.settle();
    run.abort();
    await clock.advance(10);
    const { outcomes } = await run.result;
    visits[0]?.resolve(1);
    await clock.settle();
    expect(outcomes.get('only')?.notes).to.deep.equal([]);
  });

  it('is refused of a context that is none', () => {
    const note = { plugin: 'p', kind: 'k', text: 't', details: {} };
    expect(() => noteOn({} as never, note))
      .to.throw(RuntimeError)
      .with.property('code', 'HOOK_MISUSE');
  });
});

describe('the context of an attempt', () => {
  /** Calls a node with a signal of its own, which the test aborts. */
  function stoppable(controller: AbortController): Plugin {
    return tapping('stoppable', (hooks) => {
      hooks.node.tap('stoppable', (wraps, { id }) => {
        if (id !== 'sub') return;
        wraps.add(
          'attempt',
          (next) => (inputs, context) =>
            next(
              inputs,
              withSignal(withSignal(context, new AbortController().signal), controller.signal),
            ),
        );
      });
    });
  }

  it('stops a sub-workflow alone', async () => {
    const clock = new VirtualClock();
    const controller = new AbortController();
    const inner = workflow('inner');
    inner.add('nap', sleeping(clock, 1000));
    const outer = workflow('outer');
    outer.add('sub', subWorkflow(inner.build()));
    const { runtime } = aRuntime({ clock, plugins: [stoppable(controller)] });
    const run = runtime.start(outer.build());
    await clock.advance(10);
    controller.abort(new Error('enough'));
    await clock.settle();
    const { status, error } = await run.result;
    expect([status, messageOf(error?.cause), clock.now()]).to.deep.equal(['failed', 'enough', 10]);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('stops a sub-workflow that begins when it is aborted already', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    const inner = workflow('inner');
    inner.add('one', value(1));
    const outer = workflow('outer');
    outer.add('sub', subWorkflow(inner.build()));
    const { runtime } = aRuntime({ plugins: [stoppable(controller)] });
    const { status } = await runtime.start(outer.build()).result;
    expect(status).to.equal('failed');
  });
});
