import {
  defineNode,
  type Ending,
  kind,
  port,
  Routed,
  RuntimeError,
  subWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import { type Drawing, type DrawnNode, drawingOf } from '@tenon/pictures';
import { add, aRuntime, aWorkflow, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import { count, failingWith, halve, taking } from '../../support/nodes.js';
import { gates, loops } from '../../support/plugins.js';

function nodeOf({ nodes }: Drawing, id: string): DrawnNode {
  const node = nodes.find(({ label }) => label === id);
  if (node === undefined) throw new Error(`There is no box "${id}".`);
  return node;
}

function edgesOf({ nodes, edges }: Drawing): string[] {
  return edges.map(({ from, to, labels, isBack, state }) => {
    const ends = `${nodes[from]?.label ?? ''}${isBack ? ' ⇒ ' : ' → '}${nodes[to]?.label ?? ''}`;
    return `${ends} (${labels.join(' | ')})${state === 'live' ? '' : ` ${state}`}`;
  });
}

describe('the drawing of a workflow', () => {
  it('tells shapes apart by what nodes do', () => {
    const merge = defineNode({
      type: 'merge',
      outputs: { value: port() },
      run: () => ({ value: 1 }),
    });
    const inner = workflow('inner').build();
    const flow = aWorkflow()
      .node('start', value(1))
      .node('switch', taking('left'))
      .node('step', pass)
      .node('end', pass)
      .node('joined', count, {}, { join: 'any' })
      .node('merge', merge)
      .node('inside', subWorkflow(inner))
      .edge('start', 'switch.value')
      .edge('switch.left', 'step.value')
      .edge('step', 'end.value')
      .build();
    const drawing = drawingOf(flow, { depth: 0 });
    expect(drawing.nodes.map(({ label, shape }) => `${label}: ${shape}`)).to.deep.equal([
      ...['start: source', 'switch: switch', 'step: step', 'end: sink'],
      ...['joined: merge', 'merge: merge', 'inside: workflow'],
    ]);
  });

  it('makes one arrow of connections between the same nodes, with ports, paths and contracts', () => {
    const flow = workflow('flow');
    const one = flow.add('one', value({ deep: [1, 2] }));
    const sum = flow.add('sum', add);
    flow.wire({ from: 'one', output: 'value.deep[0]', to: 'sum', input: 'a' });
    flow.connect(one.out.value as never, sum.in.b, { contract: { name: 'small' } });
    flow.connect(one.out.value as never, sum.in.b, { contract: 'listed' });
    flow.connect(one.out.value as never, sum.in.b, { contract: {} });
    expect(edgesOf(drawingOf(flow.build()))).to.deep.equal([
      'one → sum (value.deep[0] → a | value → b ⟨small⟩ | value → b ⟨listed⟩ | value → b ⟨contract⟩)',
    ]);
  });

  it('shows the inputs and outputs of the workflow as boxes', () => {
    const flow = workflow('flow', {
      inputs: { value: port<number>(), other: port<number>() },
      outputs: { value: port<number>(), far: port<number>(), unset: port<number>() },
    });
    const step = flow.add('step', pass);
    flow.input('value').to(step.in.value);
    flow.input('other').to(step.in.value);
    flow.output('value', step.out.value as never);
    flow.output('far', step.out.value as never);
    const drawing = drawingOf(flow.build());
    expect(drawing.nodes.map(({ label, shape }) => `${label}: ${shape}`)).to.deep.equal([
      ...['value: input', 'other: input', 'step: step', 'value: output', 'far: output'],
      'unset: output',
    ]);
    expect(edgesOf(drawing)).to.deep.equal([
      'value → step ()',
      'other → step (value)',
      'step → value ()',
      'step → far (value)',
    ]);
  });

  it('draws loops as groups, inner ones inside outer ones, and what ends them', () => {
    const flow = workflow('flow');
    const outer = flow.add('outer', halve, { x: 8 });
    const inner = flow.add('inner', halve);
    flow.connect(outer.out.x, inner.in.x);
    flow.loop('small', { back: [[inner.out.x, inner.in.x]], until: () => true, maxIterations: 1 });
    flow.loop('large', { back: [[inner.out.x, outer.in.x]], while: 'inner.error > 1' });
    flow.loop('nowhere', { back: [] });
    const drawing = drawingOf(flow.build());
    expect(
      drawing.groups.map(({ label, form, parent, notes }) => [label, form, parent, notes]),
    ).to.deep.equal([
      ['large', 'loop', undefined, ['while inner.error > 1']],
      ['small', 'loop', 0, ['until its condition holds, at most 1 iteration']],
    ]);
    expect(drawing.nodes.map(({ label, group }) => [label, group])).to.deep.equal([
      ['outer', 0],
      ['inner', 1],
    ]);
    expect(edgesOf(drawing)).to.deep.equal([
      'outer → inner (x)',
      'inner ⇒ inner (x)',
      'inner ⇒ outer (x)',
    ]);
  });

  it('opens sub-workflows as groups whose inputs and outputs its arrows lead to', () => {
    const flow = nested(2);
    const drawing = drawingOf(flow);
    expect(
      drawing.groups.map(({ path, kind: type, parent }) => [path, type, parent]),
    ).to.deep.equal([
      [['sub'], 'level-1', undefined],
      [['sub', 'sub'], 'level-0', 0],
    ]);
    expect(nodeOf(drawing, 'leaf').path).to.deep.equal(['sub', 'sub', 'leaf']);
    expect(nodeOf(drawing, 'leaf').group).to.equal(1);
    expect(drawingOf(flow, { depth: 1 }).groups).to.have.length(1);
    expect(drawingOf(flow, { depth: 1 }).nodes.map(({ shape }) => shape)).to.include('workflow');
    expect(drawingOf(flow, { depth: 0 }).groups).to.have.length(0);
  });

  it('leaves sub-workflows closed where they would come to more than can be drawn', () => {
    // Each level holds the one below it twice: 2 to the 40 nodes in all.
    let inner = workflow('leaf').build();
    for (let level = 0; level < 40; level++) {
      const flow = workflow(`level-${String(level)}`);
      flow.add('a', subWorkflow(inner));
      flow.add('b', subWorkflow(inner));
      inner = flow.build();
    }
    const drawing = drawingOf(inner);
    expect(drawing.groups.length + drawing.nodes.length).to.be.within(1_000, 10_000);
  });

  it('resolves kinds by the node types given, and marks those that are not known', () => {
    const flow = workflow('flow');
    flow.add('known', kind('count'));
    flow.add('made', kind('made'), { size: 1 });
    flow.add('refused', kind('made'));
    flow.add('unknown', kind('missing'));
    const made = {
      type: 'made',
      define(config: Readonly<Record<string, unknown>>) {
        if (config['size'] === undefined) throw new Error('no size');
        return taking('left');
      },
    };
    const { nodes } = drawingOf(flow.build(), { types: [count, made] });
    expect(
      nodes.map(({ label, kind: type, shape, isKnown }) => [label, type, shape, isKnown]),
    ).to.deep.equal([
      ['known', 'count', 'source', true],
      ['made', 'either', 'switch', true],
      ['refused', 'made', 'source', false],
      ['unknown', 'missing', 'source', false],
    ]);
  });

  it('draws what verification refuses: unknown ends, ids twice, cycles that nobody declared', () => {
    const flow = workflow('flow');
    flow.add('one', pass);
    flow.add('one', pass);
    flow.add('two', pass);
    flow.wire({ from: 'one', output: 'value', to: 'two', input: 'value' });
    flow.wire({ from: 'two', output: 'value', to: 'one', input: 'value' });
    flow.wire({ from: 'nobody', output: 'value', to: 'one', input: 'value' });
    flow.wire({ from: 'one', output: 'value', to: 'nobody', input: 'value' });
    flow.loop('lost', { back: [{ from: 'one', output: 'value', to: 'nobody', input: 'value' }] });
    const drawing = drawingOf(flow.build());
    expect(drawing.nodes).to.have.length(3);
    expect(edgesOf(drawing)).to.deep.equal(['one → two (value)', 'two → one (value)']);
  });

  it('draws an arrow to a port that a sub-workflow does not declare', () => {
    const flow = workflow('flow');
    flow.add('one', value(1));
    flow.add('sub', subWorkflow(workflow('inner').build()));
    flow.wire({ from: 'one', output: 'value', to: 'sub', input: 'missing' });
    flow.wire({ from: 'sub', output: 'gone', to: 'one', input: 'value' });
    expect(edgesOf(drawingOf(flow.build()))).to.deep.equal([
      'one → missing (value → missing)',
      'gone → one (gone → value)',
    ]);
  });
});

describe('the drawing of a run', () => {
  it('tells how nodes stood and why, and greys arrows that delivered nothing', async () => {
    const flow = aWorkflow()
      .node('choose', taking('left'))
      .node('went', pass)
      .node('stayed', pass)
      .node('fails', failingWith('no luck'))
      .node('after', pass)
      .edge('choose.left', 'went.value')
      .edge('choose.right', 'stayed.value')
      .edge('fails', 'after.value')
      .build();
    const { runtime } = aRuntime({ plugins: [gates] });
    const result = await runtime.start(flow, { onError: 'continue', timing: true }).result;
    const drawing = drawingOf(flow, { result });
    expect(drawing.over).to.equal('run');
    expect(drawing.nodes.map(({ label, state }) => `${label}: ${state ?? ''}`)).to.deep.equal([
      ...['choose: completed', 'went: completed', 'stayed: skipped', 'fails: failed'],
      'after: skipped',
    ]);
    expect(nodeOf(drawing, 'stayed').detail).to.include('"choose" took "left"');
    expect(nodeOf(drawing, 'fails').detail).to.include('no luck');
    expect(nodeOf(drawing, 'fails').notes[0]).to.equal('NODE_FAILED');
    expect(nodeOf(drawing, 'went').notes[0]).to.match(/ms$/);
    expect(edgesOf(drawing)).to.deep.equal([
      'choose → went (left → value)',
      'choose → stayed (right → value) dead',
      'fails → after (value) dead',
    ]);
  });

  it('marks loops with their end', async () => {
    const flow = workflow('flow');
    const step = flow.add('step', halve, { x: 8 });
    flow.loop('shrink', { back: [[step.out.x, step.in.x]] });
    flow.loop('__proto__', { back: [] });
    const built = flow.build();
    const controller = {
      begin: () => ({
        decide: ({ iteration }: { readonly iteration: number }) =>
          iteration < 3 ? ('again' as const) : ({ reason: 'converged' } as const),
      }),
    };
    const only: Workflow = { ...built, loops: built.loops.slice(0, 1) };
    const { runtime } = aRuntime({ plugins: [loops(controller)] });
    const result = await runtime.execute(only);
    const [loop] = drawingOf(only, { result }).groups;
    expect(loop?.state).to.equal('completed');
    expect(loop?.notes[0]).to.equal('converged after 3 iterations');
    expect(nodeOf(drawingOf(only, { result }), 'step').notes).to.include('3 visits');
  });

  it('tells loops that failed from those that ended well', async () => {
    const flow = workflow('flow');
    const step = flow.add('step', halve, { x: 8 });
    flow.loop('spin', { back: [[step.out.x, step.in.x]], maxIterations: 2 });
    const built = flow.build();
    const stateAfter = async (ending: Ending) => {
      const { runtime } = aRuntime({
        plugins: [loops({ begin: () => ({ decide: () => ending }) })],
      });
      const result = await runtime.start(built).result;
      return drawingOf(built, { result }).groups[0]?.state;
    };
    const error = new RuntimeError('OPTION_INVALID', 'It spins.');
    expect(await stateAfter({ reason: 'maxIterations', error })).to.equal('failed');
    expect(await stateAfter({ reason: 'failed' })).to.equal('failed');
    expect(await stateAfter({ reason: 'maxIterations' })).to.equal('completed');
  });

  it('tells loops that were cut off', async () => {
    const waiting = defineNode({
      type: 'waiting',
      inputs: { x: port<number>() },
      outputs: { x: port<number>() },
      run: (_, { signal }) =>
        new Promise((__, reject) => {
          signal.addEventListener('abort', () => reject(new Error('stopped')));
        }),
    });
    const flow = workflow('flow');
    const step = flow.add('step', waiting, { x: 8 });
    flow.loop('wait', { back: [[step.out.x, step.in.x]] });
    const built = flow.build();
    const controller = { begin: () => ({ decide: () => 'again' as const }) };
    const handle = aRuntime({ plugins: [loops(controller)] }).runtime.start(built);
    setImmediate(() => handle.abort());
    const drawing = drawingOf(built, { result: await handle.result });
    expect(drawing.groups[0]?.state).to.equal('aborted');
    expect(nodeOf(drawing, 'step').state).to.equal('aborted');
  });

  it('follows sub-workflows', async () => {
    const flow = nested(1);
    const { runtime } = aRuntime();
    const result = await runtime.start(flow).result;
    const drawing = drawingOf(flow, { result });
    expect(drawing.groups[0]?.state).to.equal('completed');
    expect(nodeOf(drawing, 'leaf').state).to.equal('completed');
  });

  it('explains no more nodes than it can in reasonable time', async () => {
    const flow = workflow('chain');
    let last = flow.add('n0', failingWith('at once'));
    for (let i = 1; i <= 600; i++) {
      const next = flow.add(`n${String(i)}`, pass);
      flow.connect(last.output('value') as never, next.in.value);
      last = next;
    }
    const built = flow.build();
    const result = await aRuntime().runtime.start(built, { onError: 'continue' }).result;
    const explained = drawingOf(built, { result }).nodes.filter(
      ({ detail }) => detail !== undefined,
    );
    expect(explained).to.have.length(500);
  });
});

describe('the drawing of a dry run', () => {
  it('tells what runs, what may and on which condition, and what never does', async () => {
    const flow = aWorkflow()
      .node('choose', taking('left'))
      .node('went', pass)
      .node('stayed', pass)
      .node('also', count)
      .edge('choose.left', 'went.value')
      .edge('choose.right', 'stayed.value')
      .edge('choose.right', 'also.values')
      .build();
    const { runtime } = aRuntime({ plugins: [gates] });
    const open = drawingOf(flow, { dryRun: await runtime.plan(flow) });
    expect(open.over).to.equal('plan');
    expect(open.nodes.map(({ state }) => state)).to.deep.equal(['runs', 'may', 'may', 'may']);
    expect(nodeOf(open, 'went').detail).to.equal('Runs where "choose" takes "left".');
    expect(open.edges.map(({ state }) => state)).to.deep.equal(['may', 'may', 'may']);

    const stubs = { choose: new Routed({ left: 1 }, ['left']) };
    const decided = drawingOf(flow, { dryRun: await runtime.plan(flow, { stubs }) });
    expect(decided.nodes.map(({ state }) => state)).to.deep.equal([
      'runs',
      'runs',
      'never',
      'never',
    ]);
    expect(decided.edges.map(({ state }) => state)).to.deep.equal(['live', 'dead', 'dead']);
  });

  it('shows what would end a loop, and inputs that nobody would take', async () => {
    const flow = workflow('flow', { inputs: { value: port<number>().default(1) } });
    const choose = flow.add('choose', taking('left'));
    const stays = flow.add('stays', halve);
    flow.connect(choose.output('right') as never, stays.in.x);
    const step = flow.add('step', halve, { x: 8 });
    flow.input('value').to(stays.in.x);
    flow.loop('spin', { back: [[step.out.x, step.in.x]], maxIterations: 2 });
    const built = flow.build() as Workflow;
    const controller = { begin: () => ({ decide: () => ({ reason: 'maxIterations' as const }) }) };
    const { runtime } = aRuntime({ plugins: [gates, loops(controller)] });
    const stubs = { choose: new Routed({ left: 1 }, ['left']) };
    const drawing = drawingOf(built, { dryRun: await runtime.plan(built, { stubs }) });
    expect(drawing.groups[0]?.notes).to.deep.equal(['at most 2 iterations']);
    expect(edgesOf(drawing)[0]).to.equal('value → stays (x) dead');
  });

  it('follows sub-workflows, and knows nothing where there is no plan', async () => {
    const flow = nested(1);
    const dryRun = await aRuntime().runtime.plan(flow);
    expect(nodeOf(drawingOf(flow, { dryRun }), 'leaf').state).to.equal('runs');
    const broken = workflow('broken');
    broken.add('one', kind('missing'));
    const refused = broken.build();
    const none = await aRuntime().runtime.plan(refused);
    expect(drawingOf(refused, { dryRun: none }).nodes[0]?.state).to.equal(undefined);
  });
});

/** Sub-workflows so many levels deep around one node. */
function nested(levels: number): Workflow {
  const io = { value: port<number>() };
  let inner: Workflow | undefined;
  for (let level = 0; level <= levels; level++) {
    const flow = workflow(level === levels ? 'flow' : `level-${String(level)}`, {
      inputs: level === levels ? {} : io,
      outputs: io,
    });
    const node =
      inner === undefined ? flow.add('leaf', pass) : flow.add('sub', subWorkflow(inner as never));
    if (level === levels) {
      const start = flow.add('start', value(1) as never);
      flow.wire({ from: 'start', output: 'value', to: 'sub', input: 'value' });
      void start;
    } else flow.input('value' as never).to(node.input('value') as never);
    flow.output('value', node.output('value') as never);
    inner = flow.build();
  }
  return inner as Workflow;
}
