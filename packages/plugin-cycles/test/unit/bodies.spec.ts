import type { Loop, Workflow } from '@tenon/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { closingOf } from '#cycles/body/body.js';
import { nestLoops } from '#cycles/body/nesting.js';
import { Reach } from '#cycles/body/reach.js';
import { tanglesOf } from '#cycles/body/tangles.js';
import { resolved, sketch } from '../support/sketch.js';

/** A random workflow without plain cycles, and back edges for one loop. */
const scene = fc.integer({ min: 1, max: 9 }).chain((nodes) => {
  const node = fc.integer({ min: 0, max: nodes - 1 });
  return fc.record({
    nodes: fc.constant(nodes),
    edges: fc
      .array(fc.tuple(node, node), { maxLength: 16 })
      .map((pairs) => pairs.filter(([a, b]) => a < b)),
    back: fc.array(fc.tuple(node, node), { minLength: 1, maxLength: 4 }),
  });
});

const text = (pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([a, b]) => `n${String(a)}>n${String(b)}`).join(' ');

/** Which nodes each can be reached from, over plain and back edges alike: by definition, and slow. */
function mutual(nodes: number, edges: readonly (readonly [number, number])[]): boolean[][] {
  const reach = Array.from({ length: nodes }, () => new Array<boolean>(nodes).fill(false));
  for (const [a, b] of edges) (reach[a] as boolean[])[b] = true;
  for (let k = 0; k < nodes; k++) {
    for (let i = 0; i < nodes; i++) {
      for (let j = 0; j < nodes; j++) {
        if (reach[i]?.[k] === true && reach[k]?.[j] === true) (reach[i] as boolean[])[j] = true;
      }
    }
  }
  return reach.map((row, i) => row.map((there, j) => there && reach[j]?.[i] === true));
}

describe('the body of a loop', () => {
  it('is what its own back edges close over the plain connections', () => {
    fc.assert(
      fc.property(scene, ({ nodes, edges, back }) => {
        const also = Array.from({ length: nodes }, (_, i) => `n${String(i)}`).join(' ');
        const flow = sketch(text(edges), { loop: { back: text(back) } }, also);
        const { topology } = resolved(flow);
        const number = (n: number) => topology.indexOf.get(`n${String(n)}`) as number;
        const together = mutual(nodes, [...edges, ...back]);
        const closing = closingOf(flow.loops[0] as Loop, topology, new Reach(topology));
        const stray = back.flatMap(([a, b], i) => (together[a]?.[b] === true ? [] : [i]));
        expect(closing.stray).to.deep.equal(stray);
        const sets = new Set(
          back
            .filter((_, i) => !stray.includes(i))
            .map(([a]) =>
              Array.from({ length: nodes }, (_, n) => n)
                .filter((n) => n === a || together[a]?.[n] === true)
                .map(number)
                .sort((x, y) => x - y)
                .join(),
            ),
        );
        expect(new Set(closing.cycles.map((cycle) => cycle.join()))).to.deep.equal(sets);
        expect(closing.body.join()).to.equal(sets.size === 1 ? [...sets][0] : '');
      }),
      { numRuns: 500 },
    );
  });

  it('is found among plain connections that close a cycle themselves', () => {
    const { topology, workflow } = resolved(sketch('a>b b>a b>c', { loop: { back: 'c>b' } }));
    const closing = closingOf(workflow.loops[0] as Loop, topology, new Reach(topology));
    expect(closing.body).to.have.lengthOf(3);
  });
});

describe('nestLoops', () => {
  it('sets a body against the innermost of the loops that it overlaps, wherever that is declared', () => {
    const all = [0, 1, 2, 3, 4, 5];
    expect(nestLoops([[1, 2, 3], all, [3, 4]], 6).overlaps).to.deep.equal([[0, 2]]);
    expect(nestLoops([all, [3, 4, 5], [2, 3]], 6).overlaps).to.deep.equal([[1, 2]]);
  });

  const bodies = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 6 }), {
    maxLength: 6,
  });

  it('nests what can be nested, and finds an overlap exactly where there is one', () => {
    fc.assert(
      fc.property(bodies, (sets) => {
        const forest = nestLoops(sets, 8);
        const isWithin = (a: readonly number[], b: readonly number[]) =>
          a.every((node) => b.includes(node));
        let overlaps = false;
        for (const [i, a] of sets.entries()) {
          for (const b of sets.slice(i + 1)) {
            const share = a.some((node) => b.includes(node));
            const isProper = isWithin(a, b) !== isWithin(b, a);
            if (share && !isProper) overlaps = true;
          }
        }
        expect(forest.overlaps.length > 0).to.equal(overlaps);
        for (const [first, second] of forest.overlaps) {
          expect(first).to.be.below(second);
          expect(sets[first]?.some((node) => sets[second]?.includes(node))).to.equal(true);
        }
        if (overlaps) return;
        for (const [loop, outer] of forest.parent.entries()) {
          const around = sets
            .map((set, i) => ({ i, set }))
            .filter(({ i, set }) => {
              const body = sets[loop] ?? [];
              return (
                i !== loop && body.length > 0 && set.length > body.length && isWithin(body, set)
              );
            })
            .sort((a, b) => a.set.length - b.set.length);
          expect(outer).to.equal(around[0]?.i ?? -1);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('tanglesOf', () => {
  const tangled = (flow: Workflow) => {
    const { topology } = resolved(flow);
    const reach = new Reach(topology);
    const closings = flow.loops.map((loop) => closingOf(loop, topology, reach));
    const forest = nestLoops(
      closings.map(({ body }) => body),
      topology.nodes,
    );
    return tanglesOf(forest, topology);
  };

  it('finds loops that wait for one another, and none where there is an order', () => {
    const around = 'w>b1 v>b2 u>a1 t>a2 a1>b1';
    const loops = { a: { back: 'a2>u a1>t' }, b: { back: 'b1>v b2>w' } };
    expect(tangled(sketch(`${around} b2>a2`, loops))).to.deep.equal([[0, 1]]);
    expect(tangled(sketch(around, loops))).to.deep.equal([]);
  });

  it('finds them inside a loop around both', () => {
    const flow = sketch('s>w s>v s>u s>t w>b1 v>b2 u>a1 t>a2 a1>b1 b2>a2 b1>e a2>e', {
      all: { back: 'e>s' },
      a: { back: 'a2>u a1>t' },
      b: { back: 'b1>v b2>w' },
    });
    expect(tangled(flow)).to.deep.equal([[1, 2]]);
  });
});
