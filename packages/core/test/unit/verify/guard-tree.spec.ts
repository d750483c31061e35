import { expect } from 'chai';
import fc from 'fast-check';
import { GuardTree } from '#core/verify/guard-tree.js';

/** A tree by the parent of each vertex but the root: always an earlier one. */
const trees = fc
  .array(fc.nat(), { minLength: 1, maxLength: 60 })
  .map((seeds) => seeds.map((seed, index) => seed % (index + 1)));

function grown(parents: readonly number[]): GuardTree {
  const tree = new GuardTree(parents.length);
  for (const parent of parents) tree.add(parent);
  return tree;
}

/** A vertex and everything above it, by walking up. */
function pathUp(parents: readonly number[], vertex: number): number[] {
  const path = [vertex];
  for (let here = vertex; here > 0; ) {
    here = parents[here - 1] as number;
    path.push(here);
  }
  return path;
}

describe('the tree of guards', () => {
  it('answers the lowest common ancestor that walking up finds', () => {
    fc.assert(
      fc.property(trees, (parents) => {
        const tree = grown(parents);
        for (let a = 0; a <= parents.length; a++) {
          const above = new Set(pathUp(parents, a));
          for (let b = 0; b <= parents.length; b++) {
            const expected = pathUp(parents, b).find((vertex) => above.has(vertex));
            expect(tree.common(a, b)).to.equal(expected);
          }
        }
      }),
    );
  });

  it('tells where the ways to two vertices part, as walking up does', () => {
    fc.assert(
      fc.property(trees, (parents) => {
        const tree = grown(parents);
        for (let a = 1; a <= parents.length; a++) {
          expect(tree.parentOf(a)).to.equal(parents[a - 1]);
          for (let b = 0; b <= parents.length; b++) {
            const [left, right] = [pathUp(parents, a), pathUp(parents, b)];
            const parting = [
              left.findLast((vertex) => !right.includes(vertex)),
              right.findLast((vertex) => !left.includes(vertex)),
            ];
            const parts = parting.includes(undefined) ? undefined : parting;
            expect(tree.parting(a, b)).to.deep.equal(parts);
          }
        }
      }),
    );
  });

  it('has each vertex before its descendants in preorder, and nothing else among them', () => {
    fc.assert(
      fc.property(trees, (parents) => {
        const { start, end } = grown(parents).preorder();
        expect([...start].sort((a, b) => a - b)).to.deep.equal(Array.from(start, (_, i) => i));
        for (let a = 0; a <= parents.length; a++) {
          for (let b = 0; b <= parents.length; b++) {
            const place = start[b] as number;
            const isInside = place >= (start[a] as number) && place < (end[a] as number);
            expect(isInside).to.equal(pathUp(parents, b).includes(a));
          }
        }
      }),
    );
  });

  it('finds ancestors in a path of 100,000 vertices', () => {
    const length = 100_000;
    const tree = new GuardTree(length + 1);
    for (let vertex = 0; vertex < length; vertex++) tree.add(vertex);
    const branch = tree.add(length / 2);
    expect(tree.common(length, branch)).to.equal(length / 2);
    for (let i = 0; i < length; i++) tree.common(length, i);
  });
});
