import {
  AuditSink,
  kind,
  type NodeContext,
  NodeType,
  pathOf,
  port,
  type Run,
  type RunHandle,
  RuntimeError,
  subWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import {
  add,
  aRuntime,
  aWorkflow,
  failing,
  only,
  pass,
  RecordingAuditSink,
  spied,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { chooser } from '../support/nodes.js';
import { gates, loops, parameters, tapping } from '../support/plugins.js';

/** `a + b + 1`, with `b` 10 where nothing is said. */
function plusOne(): Workflow<{ a: typeof NUMBER; b: typeof TEN }, { sum: typeof NUMBER }> {
  const flow = workflow('plus-one', { inputs: { a: NUMBER, b: TEN }, outputs: { sum: NUMBER } });
  const first = flow.add('first', add);
  const second = flow.add('second', add, { b: 1 });
  flow.input('a').to(first.in.a);
  flow.input('b').to(first.in.b);
  flow.connect(first.out.value, second.in.a);
  flow.output('sum', second.out.value);
  return flow.build();
}
const NUMBER = port<number>();
const TEN = port<number>().default(10);

describe('a workflow as a node', () => {
  it('takes its declared inputs, with their defaults, and answers its declared outputs', async () => {
    const node = subWorkflow(plusOne());
    const flow = workflow('outer');
    const two = flow.add('two', value(2));
    const a = flow.add('a', node, { b: 3 });
    const b = flow.add('b', node);
    flow.connect(two.out.value, a.in.a);
    flow.connect(a.out.sum, b.in.a);
    const { runtime } = aRuntime();
    const { results, outcomes } = await runtime.execute(flow.build());
    expect({ ...results['a'] }).to.deep.equal({ sum: 6 });
    expect({ ...results['b'] }).to.deep.equal({ sum: 17 });
    const nested = outcomes.get('a')?.nested;
    expect(Array.from(nested ?? [], ({ node: id, outputs }) => [id, outputs])).to.deep.equal([
      ['first', { value: 5 }],
      ['second', { value: 6 }],
    ]);
    expect(nested?.size).to.equal(2);
    expect(Object.keys(results)).to.deep.equal(['two', 'a', 'b']);
  });

  it('needs its required inputs, before anything runs', () => {
    const { runtime } = aRuntime();
    const issues = runtime.verify(only(subWorkflow(plusOne())));
    expect(issues.map(({ code, where }) => [code, where.node, where.port])).to.deep.equal([
      ['INPUT_REQUIRED', 'only', 'a'],
    ]);
    const inner = only(subWorkflow(only(add, { a: 1 })));
    expect(
      runtime.verify(inner).map(({ where }) => [where.within, where.node, where.port]),
    ).to.deep.equal([[['only'], 'only', 'b']]);
  });

  it('runs from its own start as well, with the defaults of its inputs', async () => {
    const flow = workflow('own', { inputs: { n: port<number>().default(4) } });
    const node = flow.add('node', add, { b: 1 });
    flow.input('n').to(node.in.a);
    const { results } = await aRuntime().runtime.execute(flow.build());
    expect(results['node']).to.deep.equal({ value: 5 });
    const loaded: Workflow = plusOne();
    const { status, error } = await aRuntime().runtime.start(loaded).result;
    expect([status, error?.code]).to.deep.equal(['refused', 'INPUT_REQUIRED']);
  });

  it('leaves optional outputs out, takes defaults of outputs, and fails for required ones', async () => {
    const outputs = {
      always: port(),
      maybe: port().optional(),
      otherwise: port<string>().default('default'),
    };
    const inner = (take: string) => {
      const flow = workflow('inner', { outputs });
      const choose = flow.add('choose', chooser(), { take: [take] });
      const left = flow.add('left', pass);
      const right = flow.add('right', pass);
      flow.connect(choose.out.left, left.in.value);
      flow.connect(choose.out.right, right.in.value);
      flow.output('always', left.out.value);
      flow.output('maybe', right.out.value);
      flow.output('otherwise', right.out.value as never);
      return only(subWorkflow(flow.build()));
    };
    const { runtime } = aRuntime({ plugins: [gates()] });
    const { results } = await runtime.execute(inner('left'));
    expect({ ...results['only'] }).to.deep.equal({ always: 1, otherwise: 'default' });
    const { error } = await runtime.start(inner('right')).result;
    expect([error?.code, error?.where]).to.deep.equal([
      'OUTPUT_MISSING',
      { workflow: 'test', node: 'only' },
    ]);
    expect(error?.message).to.include('node "left" delivered no "value"');
  });

  it('fails with SUBWORKFLOW_FAILED, whose cause is the error inside, at any depth', async () => {
    const boom = new Error('boom');
    let flow = only(failing(boom));
    for (let i = 0; i < 3; i++) flow = only(subWorkflow(flow, { type: `level ${String(i)}` }));
    const { error, outcomes, failures } = await aRuntime().runtime.start(flow).result;
    const codes: string[] = [];
    let cause: unknown = error;
    while (RuntimeError.is(cause)) {
      codes.push(cause.code);
      cause = cause.cause;
    }
    expect(codes).to.deep.equal([
      'SUBWORKFLOW_FAILED',
      'SUBWORKFLOW_FAILED',
      'SUBWORKFLOW_FAILED',
      'NODE_FAILED',
    ]);
    expect(cause).to.equal(boom);
    expect(failures).to.deep.equal([error]);
    expect(outcomes.get('only')?.nested?.get('only')?.nested?.get('only')?.status).to.equal(
      'failed',
    );
  });

  it('stops inside as the run says: at the first failure, or what depends on it', async () => {
    const { node, calls } = spied();
    const inner = aWorkflow('inner')
      .node('bad', failing('boom', { later: true }))
      .node('behind', node)
      .node('fine', node)
      .edge('bad', 'behind.value')
      .build();
    const outer = aWorkflow().node('sub', subWorkflow(inner)).node('other', node).build();
    const { runtime } = aRuntime();
    const { outcomes } = await runtime.start(outer, { onError: 'continue' }).result;
    expect(outcomes.get('other')?.status).to.equal('completed');
    expect(outcomes.get('sub')?.nested?.get('behind')?.reason).to.equal('upstreamFailed');
    expect(calls.map(({ context }) => context.nodeId).sort()).to.deep.equal(['fine', 'other']);
  });

  it('is skipped as a whole when its edges are dead, and joins like any node', async () => {
    const { node, calls } = spied();
    const inner = workflow('inner', { inputs: { value: port() }, outputs: { value: port() } });
    const x = inner.add('x', node);
    inner.input('value').to(x.in.value);
    inner.output('value', x.out.value);
    const sub = subWorkflow(inner.build());
    const flow = aWorkflow()
      .node('choose', chooser(), { take: ['left'] })
      .node('live', sub)
      .node('dead', sub)
      .node('join', sub)
      .edge('choose.left', 'live.value')
      .edge('choose.right', 'dead.value')
      .edge('live', 'join.value')
      .edge('dead', 'join.value')
      .build();
    const { outcomes, results } = await aRuntime({ plugins: [gates()] }).runtime.execute(flow);
    expect(outcomes.get('dead')).to.deep.include({ status: 'skipped', nested: undefined });
    expect([results['dead'], { ...results['join'] }]).to.deep.equal([null, { value: 1 }]);
    expect(calls).to.have.length(2);
  });

  it('runs once in each iteration of a loop, with a life of its own each time', async () => {
    const inner = workflow('inner', {
      inputs: { value: port<number>() },
      outputs: { value: port<number>() },
    });
    const x = inner.add('x', add, { b: 1 });
    inner.input('value').to(x.in.a);
    inner.output('value', x.out.value);
    const flow = workflow('outer');
    const sub = flow.add('sub', subWorkflow(inner.build()), { value: 0 });
    flow.loop('again', { back: [[sub.out.value, sub.in.value]], maxIterations: 4 });
    const {
      results,
      outcomes,
      loops: ended,
    } = await aRuntime({ plugins: [loops()] }).runtime.execute(flow.build());
    expect({ ...results['sub'] }).to.deep.equal({ value: 4 });
    expect(outcomes.get('sub')?.iterations).to.equal(4);
    expect(outcomes.get('sub')?.nested?.get('x')?.outputs).to.deep.equal({ value: 4 });
    expect(ended['again']?.iterations).to.equal(4);
  });

  it('may hold loops and switches of its own', async () => {
    const inner = workflow('inner', { outputs: { value: port<number>() } });
    const count = inner.add('count', add, { a: 0, b: 1 });
    inner.loop('again', { back: [[count.out.value, count.in.a]], maxIterations: 5 });
    inner.output('value', count.out.value);
    const { runtime } = aRuntime({ plugins: [loops(), gates()] });
    const result = await runtime.execute(only(subWorkflow(inner.build())));
    expect({ ...result.results['only'] }).to.deep.equal({ value: 5 });
    expect(result.outcomes.get('only')?.nested?.get('count')?.iterations).to.equal(5);
  });

  it('takes parameters that are addressed to nodes inside it', async () => {
    const { runtime } = aRuntime({ plugins: [parameters()] });
    const flow = aWorkflow()
      .node('a', subWorkflow(plusOne()), { a: 1 })
      .node('b', subWorkflow(plusOne()), { a: 1 })
      .build();
    const { results } = await runtime.execute(flow, { parameters: { 'a/second': { b: 100 } } });
    expect([results['a']?.['sum'], results['b']?.['sum']]).to.deep.equal([111, 12]);
  });

  it('belongs to the run around it: id, who asks, hooks, audit and limits', async () => {
    const { node, calls } = spied();
    const settled: [string, string][] = [];
    const sink = new RecordingAuditSink();
    const { runtime } = aRuntime({
      plugins: [
        tapping('all', (hooks) => {
          hooks.nodeSettled.tap('all', ({ node: id }, _step, run: Run) => {
            settled.push([run.id, id]);
          });
        }),
      ],
      limits: { nodeVisits: 6 },
      configure: ({ bind }) => {
        bind(AuditSink).toConstantValue(sink);
      },
    });
    const sub = subWorkflow(only(node));
    const flow = aWorkflow().node('a', sub).node('b', sub).node('c', sub).build();
    const { status } = await runtime.start(flow, { tenant: 'acme' }).result;
    expect(status).to.equal('completed');
    expect(calls.map(({ context }) => [context.runId, context.tenant])).to.deep.equal([
      ['run-1', 'acme'],
      ['run-1', 'acme'],
      ['run-1', 'acme'],
    ]);
    expect(settled).to.have.length(6);
    const four = aWorkflow().node('a', sub).node('b', sub).node('c', sub).node('d', sub).build();
    expect((await runtime.start(four).result).error?.code).to.equal('LIMIT_REACHED');
  });

  it('has nodes that know the way to them', async () => {
    const { node, calls } = spied();
    const flow = aWorkflow()
      .node('outer', subWorkflow(only(node)))
      .node('beside', node)
      .build();
    await aRuntime().runtime.execute(flow);
    expect(calls.map(({ context }) => pathOf(context))).to.deep.equal([
      ['outer', 'only'],
      ['beside'],
    ]);
    expect(() => pathOf({} as NodeContext)).to.throw('not the visit');
  });

  it('may stand in itself by no way, and not deeper than 64', async () => {
    const endless = {
      type: 'endless',
      define: () => subWorkflow(aWorkflow('endless').node('again', kind('endless')).build()),
    };
    const { runtime } = aRuntime({
      configure: ({ bind }) => {
        bind(NodeType).toConstantValue(endless);
      },
    });
    const { status, error } = await runtime.start(only(kind('endless'))).result;
    expect([status, error?.code]).to.deep.equal(['refused', 'SUBWORKFLOW_DEPTH']);
    const ring = { type: 'ring', define: () => subWorkflow(circle) };
    const circle: Workflow = aWorkflow('circle').node('again', kind('ring')).build();
    const { runtime: other } = aRuntime({
      configure: ({ bind }) => {
        bind(NodeType).toConstantValue(ring);
      },
    });
    expect(other.verify(circle).map(({ code }) => code)).to.deep.equal(['SUBWORKFLOW_DEPTH']);
    const nested = (depth: number) => {
      let flow = only(value(1));
      for (let i = 0; i < depth; i++) flow = only(subWorkflow(flow));
      return flow;
    };
    expect((await runtime.start(nested(64)).result).status).to.equal('completed');
    expect((await runtime.start(nested(65)).result).error?.code).to.equal('SUBWORKFLOW_DEPTH');
  });

  it('is refused when a wrapper hands it a context of its own making', async () => {
    const { runtime } = aRuntime({
      plugins: [
        tapping('odd', (hooks) => {
          hooks.node.tap('odd', (wraps) => {
            wraps.add('check', (next) => (inputs, context) => next(inputs, { ...context }));
          });
        }),
      ],
    });
    const { error } = await runtime.start(only(subWorkflow(only(value(1))))).result;
    expect(RuntimeError.is(error?.cause, 'HOOK_MISUSE')).to.equal(true);
  });

  it('starts nothing more inside once a node inside that waits for nothing has stopped the run', async () => {
    for (const isBehindPromise of [false, true]) {
      const held: { handle?: RunHandle } = {};
      const stop = spied(({ value: given }) => {
        held.handle?.abort('enough');
        return { value: given };
      });
      const behind = spied();
      const later = spied(async () => ({}));
      const inner = aWorkflow('inner').node('stop', stop.node, { value: 1 });
      inner.node('last', behind.node).edge('stop.value', 'last.value');
      const outer = aWorkflow('outer');
      if (isBehindPromise) outer.node('before', later.node);
      outer.node('sub', subWorkflow(inner.build())).node('other', behind.node, { value: 1 });
      const { runtime } = aRuntime();
      held.handle = runtime.start(outer.build());
      const { status, outcomes } = await held.handle.result;
      const sub = outcomes.get('sub');
      expect([status, sub?.status, sub?.reason]).to.deep.equal(['aborted', 'aborted', 'cutOff']);
      expect(sub?.nested?.get('stop')?.status).to.equal('completed');
      expect(sub?.nested?.get('last')?.reason).to.equal('notStarted');
      expect([stop.calls.length, behind.calls.length]).to.deep.equal([1, 0]);
    }
  });
});
