import { expect } from 'chai';
import fc from 'fast-check';
import { median, ratios, sampleOf } from '#bench/report/statistics.js';

describe('statistics', () => {
  it('takes the middle, whatever the order', () => {
    expect(median([3, 1, 2])).to.equal(2);
    expect(median([4, 1, 3, 2])).to.equal(2.5);
    expect(median([10, 9])).to.equal(9.5);
    expect(median([])).to.be.NaN;
  });

  it('has half of the values on either side of the median', () => {
    const values = fc.array(fc.double({ noNaN: true, min: 0, max: 1e9 }), { minLength: 1 });
    fc.assert(
      fc.property(values, (all) => {
        const middle = median(all);
        const half = all.length / 2;
        expect(all.filter((value) => value < middle).length).to.be.at.most(half);
        expect(all.filter((value) => value > middle).length).to.be.at.most(half);
      }),
    );
  });

  it('tells how far values lie apart', () => {
    expect(sampleOf([5, 1, 3])).to.deep.equal({ median: 3, least: 1, most: 5, count: 3 });
  });

  it('compares round by round, so that what slows a whole round down does not show', () => {
    expect(ratios([10, 100, 30], [5, 50, 15])).to.deep.equal(sampleOf([2, 2, 2]));
  });

  it('compares as many rounds as both have', () => {
    expect(ratios([2, 4, 6], [1]).count).to.equal(1);
  });
});
