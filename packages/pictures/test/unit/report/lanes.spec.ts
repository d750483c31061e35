import { expect } from 'chai';
import fc from 'fast-check';
import { lanesOf, loadOf, type Span } from '#pictures/report/charts/lanes.js';

const anySpans = fc.array(
  fc
    .tuple(fc.nat(50), fc.nat(20))
    .map(([startedAt, length]): Span => ({ startedAt, endedAt: startedAt + length })),
  { maxLength: 30 },
);

describe('the lanes of spans', () => {
  it('hold no two spans at once, and are as few as can be', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const lanes = lanesOf(spans);
        for (const [a, one] of spans.entries()) {
          for (const [b, other] of spans.entries()) {
            if (a === b || lanes[a] !== lanes[b]) continue;
            expect(one.startedAt < other.endedAt && other.startedAt < one.endedAt).to.equal(false);
          }
        }
        const long = spans.filter(({ startedAt, endedAt }) => endedAt > startedAt);
        const most = Math.max(0, ...loadOf(long).map(({ count }) => count));
        expect(new Set(lanesOf(long)).size).to.equal(most);
      }),
    );
  });
});

describe('the load of spans', () => {
  it('counts those open at each time where that changes, and ends with none', () => {
    const spans = [
      { startedAt: 0, endedAt: 10 },
      { startedAt: 5, endedAt: 15 },
      { startedAt: 15, endedAt: 20 },
    ];
    expect(loadOf(spans)).to.deep.equal([
      { at: 0, count: 1 },
      { at: 5, count: 2 },
      { at: 10, count: 1 },
      { at: 15, count: 1 },
      { at: 20, count: 0 },
    ]);
  });
});
