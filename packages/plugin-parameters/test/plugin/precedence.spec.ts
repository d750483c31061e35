import { defineNode, port, subWorkflow, type Workflow, workflow } from '@tenon/core';
import { parametersOf } from '@tenon/plugin-parameters';
import { only, value } from '@tenon/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { chooser } from '../support/nodes.js';
import { run } from '../support/runtime.js';

/** The places an input may get its value from, the first of which counts. */
const SOURCES = ['addressed', 'connection', 'workflow', 'config', 'default'] as const;
type Source = (typeof SOURCES)[number];

/** How configuration states its value: as it is, or by a template. */
type Stated = 'constant' | 'template';

/** A node with an input that has, or has not, a default. */
function taker(hasDefault: boolean) {
  return defineNode({
    type: 'taker',
    inputs: {
      x: hasDefault ? port().default('default') : port().optional(),
      again: port().optional(),
    },
    outputs: { x: port().optional(), again: port() },
    run: ({ x, again }) => ({ ...(x !== undefined && { x }), again: again ?? 1 }),
  });
}

interface Made {
  readonly flow: Workflow;
  readonly parameters: unknown;
}

/** A workflow in which the input `x` of the node `n` has just these sources. */
function inGraph(sources: ReadonlySet<Source>, stated: Stated): Made {
  const flow = workflow('graph');
  const n = flow.add('n', taker(sources.has('default')), configOf(sources, stated));
  const source = flow.add('source', value('connection'));
  if (sources.has('connection')) flow.connect(source.out.value, n.in.x);
  return { flow: flow.build(), parameters: parametersFor(sources, stated) };
}

/** The same behind a switch: the connection comes from the port that is taken, or from the one that is not. */
function inBranch(sources: ReadonlySet<Source>, stated: Stated): Made {
  const flow = workflow('branch');
  const n = flow.add('n', taker(sources.has('default')), configOf(sources, stated));
  const choose = flow.add('choose', chooser, { take: 'left' });
  const source = flow.add('source', value('connection'));
  // A live connection into another input, so that the node runs whatever becomes of this one.
  flow.connect(choose.out.left, n.in.again);
  if (sources.has('connection')) flow.connect(source.out.value, n.in.x);
  else flow.connect(choose.out.right, n.in.x);
  return { flow: flow.build(), parameters: parametersFor(sources, stated) };
}

/** The same in a loop whose back edge goes to another input. */
function inLoop(sources: ReadonlySet<Source>, stated: Stated): Made {
  const flow = workflow('loop');
  const n = flow.add('n', taker(sources.has('default')), configOf(sources, stated));
  const source = flow.add('source', value('connection'));
  if (sources.has('connection')) flow.connect(source.out.value, n.in.x);
  flow.loop('again', { back: [[n.out.again, n.in.again]], maxIterations: 3 });
  return { flow: flow.build(), parameters: parametersFor(sources, stated) };
}

/** The same two sub-workflows deep. */
function inSubWorkflow(sources: ReadonlySet<Source>, stated: Stated): Made {
  const { flow, parameters: inner } = inGraph(sources, stated);
  const outer = workflow('outer');
  outer.add('middle', subWorkflow(only(subWorkflow(flow, { type: 'inner' }))));
  const given = inner as Readonly<Record<string, unknown>>;
  return { flow: outer.build(), parameters: { middle: { only: given } } };
}

function configOf(sources: ReadonlySet<Source>, stated: Stated): Record<string, string> {
  if (!sources.has('config')) return {};
  return { x: stated === 'constant' ? 'config' : '${configured}' };
}

function parametersFor(sources: ReadonlySet<Source>, stated: Stated): Record<string, unknown> {
  return {
    ...(sources.has('workflow') && { x: 'workflow' }),
    ...(sources.has('config') && stated === 'template' && { configured: 'config' }),
    ...(sources.has('addressed') && { n: { x: 'addressed' } }),
  };
}

const PLACES: Readonly<Record<string, (sources: ReadonlySet<Source>, stated: Stated) => Made>> = {
  'a plain graph': inGraph,
  'a branch': inBranch,
  'a loop': inLoop,
  'a sub-workflow': inSubWorkflow,
};

async function winner({ flow, parameters }: Made): Promise<unknown> {
  const { status, error, outcomes, results } = await run(flow, parameters);
  if (status !== 'completed') throw error as Error;
  const inside = outcomes.get('middle')?.nested?.get('only')?.nested?.get('n')?.outputs;
  return (inside ?? results['n'])?.['x'];
}

describe('the precedence of the sources of an input', () => {
  for (const [place, made] of Object.entries(PLACES)) {
    it(`is a total order in ${place}`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.subarray([...SOURCES]),
          fc.constantFrom<Stated>('constant', 'template'),
          async (sources, stated) => {
            // `sources` keeps the order of SOURCES, which is the claim.
            expect(await winner(made(new Set(sources), stated))).to.equal(sources[0]);
          },
        ),
        { numRuns: 64 },
      );
    });
  }

  it('holds for null, which is a value', async () => {
    const flow = workflow('w');
    const n = flow.add('n', taker(true), { x: 'config' });
    flow.connect(flow.add('source', value('connection')).out.value, n.in.x);
    expect(await winner({ flow: flow.build(), parameters: { n: { x: null } } })).to.equal(null);
    const open = only(taker(true), { x: 'config' });
    expect((await run(open, { x: null })).results['only']?.['x']).to.equal(null);
    const template = only(taker(true), { x: '${y}' });
    expect((await run(template, { y: null })).results['only']?.['x']).to.equal(null);
  });

  it('lets a live back edge beat them all, from the second iteration on', async () => {
    const counter = defineNode({
      type: 'counter',
      inputs: { x: port<number>().default(1) },
      outputs: { x: port<number>(), seen: port<number>() },
      run: ({ x }, { loop }) => {
        (seen[loop?.index ?? -1] ??= []).push(x);
        return { x: x * 10, seen: x };
      },
    });
    const seen: number[][] = [];
    const flow = workflow('w');
    const n = flow.add('n', counter, { x: '${start}' });
    flow.loop('again', { back: [[n.out.x, n.in.x]], maxIterations: 3 });
    const built = flow.build();
    for (const given of [{ start: 2 }, { start: 0, x: 3 }, { start: 0, x: 0, n: { x: 4 } }]) {
      await run(built, given);
    }
    expect(seen).to.deep.equal([
      [2, 3, 4],
      [20, 30, 40],
      [200, 300, 400],
    ]);
  });

  it('gives a declared input before the name of an input, and that before a declared default', async () => {
    const flow = workflow('w', { inputs: { who: port().default('preset') } });
    const n = flow.add('n', taker(false), { x: 'config' });
    flow.input('who').to(n.in.x);
    const built = flow.build();
    const got = async (given: unknown) => (await run(built, given)).results['n']?.['x'];
    expect(await got({})).to.equal('preset');
    expect(await got({ x: 'named' })).to.equal('named');
    expect(await got({ who: 'declared' })).to.equal('declared');
    expect(await got({ who: 'declared', x: 'named' })).to.equal('declared');
    expect(await got({ who: 'declared', n: { x: 'addressed' } })).to.equal('addressed');
  });

  it('lets an addressed parameter beat what a port collects as a whole', async () => {
    const node = defineNode({
      type: 'many',
      inputs: { all: port().many() },
      outputs: { all: port() },
      run: ({ all }) => ({ all }),
    });
    const flow = workflow('w');
    const n = flow.add('n', node);
    for (const id of ['a', 'b']) flow.connect(flow.add(id, value(id)).out.value, n.in.all);
    const built = flow.build();
    expect((await run(built, { all: ['level'] })).results['n']).to.deep.equal({ all: ['a', 'b'] });
    expect((await run(built, { n: { all: ['mine'] } })).results['n']).to.deep.equal({
      all: ['mine'],
    });
  });
});

describe('parameters of a workflow inside another', () => {
  it('are addressed to its node, and read as parameters of that workflow', async () => {
    const inner = workflow('inner', {
      inputs: { rate: port().default('preset') },
      outputs: { n: port().optional(), m: port().optional() },
    });
    const n = inner.add('n', taker(false), { again: '${label:-none}' });
    const m = inner.add('m', taker(false));
    inner.input('rate').to(n.in.x);
    inner.output('n', n.out.x);
    inner.output('m', m.out.x);
    const flow = workflow('outer');
    flow.add('sub', subWorkflow(inner.build()));
    const built = flow.build();
    const got = async (given: unknown) => {
      const result = await run(built, given);
      if (result.status !== 'completed') throw result.error as Error;
      const label = result.outcomes.get('sub')?.nested?.get('n')?.outputs?.['again'];
      return [{ ...result.results['sub'] }, label];
    };
    expect(await got({})).to.deep.equal([{ n: 'preset' }, 'none']);
    expect(await got({ sub: { rate: 1 } })).to.deep.equal([{ n: 1 }, 'none']);
    expect(await got({ sub: { m: { x: 2 } } })).to.deep.equal([{ n: 'preset', m: 2 }, 'none']);
    expect(await got({ sub: { label: 'mine' } })).to.deep.equal([{ n: 'preset' }, 'mine']);
    // A name that is no declared input goes to every input of that name in there.
    expect(await got({ sub: { x: 3 } })).to.deep.equal([{ n: 3, m: 3 }, 'none']);
    expect(await got({ sub: { x: 3, rate: 4 } })).to.deep.equal([{ n: 4, m: 3 }, 'none']);
    const stated = parametersOf({
      nodes: { sub: parametersOf({ nodes: { m: { x: 5 } }, values: { rate: { a: 1 } } }) },
    });
    expect(await got(stated)).to.deep.equal([{ n: { a: 1 }, m: 5 }, 'none']);
    // A workflow-level value stays outside, but for the declared inputs that take it.
    expect(await got({ rate: 6 })).to.deep.equal([{ n: 6 }, 'none']);
  });

  it('are refused where nothing in there takes them, with the way there', async () => {
    const flow = only(subWorkflow(only(subWorkflow(only(taker(false)), { type: 'inner' }))));
    const result = await run(flow, { only: { only: { zzz: 1, only: { yyy: 2 } } } });
    expect(result.issues.map(({ code, where, message }) => [code, where, message])).to.deep.equal([
      [
        'PARAMETER_UNKNOWN',
        { workflow: 'test', within: ['only'], node: 'only', port: 'zzz' },
        'Node "only" takes no parameter "zzz". (Inside "only".)',
      ],
      [
        'PARAMETER_UNKNOWN',
        { workflow: 'test', within: ['only', 'only'], node: 'only', port: 'yyy' },
        'Node "only" takes no parameter "yyy". (Inside "only" › "only".)',
      ],
    ]);
  });
});
