import {
  AuditSink,
  type DryRun,
  defineNode,
  issueError,
  MemoryTaskManager,
  type Plugin,
  port,
  Routed,
  subWorkflow,
  TaskManager,
  type Workflow,
  workflow,
} from '@tenon/core';
import {
  add,
  aRuntime,
  aWorkflow,
  collect,
  only,
  pass,
  RecordingAuditSink,
  spied,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { chooser } from '../support/nodes.js';
import { gates, loops, parameters, tapping } from '../support/plugins.js';
import { rejected } from '../unit/errors/thrown.js';

const both: readonly Plugin[] = [gates(), loops(), parameters()];

/** What is expected of each node. */
function expectations({ nodes }: DryRun): Record<string, string> {
  return Object.fromEntries(Array.from(nodes, ({ node, expectation }) => [node, expectation]));
}

/** `choose` feeds `a` from left and `b` from right; `joined` takes what either brings. */
function fork(): Workflow {
  return aWorkflow()
    .node('choose', chooser(), { take: ['left'] })
    .node('a', pass)
    .node('b', pass)
    .node('joined', collect)
    .node('noted', pass)
    .edge('choose.left', 'a.value')
    .edge('choose.right', 'b.value')
    .edge('a', 'joined.values')
    .edge('b', 'joined.values')
    .edge('choose.note', 'noted.value')
    .build();
}

describe('a dry run', () => {
  it('tells what runs, what may and on which ports that depends, and calls no node', async () => {
    const { node, calls } = spied();
    const flow = aWorkflow()
      .node('first', node)
      .node('choose', chooser(), { take: ['left'] })
      .node('a', node)
      .node('after a', node)
      .edge('first', 'choose.value')
      .edge('choose.left', 'a.value')
      .edge('a', 'after a.value')
      .build();
    const { runtime } = aRuntime({ plugins: both });
    const plan = await runtime.plan(flow);
    expect([plan.isReady, plan.workflow, plan.error]).to.deep.equal([true, 'test', undefined]);
    expect(expectations(plan)).to.deep.equal({
      first: 'runs',
      choose: 'runs',
      a: 'may',
      'after a': 'may',
    });
    const left = { node: 'choose', port: 'left', condition: undefined };
    expect(plan.nodes.get('a')?.when).to.deep.equal([left]);
    expect(plan.nodes.get('after a')?.when).to.deep.equal([left]);
    expect(plan.nodes.get('first')?.when).to.deep.equal([]);
    expect(plan.nodes.get('nowhere')).to.equal(undefined);
    expect(calls).to.deep.equal([]);
  });

  it('follows the ports that stubs take, and what both ways lead to runs for certain', async () => {
    const { runtime } = aRuntime({ plugins: both });
    const open = await runtime.plan(fork());
    expect(expectations(open)).to.include({ a: 'may', b: 'may', joined: 'may', noted: 'runs' });
    expect(open.nodes.get('joined')?.when.map((deciding) => deciding.port)).to.deep.equal([
      'left',
      'right',
    ]);
    const decided = await runtime.plan(fork(), { stubs: { choose: new Routed({}, ['right']) } });
    expect(expectations(decided)).to.include({ a: 'never', b: 'runs', joined: 'runs' });
    const none = await runtime.plan(fork(), { stubs: { choose: new Routed({}, []) } });
    expect(expectations(none)).to.include({ a: 'never', b: 'never', joined: 'never' });
  });

  it('shows the condition of a port where the plan knows it', async () => {
    const told = tapping(
      'told',
      (hooks) => {
        hooks.plan.tap('told', (draft) => ({
          ...draft,
          gates: draft.gates.map((gate) => ({
            ...gate,
            conditions: new Map([['left', 'total > 100']]),
          })),
        }));
      },
      { after: ['gates'] },
    );
    const { nodes } = await aRuntime({ plugins: [...both, told] }).runtime.plan(fork());
    expect(nodes.get('joined')?.when).to.deep.equal([
      { node: 'choose', port: 'left', condition: 'total > 100' },
      { node: 'choose', port: 'right', condition: undefined },
    ]);
  });

  it('lists what a run would lack, and still tells what would run', async () => {
    const { runtime } = aRuntime({ plugins: both });
    const lacking = await runtime.plan(only(add, { a: 1 }));
    expect(lacking.isReady).to.equal(false);
    expect(lacking.issues.map(({ code, where }) => [code, where.port])).to.deep.equal([
      ['INPUT_REQUIRED', 'b'],
    ]);
    expect(expectations(lacking)).to.deep.equal({ only: 'runs' });
    const given = await runtime.plan(only(add, { a: 1 }), { parameters: { only: { b: 2 } } });
    expect([given.isReady, given.issues]).to.deep.equal([true, []]);
  });

  it('has no nodes to tell of where the workflow itself has errors, or its plan cannot be made', async () => {
    const unknown = aWorkflow().node('a', pass).edge('nobody.value', 'a.value').build();
    const broken = await aRuntime({ plugins: both }).runtime.plan(unknown);
    expect([broken.isReady, broken.nodes.size, [...broken.nodes]]).to.deep.equal([false, 0, []]);
    expect(broken.nodes.get('a')).to.equal(undefined);
    expect(JSON.stringify(broken.nodes)).to.equal('[]');
    expect(broken.issues.map(({ code }) => code)).to.include('UNKNOWN_NODE');
    const throws = tapping('throws', (hooks) => {
      hooks.plan.tap('throws', () => {
        throw new Error('boom');
      });
    });
    const { error, isReady, nodes } = await aRuntime({ plugins: [throws] }).runtime.plan(
      only(value(1)),
    );
    expect([error?.code, isReady, nodes.size]).to.deep.equal(['HOOK_FAILED', false, 0]);
  });

  it('finds what a stub lacks that a node behind it requires', async () => {
    const flow = aWorkflow()
      .node('order', value({ total: 1 }))
      .node('sum', add, { b: 1 })
      .node('safe', add, { a: 0, b: 1 })
      .edge('order.value.total', 'sum.a')
      .edge('order.value.total', 'safe.a')
      .build();
    const { runtime } = aRuntime({ plugins: both });
    const { issues, isReady } = await runtime.plan(flow, { stubs: { order: { value: {} } } });
    expect(isReady).to.equal(false);
    expect(issues.map(({ code, where }) => [code, where.node, where.port])).to.deep.equal([
      ['OUTPUT_MISSING', 'sum', 'a'],
    ]);
    expect(issues[0]?.message).to.include('"order" has no "value.total"');
    const full = { order: { value: { total: 2 } } };
    expect((await runtime.plan(flow, { stubs: full })).isReady).to.equal(true);
    const supplied = { stubs: { order: { value: {} } }, parameters: { sum: { a: 3 } } };
    expect((await runtime.plan(flow, supplied)).isReady).to.equal(true);
  });

  it('refuses stubs that do not fit, and options there are not', async () => {
    const { runtime } = aRuntime({ plugins: both });
    const wrong: readonly (readonly [unknown, string])[] = [
      [{ chose: {} }, 'Did you mean "choose"?'],
      [{ choose: new Routed({}, ['lft']) }, 'Did you mean "left"?'],
      [{ a: new Routed({}, ['x']) }, ''],
      [{ choose: 7 }, 'Routed'],
      [[], 'by node id'],
    ];
    for (const [stubs, hint] of wrong) {
      const error = await rejected(runtime.plan(fork(), { stubs } as never));
      expect([error.code, error.hint?.includes(hint)]).to.deep.equal(['OPTION_INVALID', true]);
    }
    const error = await rejected(runtime.plan(fork(), { onError: 'stop' } as never));
    expect(error.message).to.include('onError');
  });

  it('lists loops with their bodies, and goes through each once', async () => {
    const flow = workflow('looping');
    const a = flow.add('a', pass, { value: 1 });
    const b = flow.add('b', pass);
    flow.add('outside', pass, { value: 1 });
    flow.connect(a.out.value, b.in.value);
    flow.loop('again', { back: [[b.out.value, a.in.value]], maxIterations: 1_000_000 });
    const { loops: planned, nodes } = await aRuntime({ plugins: both }).runtime.plan(flow.build());
    expect(planned).to.deep.equal([{ id: 'again', maxIterations: 1_000_000, body: ['a', 'b'] }]);
    expect(Array.from(nodes, ({ node, loop }) => [node, loop])).to.deep.equal([
      ['a', 'again'],
      ['b', 'again'],
      ['outside', undefined],
    ]);
  });

  it('looks into sub-workflows that no stub stands for', async () => {
    const inner = workflow('inner', { inputs: {}, outputs: {} });
    const choose = inner.add('choose', chooser(), { take: ['left'] });
    inner.connect(choose.out.left, inner.add('a', pass).in.value);
    const flow = only(subWorkflow(inner.build()));
    const { runtime } = aRuntime({ plugins: both });
    const { nodes } = await runtime.plan(flow);
    expect(nodes.get('only')?.nested?.get('a')?.expectation).to.equal('may');
    const stubbed = await runtime.plan(flow, { stubs: { only: {} } });
    expect(stubbed.nodes.get('only')?.nested).to.equal(undefined);
  });

  it('takes what a sub-workflow is fed for given, and what it is not fed for absent', async () => {
    const inner = workflow('inner', {
      inputs: { given: PORT, absent: PORT.optional() },
      outputs: {},
    });
    const choose = inner.add('choose', chooser(), { take: ['left'] });
    for (const name of ['given', 'absent'] as const) {
      const node = inner.add(name, add, { b: 1 });
      inner.connect(choose.out.left as never, node.in.a);
      const other = inner.add(`${name} too`, pass);
      inner.connect(choose.out.note, other.in.value);
      inner.input(name).to(node.in.a);
    }
    const flow = aWorkflow()
      .node('source', value(1))
      .node('sub', subWorkflow(inner.build()))
      .edge('source', 'sub.given')
      .build();
    const { nodes } = await aRuntime({ plugins: both }).runtime.plan(flow);
    const inside = nodes.get('sub')?.nested;
    // A value of a declared input revives no node all of whose edges are dead.
    expect(inside?.get('given')?.expectation).to.equal('may');
    expect(inside?.get('absent too')?.expectation).to.equal('runs');
  });

  it('is a run up to its execution: refused where that would be, on the audit trail, and no record of tasks', async () => {
    const sink = new RecordingAuditSink();
    const tasks = new MemoryTaskManager();
    const seen: [string, boolean][] = [];
    const refuses = tapping('refuses', (hooks) => {
      hooks.prepare.tap('refuses', (_request, run) => void seen.push(['prepare', run.isDryRun]));
      hooks.admit.tap('refuses', (issues, { parameters: given }) =>
        given === undefined ? undefined : [...issues, issueError('CONFIG_INVALID', 'no')],
      );
      hooks.execute.tap('refuses', () => {
        throw new Error('executed');
      });
      hooks.results.tap('refuses', () => void seen.push(['results', true]));
      hooks.settled.tap('refuses', (_outcome, run) => void seen.push(['settled', run.isDryRun]));
    });
    const { runtime } = aRuntime({
      plugins: [refuses, parameters()],
      configure: ({ bind }) => {
        bind(AuditSink).toConstantValue(sink);
        bind(TaskManager).toConstantValue(tasks);
      },
    });
    expect((await runtime.plan(only(value(1)), { principal: 'ada' })).isReady).to.equal(true);
    expect(seen).to.deep.equal([
      ['prepare', true],
      ['settled', true],
    ]);
    const refused = await runtime.plan(only(value(1)), { parameters: {} });
    expect([refused.isReady, refused.issues[0]?.code]).to.deep.equal([false, 'CONFIG_INVALID']);
    expect(sink.events.map(({ type, details }) => [type, details['dryRun']])).to.deep.equal([
      ['runStarted', true],
      ['runCompleted', undefined],
      ['runRefused', undefined],
    ]);
    expect(tasks.runs()).to.deep.equal([]);
  });

  it('ends with its signal, and not at all in a runtime that is disposed of', async () => {
    const { runtime } = aRuntime();
    const aborted = await runtime.plan(only(value(1)), { signal: AbortSignal.abort() });
    expect([aborted.isReady, aborted.error?.code]).to.deep.equal([false, 'ABORTED']);
    await runtime.dispose();
    expect((await rejected(runtime.plan(only(value(1))))).code).to.equal('RUNTIME_DISPOSED');
  });

  it('holds for every run: what it says runs does, and what it says never runs does not', async () => {
    const take = fc.constantFrom<readonly string[]>([], ['left'], ['right'], ['left', 'right']);
    const nodeOf = fc.record({
      isSwitch: fc.boolean(),
      take,
      from: fc.array(fc.tuple(fc.nat(), fc.constantFrom('left', 'right', 'note')), {
        maxLength: 3,
      }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(nodeOf, { minLength: 1, maxLength: 12 }), async (specs) => {
        const flow = aWorkflow();
        specs.forEach(({ isSwitch, take: ports }, i) => {
          if (isSwitch) flow.node(`n${String(i)}`, many, { take: ports });
          else flow.node(`n${String(i)}`, collecting);
        });
        specs.forEach(({ from }, i) => {
          for (const [at, takenPort] of from) {
            if (i === 0) continue;
            const source = at % i;
            const output = specs[source]?.isSwitch === true ? takenPort : 'value';
            flow.edge(`n${String(source)}.${output}`, `n${String(i)}.values`);
          }
        });
        const built = flow.build();
        const { runtime } = aRuntime({ plugins: both });
        const planned = await runtime.plan(built);
        const { outcomes } = await runtime.execute(built);
        const stubs = Object.fromEntries(
          specs.flatMap(({ isSwitch, take: ports }, i) =>
            isSwitch ? [[`n${String(i)}`, new Routed({}, ports)]] : [],
          ),
        );
        const stubbed = await runtime.plan(built, { stubs });
        for (const { node, status } of outcomes) {
          const ran = status === 'completed';
          expect(planned.nodes.get(node)?.expectation).to.not.equal(ran ? 'never' : 'runs');
          expect(stubbed.nodes.get(node)?.expectation).to.equal(ran ? 'runs' : 'never');
        }
      }),
      { numRuns: 200 },
    );
  });
});

const PORT = port<number>();

/** A switch and a plain node that take any number of connections, so that random edges never conflict. */
const many = defineNode({
  type: 'many',
  inputs: { values: port().many().optional(), take: port<readonly string[]>() },
  outputs: { left: port(), right: port(), note: port() },
  routes: { ports: ['left', 'right'], multiple: true },
  run: ({ take }) => new Routed({ left: 1, right: 2, note: 3 }, take),
});
const collecting = defineNode({
  type: 'collecting',
  inputs: { values: port().many().optional() },
  outputs: { value: port() },
  run: () => ({ value: 1 }),
});
