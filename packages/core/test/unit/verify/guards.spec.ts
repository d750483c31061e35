import { expect } from 'chai';
import fc from 'fast-check';
import { type Guards, guardsOf } from '#core/verify/guards.js';
import { kind, workflow } from '#core/workflow/builder.js';
import type { ResolvedWorkflow } from '#core/workflow/resolve.js';
import type { Workflow } from '#core/workflow/workflow.js';
import { findings, resolved, verified } from './support.js';

const KINDS = ['step', 'choose', 'choose', 'unheard-of'];
const OUTPUTS = ['value', 'yes', 'no', 'chosen', 'oops'];

/** Random graphs with switches, unresolved nodes, unknown ports and back edges; edges go along a shuffled order. */
const graphs = fc
  .integer({ min: 2, max: 12 })
  .chain((size) =>
    fc.record({
      kinds: fc.array(fc.constantFrom(...KINDS), { minLength: size, maxLength: size }),
      order: fc.shuffledSubarray([...Array(size).keys()], { minLength: size, maxLength: size }),
      edges: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.constantFrom(...OUTPUTS)), {
        maxLength: 30,
      }),
      back: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.constantFrom(...OUTPUTS)), {
        maxLength: 3,
      }),
    }),
  )
  .map(({ kinds, order, edges, back }) => {
    const flow = workflow('random');
    kinds.forEach((name, index) => flow.add(`n${index}`, kind(name)));
    for (const [a, b, output] of edges) {
      if (a === b) continue;
      const [from, to] = (order[a] as number) < (order[b] as number) ? [a, b] : [b, a];
      flow.wire({ from: `n${from}`, output, to: `n${to}`, input: 'value' });
    }
    const wires = back.map(([from, to, output]) => ({
      from: `n${from}`,
      output,
      to: `n${to}`,
      input: 'value',
    }));
    return flow.loop('loop', { back: wires }).build();
  });

/** The definition of guards, word for word, with sets of pairs. */
function naiveGuards(flow: Workflow, { definitions, topology }: ResolvedWorkflow) {
  const ofNode = new Map<string, Set<string>>();
  const entries = new Set(flow.loops.flatMap(({ back }) => back.map(({ to }) => to)));
  const behind = (from: string, output: string): Set<string> => {
    const definition = definitions[topology.indexOf.get(from) ?? -1];
    const isPlain =
      definition?.outputs.has(output) === true &&
      definition.routes?.ports.includes(output) !== true;
    const own = isPlain ? [] : [`${from}/${output}`];
    return new Set([...(ofNode.get(from) ?? []), ...own]);
  };
  for (const index of topology.order) {
    const id = flow.nodes[index]?.id ?? '';
    const sets = flow.connections
      .filter(({ to }) => to === id)
      .map(({ from, output }) => behind(from, output));
    const [first = new Set<string>(), ...others] = entries.has(id) ? [] : sets;
    ofNode.set(id, new Set([...first].filter((pair) => others.every((set) => set.has(pair)))));
  }
  return {
    ofNode,
    plain: flow.connections.map(({ from, output }) => behind(from, output)),
    back: flow.loops[0]?.back.map(({ from, output }) => behind(from, output)) ?? [],
  };
}

function isSubset(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].every((pair) => b.has(pair));
}

function contains(guards: Guards, outer: number, inner: number): boolean {
  const { start, end } = guards.tree.preorder();
  const place = start[inner] as number;
  return place >= (start[outer] as number) && place < (end[outer] as number);
}

describe('guards', () => {
  it('contain one another exactly as sets of (switch, port) pairs do', () => {
    fc.assert(
      fc.property(graphs, (flow) => {
        const seen = resolved(flow);
        const guards = guardsOf(seen);
        const naive = naiveGuards(flow, seen);
        const numbers = [...guards.ofEdge, ...(guards.ofBackEdge[0] ?? [])];
        const sets = [...naive.plain, ...naive.back];
        expect(numbers.length).to.equal(sets.length);
        numbers.forEach((a, i) =>
          numbers.forEach((b, j) => {
            expect(contains(guards, a, b)).to.equal(
              isSubset(sets[i] ?? new Set(), sets[j] ?? new Set()),
            );
          }),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('name for each node the pairs without which it is dead', () => {
    fc.assert(
      fc.property(graphs, (flow) => {
        const seen = resolved(flow);
        const { tree, pairs, ofNode } = guardsOf(seen);
        const naive = naiveGuards(flow, seen);
        for (const node of seen.topology.order) {
          const named: string[] = [];
          for (let at = ofNode[node] as number; at !== tree.root; at = tree.parentOf(at)) {
            named.push(`${flow.nodes[pairs[at]?.node ?? -1]?.id ?? ''}/${pairs[at]?.port ?? ''}`);
          }
          const id = flow.nodes[node]?.id ?? '';
          expect(named.sort()).to.deep.equal([...(naive.ofNode.get(id) ?? [])].sort());
        }
      }),
      { numRuns: 400 },
    );
  });

  it('decide on conflicts as comparing all pairs of sources does', () => {
    fc.assert(
      fc.property(graphs, (flow) => {
        const seen = resolved(flow);
        const naive = naiveGuards(flow, seen);
        const isJudged = (to: string) =>
          seen.definitions[seen.topology.indexOf.get(to) ?? -1]?.inputs.has('value') === true;
        const expected = new Set<string>();
        const compare = (ends: readonly { to: string }[], sets: Set<string>[], what: string) => {
          ends.forEach(({ to }, i) =>
            ends.forEach((other, j) => {
              if (i === j || to !== other.to || !isJudged(to)) return;
              if (isSubset(sets[i] ?? new Set(), sets[j] ?? new Set())) expected.add(what + to);
            }),
          );
        };
        compare(flow.connections, naive.plain, '');
        compare(flow.loops[0]?.back ?? [], naive.back, 'loop ');
        const found = findings('INPUT_CONFLICT', verified(flow)).map(
          ({ where }) => `${where.loop === undefined ? '' : 'loop '}${where.node ?? ''}`,
        );
        expect(found.sort()).to.deep.equal([...expected].sort());
      }),
      { numRuns: 400 },
    );
  });

  it('are left open behind a cycle of plain edges', () => {
    const flow = workflow('cyclic');
    for (const id of ['s', 'a', 'b', 'c']) flow.add(id, kind('step'));
    const wire = (from: string, to: string) =>
      flow.wire({ from, output: 'value', to, input: 'value' });
    wire('a', 'b');
    wire('b', 'a');
    wire('b', 'c');
    wire('s', 'c');
    expect([...guardsOf(resolved(flow.build())).ofEdge]).to.deep.equal([-1, -1, -1, 0]);
  });
});
