import { expect } from 'chai';
import fc from 'fast-check';
import { contradictionsOf } from '#core/verify/contradictions.js';
import { workflow } from '#core/workflow/builder.js';
import { defineNode } from '#core/workflow/node.js';
import { port } from '#core/workflow/port.js';
import { resolved } from './support.js';

const choose = (multiple = false) =>
  defineNode({
    type: 'choose',
    inputs: { in: port().optional() },
    outputs: { yes: port(), no: port(), maybe: port(), said: port() },
    routes: { ports: ['yes', 'no', 'maybe'], multiple },
    run: () => ({}) as never,
  });

const both = defineNode({
  type: 'both',
  inputs: { a: port(), b: port(), c: port().optional() },
  outputs: { out: port() },
  run: () => ({ out: 1 }),
});

const step = defineNode({
  type: 'step',
  inputs: { in: port().optional() },
  outputs: { out: port() },
  run: () => ({ out: 1 }),
});

interface Options {
  readonly multiple?: boolean;
  readonly config?: Readonly<Record<string, unknown>>;
}

/** The contradictions of a switch `s` and its `edges`, as texts: `join: a and b, by s`. */
function found(edges: string, { multiple = false, config = {} }: Options = {}): string[] {
  const flow = workflow('test');
  flow.add('s', choose(multiple));
  flow.add('t', choose());
  for (const id of ['x', 'y', 'z']) flow.add(id, step);
  flow.add('join', both, config as never);
  for (const edge of edges.split(' ')) {
    const [from = '', output = '', to = '', input = ''] = edge.split(/[.>]/);
    flow.wire({ from, output, to, input });
  }
  return texts(flow);
}

function texts(flow: { build(): ReturnType<ReturnType<typeof workflow>['build']> }): string[] {
  const built = flow.build();
  const idOf = (node: number) => built.nodes[node]?.id ?? '';
  return contradictionsOf(resolved(built)).map(
    ({ node, inputs: [one, other], routedBy }) =>
      `${idOf(node)}: ${one} and ${other}, by ${idOf(routedBy)}`,
  );
}

describe('contradictionsOf', () => {
  const THERE = ['join: a and b, by s'];

  it('finds a node that needs two ports of which one is taken', () => {
    expect(found('s.yes>join.a s.no>join.b')).to.deep.equal(THERE);
    expect(found('s.yes>x.in x.out>join.a s.no>y.in y.out>join.b')).to.deep.equal(THERE);
    expect(found('s.yes>t.in t.no>join.a s.no>join.b')).to.deep.equal(THERE);
  });

  it('finds nothing where both may come', () => {
    for (const edges of [
      's.yes>join.a s.yes>join.b',
      's.said>join.a s.no>join.b',
      's.yes>join.a t.no>join.b',
      's.yes>join.a s.no>join.c t.yes>join.b',
      's.yes>join.a s.no>join.a s.no>join.b',
      's.yes>join.a s.no>x.in s.yes>x.in x.out>join.b',
      's.yes>t.in t.no>join.a s.yes>join.b',
    ]) {
      expect(found(edges), edges).to.deep.equal([]);
    }
  });

  it('takes what a switch may take together to be no contradiction', () => {
    expect(found('s.yes>join.a s.no>join.b', { multiple: true })).to.deep.equal([]);
  });

  it('counts configuration, declared inputs of the workflow and back edges as given', () => {
    expect(found('s.yes>join.a s.no>join.b', { config: { a: 1 } })).to.deep.equal([]);
    const flow = workflow('test', { inputs: { given: port() } });
    flow.add('s', choose());
    const join = flow.add('join', both);
    flow.wire({ from: 's', output: 'yes', to: 'join', input: 'a' });
    flow.wire({ from: 's', output: 'no', to: 'join', input: 'b' });
    flow.input('given').to(join.in.b);
    expect(texts(flow)).to.deep.equal([]);
  });

  it('ends at the boundary of a loop, whose iterations may go different ways', () => {
    const flow = workflow('test');
    flow.add('s', choose());
    flow.add('x', step);
    flow.add('inside', both);
    flow.add('join', both);
    const wire = (from: string, output: string, to: string, input: string) =>
      flow.wire({ from, output, to, input });
    wire('s', 'said', 'x', 'in');
    wire('s', 'yes', 'inside', 'a');
    wire('s', 'no', 'inside', 'b');
    wire('s', 'yes', 'join', 'a');
    wire('s', 'no', 'join', 'b');
    flow.loop('loop', {
      back: [
        { from: 'x', output: 'out', to: 's', input: 'in' },
        { from: 'inside', output: 'out', to: 's', input: 'in' },
        { from: 'nobody', output: 'out', to: 's', input: 'in' },
      ],
      maxIterations: 2,
    });
    expect(texts(flow)).to.deep.equal(['inside: a and b, by s']);
  });

  it('answers at once where nothing routes', () => {
    const flow = workflow('test');
    flow.add('x', step);
    expect(texts(flow)).to.deep.equal([]);
  });

  it('agrees with a search over everything that switches may take', () => {
    const ports = fc.constantFrom('yes', 'no', 'maybe');
    const sources = fc.constantFrom('s', 't');
    const edge = fc.tuple(sources, ports, fc.constantFrom('a', 'b'));
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 6 }), ports, (edges, through) => {
        const flow = workflow('test');
        flow.add('s', choose());
        flow.add('t', choose());
        flow.add('join', both);
        flow.wire({ from: 's', output: through, to: 't', input: 'in' });
        for (const [from, output, input] of edges) {
          flow.wire({ from, output, to: 'join', input });
        }
        const kinds = ['yes', 'no', 'maybe'];
        const canRun = kinds.some((s) =>
          kinds.some((t) =>
            ['a', 'b'].every((input) => {
              const into = edges.filter(([, , to]) => to === input);
              const isLive = ([from, output]: (typeof edges)[number]) =>
                from === 's' ? output === s : s === through && output === t;
              return into.length === 0 || into.some(isLive);
            }),
          ),
        );
        // What is told is certain; unions of branches may hide a contradiction.
        if (texts(flow).length > 0) expect(canRun).to.equal(false);
        else if (new Set(edges.map(([, , input]) => input)).size === edges.length) {
          expect(canRun).to.equal(true);
        }
      }),
    );
  });
});
