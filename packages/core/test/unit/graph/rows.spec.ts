import { expect } from 'chai';
import fc from 'fast-check';
import { IntHeap } from '#core/graph/int-heap.js';
import { rowsBy } from '#core/graph/rows.js';

describe('rows', () => {
  it('hold the items of each key in ascending order, and none of negative keys', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 5 })), (keys) => {
        const { start, items } = rowsBy(Int32Array.from(keys), 6);
        for (let row = 0; row < 6; row++) {
          const expected = [...keys.keys()].filter((item) => keys[item] === row);
          expect([...items.subarray(start[row], start[row + 1])]).to.deep.equal(expected);
        }
        expect(items.length).to.equal(keys.filter((key) => key >= 0).length);
      }),
    );
  });
});

describe('a heap of integers', () => {
  it('gives them back in ascending order, also when more come in between', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer(), { nil: undefined })), (actions) => {
        const heap = new IntHeap();
        let model: number[] = [];
        for (const value of actions) {
          if (value !== undefined) {
            heap.push(value);
            model = [...model, value].sort((a, b) => a - b);
          } else if (model.length > 0) expect(heap.pop()).to.equal(model.shift());
          expect(heap.size).to.equal(model.length);
        }
        while (model.length > 0) expect(heap.pop()).to.equal(model.shift());
      }),
    );
  });
});
