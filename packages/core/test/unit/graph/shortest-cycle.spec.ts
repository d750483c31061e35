import { expect } from 'chai';
import fc from 'fast-check';
import { cycles } from '#core/graph/shortest-cycle.js';
import { strongComponents } from '#core/graph/strong-components.js';
import { type Graph, graphOf, graphs } from './graphs.js';

function cyclesOf({ vertices, source, target }: Graph): number[][] {
  return cycles(vertices, source, target);
}

/** The length of the shortest cycle in each component that has one, by walking on from every vertex at once. */
function naiveLengths(graph: Graph): number[] {
  const { of } = strongComponents(graph.vertices, graph.source, graph.target);
  const shortest = new Map<number, number>();
  for (let start = 0; start < graph.vertices; start++) {
    let reached = new Set([start]);
    for (let length = 1; length <= graph.vertices; length++) {
      reached = new Set([...reached].flatMap((vertex) => successors(graph, vertex)));
      if (!reached.has(start)) continue;
      const component = of[start] ?? 0;
      shortest.set(component, Math.min(length, shortest.get(component) ?? length));
    }
  }
  return [...shortest.values()].sort((a, b) => a - b);
}

function successors({ source, target }: Graph, vertex: number): number[] {
  return [...target].filter((_, edge) => source[edge] === vertex);
}

function ring(size: number, first = 0): [number, number][] {
  return Array.from({ length: size }, (_, i) => [first + i, first + ((i + 1) % size)]);
}

describe('cycles', () => {
  it('are real: each vertex has an edge to the next, and none comes twice', () => {
    fc.assert(
      fc.property(graphs(), (graph) => {
        for (const cycle of cyclesOf(graph)) {
          expect(new Set(cycle).size).to.equal(cycle.length);
          expect(Math.min(...cycle)).to.equal(cycle[0]);
          cycle.forEach((vertex, at) => {
            expect(successors(graph, vertex)).to.include(cycle[(at + 1) % cycle.length]);
          });
        }
      }),
    );
  });

  it('are the shortest in each component, one for each', () => {
    fc.assert(
      fc.property(graphs(), (graph) => {
        const lengths = cyclesOf(graph).map((cycle) => cycle.length);
        expect(lengths.sort((a, b) => a - b)).to.deep.equal(naiveLengths(graph));
      }),
      { numRuns: 300 },
    );
  });

  it('are none where there are none', () => {
    expect(
      cyclesOf(
        graphOf(3, [
          [0, 1],
          [1, 2],
          [0, 2],
        ]),
      ),
    ).to.deep.equal([]);
  });

  it('come in the order of their smallest vertices', () => {
    const graph = graphOf(6, [
      [4, 3],
      [3, 4],
      [0, 5],
      [5, 0],
      [1, 1],
    ]);
    expect(cyclesOf(graph)).to.deep.equal([[0, 5], [1], [3, 4]]);
  });

  it('of one or two edges are found anywhere in a large component', () => {
    const size = 3000;
    const pair = [...ring(size), [2000, 1999]] as [number, number][];
    expect(cyclesOf(graphOf(size, pair))).to.deep.equal([[1999, 2000]]);
    expect(cyclesOf(graphOf(size, [...pair, [2500, 2500]]))).to.deep.equal([[2500]]);
  });

  it('are found in a ring of 100,000 vertices, and in 50,000 pairs', () => {
    const size = 100_000;
    expect(cyclesOf(graphOf(size, ring(size)))[0]).to.have.length(size);
    const pairs = Array.from({ length: size / 2 }, (_, i) => ring(2, 2 * i)).flat();
    expect(cyclesOf(graphOf(size, pairs))).to.have.length(size / 2);
  });

  it('are found among a million edges', () => {
    const width = 1000;
    const edges: [number, number][] = [
      [width, 2 * width],
      [2 * width, 0],
    ];
    for (let a = 0; a < width; a++) for (let b = 0; b < width; b++) edges.push([a, width + b]);
    expect(cyclesOf(graphOf(2 * width + 1, edges))).to.deep.equal([[0, width, 2 * width]]);
  });
});
