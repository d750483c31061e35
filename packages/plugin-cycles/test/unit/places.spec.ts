import { expect } from 'chai';
import { MOST_WATCHED, placesIn } from '#cycles/condition/places.js';

describe('placesIn', () => {
  const body = new Set(['fit', 'a-b', '7']);

  it('are what paths lead to among the outputs of the body, each once', () => {
    const reads = [
      ['fit', 'error'],
      ['nodes', 'a-b', 'score', 0],
      ['nodes', 'fit', 'error'],
    ];
    expect(placesIn(reads, body)).to.deep.equal([
      { name: 'fit.error', node: 'fit', path: ['error'] },
      { name: 'a-b.score[0]', node: 'a-b', path: ['score', 0] },
    ]);
  });

  it('are none where a path names no node, or no output of one', () => {
    const reads = [['iteration'], ['previous', 'fit', 'error'], ['nodes'], ['nodes', 7, 'x']];
    expect(placesIn([...reads, ['fit'], ['nodes', 'fit']], body)).to.deep.equal([]);
  });

  it('are so many at most', () => {
    const reads = Array.from({ length: MOST_WATCHED + 2 }, (_, i) => ['fit', `n${String(i)}`]);
    expect(placesIn(reads, body)).to.have.lengthOf(MOST_WATCHED);
  });
});
