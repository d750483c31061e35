import {
  type Conduct,
  conductedWorkflow,
  type NodeContext,
  onCutOff,
  outerOf,
  type Plugin,
  port,
  RuntimeError,
  subWorkflow,
  visitContextOf,
  withSignal,
  workflow,
} from '@tenon/core';
import { aRuntime, aWorkflow, deferredNode, only, pass, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';

/** Notes the context of each visit, by the node's id. */
function noting() {
  const seen: NodeContext[] = [];
  const plugin: Plugin = {
    manifest: { name: 'noting', version: '1.0.0' },
    apply(hooks) {
      hooks.node.tap('noting', (wraps) => {
        wraps.add('observe', (next) => (inputs, context) => {
          seen.push(context);
          return next(inputs, context);
        });
      });
    },
  };
  const of = (id: string) => seen.filter(({ nodeId }) => nodeId === id);
  return { plugin, of };
}

/** A workflow of one node `inner`. */
function inner() {
  const flow = workflow('inner', { inputs: { value: port() }, outputs: { value: port() } });
  const node = flow.add('inner', pass);
  flow.input('value').to(node.in.value);
  flow.output('value', node.out.value);
  return flow.build();
}

describe('the visit that a visit takes place in', () => {
  it('is that of the sub-workflow node, whose wrappers know it by the same context', async () => {
    const { plugin, of } = noting();
    const { runtime } = aRuntime({ plugins: [plugin] });
    await runtime.execute(only(subWorkflow(inner()), { value: 1 }));
    const [around] = of('only');
    const [within] = of('inner');
    expect(within && outerOf(within)).to.equal(around);
    expect(around && outerOf(around)).to.equal(undefined);
  });

  it('is that one also where an attempt of it has a signal of its own', async () => {
    const { plugin, of } = noting();
    const attempts: NodeContext[] = [];
    const signalling: Plugin = {
      manifest: { name: 'signalling', version: '1.0.0', after: ['noting'] },
      apply(hooks) {
        hooks.node.tap('signalling', (wraps) => {
          wraps.add('attempt', (next) => (inputs, context) => {
            attempts.push(withSignal(context, new AbortController().signal));
            return next(inputs, attempts.at(-1) as NodeContext);
          });
        });
      },
    };
    const { runtime } = aRuntime({ plugins: [plugin, signalling] });
    await runtime.execute(only(subWorkflow(inner()), { value: 1 }));
    const [around] = of('only');
    expect(of('inner').map(outerOf)).to.deep.equal([around]);
    expect(attempts).not.to.include(around);
    expect(attempts.map(visitContextOf)).to.deep.equal([around, ...of('inner')]);
  });

  it('is told apart where there are several activations at a time', async () => {
    const all: Conduct = (activate) => async (_inputs, context) => ({
      value: await Promise.all([1, 2].map(async (value) => activate({ value }, context))),
    });
    const spread = conductedWorkflow({
      type: 'spread',
      workflow: inner(),
      outputs: { value: port() },
      conduct: all,
    });
    const { plugin, of } = noting();
    const { runtime } = aRuntime({ plugins: [plugin] });
    await runtime.execute(aWorkflow().node('a', spread).node('b', spread).build());
    expect(of('inner').map(outerOf)).to.have.members([
      ...of('a'),
      ...of('a'),
      ...of('b'),
      ...of('b'),
    ]);
  });
});

describe('a visit that is told to stop', () => {
  const told = (context: NodeContext | undefined) => {
    const calls: [reason: unknown, isFailing: boolean][] = [];
    const end =
      context && onCutOff(context, (reason, isFailing) => void calls.push([reason, isFailing]));
    return { calls, end };
  };

  it('tells who listens, once, and at once where it has been', async () => {
    const { node, visits } = deferredNode();
    const { runtime } = aRuntime();
    const run = runtime.start(only(node), { graceMs: 1 });
    await new Promise(setImmediate);
    const context = visits[0]?.context;
    const { calls } = told(context);
    const gone = told(context);
    gone.end?.();
    const reason = new Error('enough');
    run.abort(reason);
    await run.result;
    expect(calls).to.deep.equal([[reason, false]]);
    expect(gone.calls).to.deep.equal([]);
    const late = told(context);
    expect(late.calls).to.deep.equal([[reason, false]]);
    late.end?.();
  });

  it('tells whether the failure of another is why', async () => {
    const { node, visits } = deferredNode();
    const bad = deferredNode();
    const { runtime } = aRuntime();
    const flow = aWorkflow().node('waits', node).node('bad', bad.node).build();
    const run = runtime.start(flow, { graceMs: 1 });
    await new Promise(setImmediate);
    const { calls } = told(visits[0]?.context);
    bad.visits[0]?.reject(new Error('boom'));
    await run.result;
    expect(calls.map(([reason, isFailing]) => [RuntimeError.is(reason), isFailing])).to.deep.equal([
      [true, true],
    ]);
  });

  it('tells that its own time is out', async () => {
    const clock = new VirtualClock();
    const { node, visits } = deferredNode();
    const { runtime } = aRuntime({ clock });
    const run = runtime.start(only(node, {}, { timeoutMs: 50 }), { graceMs: 1 });
    await clock.advance(1);
    const { calls } = told(visits[0]?.context);
    await clock.until(run.result);
    expect(calls.map(([reason]) => RuntimeError.is(reason, 'TIMEOUT'))).to.deep.equal([true]);
  });

  it('is known by the context that the core made, and by no other', () => {
    for (const ask of [
      outerOf,
      visitContextOf,
      (context: NodeContext) => onCutOff(context, () => undefined),
    ]) {
      expect(() => ask({} as NodeContext))
        .to.throw()
        .with.property('code', 'HOOK_MISUSE');
    }
  });
});
