import { expect } from 'chai';
import fc from 'fast-check';
import { cutsOf } from '#core/plan/cuts.js';
import { type Sketch, sketch } from '../../support/sketch.js';

/** The steps that are cuts of a plan, by their ids. */
function cutsIn(parts: Sketch): readonly string[] {
  const { cuts, steps } = sketch(parts);
  return steps.filter((_, step) => cuts[step] === step).map(({ id }) => id);
}

type Edge = readonly [from: number, to: number];

const GRAPH = fc
  .integer({ min: 1, max: 9 })
  .chain((steps) =>
    fc.tuple(
      fc.constant(steps),
      fc.array(fc.tuple(fc.nat(steps - 1), fc.nat(steps - 1)), { maxLength: 20 }),
    ),
  )
  .map(([steps, pairs]) => ({
    steps,
    edges: pairs.filter(([from, to]) => from < to),
  }));

/** The steps that wait for a step, at once or through others. */
function behind(step: number, edges: readonly Edge[]): ReadonlySet<number> {
  const found = new Set([step]);
  for (const from of found) {
    for (const edge of edges) if (edge[0] === from) found.add(edge[1]);
  }
  return found;
}

describe('The cuts of a plan', () => {
  it('are the steps that everything behind them waits for', () => {
    fc.assert(
      fc.property(GRAPH, ({ steps, edges }) => {
        const units = {
          from: Int32Array.from(edges, ([from]) => from),
          to: Int32Array.from(edges, ([, to]) => to),
          regionOf: new Int32Array(steps).fill(-1),
        };
        const isCut = (step: number) => {
          const waiting = behind(step, edges);
          return Array.from({ length: steps - step }, (_, i) => step + i).every((later) =>
            waiting.has(later),
          );
        };
        const expected = Array.from({ length: steps }, (_, step) => {
          let next = step;
          while (!isCut(next)) next++;
          return next;
        });
        expect(Array.from(cutsOf(steps, units, []))).to.deep.equal(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('in loops are those that the rest of the loop and all behind the loop wait for', () => {
    expect(
      cutsIn({
        nodes: 'before a b after',
        edges: 'before>a a>b b>after',
        loops: { loop: { body: 'a b', back: 'b>a' } },
      }),
    ).to.deep.equal(['before', 'a', 'b', 'after']);
  });

  it('leave out what stands beside another loop, or beside a loop around it', () => {
    expect(
      cutsIn({
        nodes: 'a b',
        loops: { one: { body: 'a', back: 'a>a' }, two: { body: 'b', back: 'b>b' } },
      }),
    ).to.deep.equal(['b']);
    expect(
      cutsIn({
        nodes: 'a x y after',
        edges: 'a>x a>y x>after y>after',
        loops: { outer: { body: 'a x y', back: 'x>a y>a' } },
      }),
    ).to.deep.equal(['a', 'y', 'after']);
  });

  it('count what a loop waits for as waited for by everything in it, and by the loops in it', () => {
    expect(
      cutsIn({
        nodes: 'before a b c',
        edges: 'before>a',
        loops: {
          outer: { body: 'a b c', back: 'c>a b>a' },
          inner: { body: 'b', back: 'b>b' },
        },
      }),
    ).to.include('before');
  });

  it('count the last step of a loop as what is waited for behind it', () => {
    expect(
      cutsIn({
        nodes: 'a b c after',
        edges: 'a>b a>c a>after',
        loops: { loop: { body: 'a b c', back: 'b>a c>a' } },
      }),
    ).to.deep.equal(['a', 'c', 'after']);
  });
});
