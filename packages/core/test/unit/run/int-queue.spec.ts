import { expect } from 'chai';
import fc from 'fast-check';
import { IntQueue } from '#core/run/scheduler/int-queue.js';

describe('IntQueue', () => {
  it('grows from the middle of its ring, twice, and keeps what it holds in order', () => {
    const queue = new IntQueue();
    let given = 0;
    let taken = 0;
    for (const [more, fewer] of [
      [16, 5],
      [30, 7],
      [60, 89],
    ] as const) {
      for (let i = 0; i < more; i++) queue.push(given++);
      for (let i = 0; i < fewer && queue.length > 0; i++) expect(queue.shift()).to.equal(taken++);
      expect(queue.length).to.equal(given - taken);
    }
    while (queue.length > 0) expect(queue.shift()).to.equal(taken++);
    expect(taken).to.equal(given);
  });

  it('gives back what it was given, in order, however far it grows and turns round', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat()), { maxLength: 200 }), (moves) => {
        const queue = new IntQueue();
        const expected: number[] = [];
        for (const move of moves) {
          if (move === null) expect(queue.shift()).to.equal(expected.shift() ?? -1);
          else {
            queue.push(move);
            expected.push(move);
          }
          expect(queue.length).to.equal(expected.length);
          expect(queue.first).to.equal(expected[0] ?? -1);
        }
      }),
    );
  });
});
