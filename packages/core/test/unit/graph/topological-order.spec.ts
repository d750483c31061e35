import { expect } from 'chai';
import fc from 'fast-check';
import { topologicalOrder } from '#core/graph/topological-order.js';
import { type Graph, graphOf, graphs } from './graphs.js';

/** Again and again the smallest vertex that is not taken and all of whose predecessors are. */
function naiveOrder({ vertices, source, target }: Graph): number[] {
  const order: number[] = [];
  for (;;) {
    const isReady = (vertex: number) =>
      !order.includes(vertex) &&
      source.every((from, edge) => target[edge] !== vertex || order.includes(from));
    const next = [...Array(vertices).keys()].find(isReady);
    if (next === undefined) return order;
    order.push(next);
  }
}

function orderOf({ vertices, source, target }: Graph): number[] {
  return [...topologicalOrder(vertices, source, target)];
}

describe('the topological order', () => {
  it('takes the earliest ready vertex again and again', () => {
    fc.assert(
      fc.property(graphs({ acyclic: true }), (graph) => {
        expect(orderOf(graph)).to.deep.equal(naiveOrder(graph));
        expect(orderOf(graph)).to.have.length(graph.vertices);
      }),
    );
  });

  it('ends where cycles stand in the way', () => {
    fc.assert(
      fc.property(graphs(), (graph) => {
        expect(orderOf(graph)).to.deep.equal(naiveOrder(graph));
      }),
    );
  });

  it('counts parallel edges as one', () => {
    expect(
      orderOf(
        graphOf(3, [
          [2, 0],
          [2, 0],
          [0, 1],
        ]),
      ),
    ).to.deep.equal([2, 0, 1]);
  });

  it('takes a million edges against the order of declaration', () => {
    const width = 1000;
    const edges: [number, number][] = [];
    for (let a = 0; a < width; a++) for (let b = 0; b < width; b++) edges.push([width + a, b]);
    const order = orderOf(graphOf(2 * width, edges));
    expect(order[0]).to.equal(width);
    expect(order).to.have.length(2 * width);
  });
});
