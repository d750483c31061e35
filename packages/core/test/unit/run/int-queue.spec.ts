import { expect } from 'chai';
import fc from 'fast-check';
import { IntQueue } from '#core/run/scheduler/int-queue.js';

describe('IntQueue', () => {
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
