import { expect } from 'chai';
import fc from 'fast-check';
import { strongComponents } from '#core/graph/strong-components.js';
import { graphOf, graphs, reachable } from './graphs.js';

describe('strong components', () => {
  it('hold two vertices exactly when each reaches the other', () => {
    fc.assert(
      fc.property(graphs(), (graph) => {
        const { of } = strongComponents(graph.vertices, graph.source, graph.target);
        const reach = reachable(graph);
        for (let a = 0; a < graph.vertices; a++) {
          for (let b = 0; b < graph.vertices; b++) {
            const isMutual = a === b || (reach[a]?.has(b) === true && reach[b]?.has(a) === true);
            expect(of[a] === of[b]).to.equal(isMutual);
          }
        }
      }),
    );
  });

  it('are numbered from 0 without gaps, against the direction of the edges', () => {
    fc.assert(
      fc.property(graphs(), (graph) => {
        const { of, count } = strongComponents(graph.vertices, graph.source, graph.target);
        expect([...new Set(of)].sort((a, b) => a - b)).to.deep.equal([...Array(count).keys()]);
        graph.source.forEach((from, edge) => {
          expect(of[from]).to.be.at.least(of[graph.target[edge] ?? 0] ?? 0);
        });
      }),
    );
  });

  it('are found in a ring of 100,000 vertices', () => {
    const size = 100_000;
    const ring = graphOf(
      size,
      Array.from({ length: size }, (_, i) => [i, (i + 1) % size] as const),
    );
    expect(strongComponents(size, ring.source, ring.target).count).to.equal(1);
  });
});
