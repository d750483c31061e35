import { expect } from 'chai';
import { commandOf } from '#weather/command-line.js';
import type { Day } from '#weather/day.js';
import { readDays } from '#weather/read-days.js';
import { byKind, byMonth, extremesOf, longestDrySpell } from '#weather/summaries.js';

/** Figures that awk gives for the same file. */
describe('summaries of the weather of Seattle', () => {
  let days: readonly Day[];

  before(async () => {
    days = await readDays(commandOf([]).file, undefined, new AbortController().signal);
  });

  it('are made of four whole years', () => {
    expect(days).to.have.lengthOf(1461);
    expect(days[0]?.date).to.equal('2012-01-01');
    expect(days.at(-1)?.date).to.equal('2015-12-31');
  });

  it('find July dry and August warmest', () => {
    const months = byMonth(days);
    expect(months.map(({ month }) => month)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(months[6]?.precipitation).to.be.closeTo(12.05, 0.001);
    expect(months[7]?.temperature).to.be.closeTo(20.4407, 0.0001);
    expect(months[0]?.temperature).to.be.closeTo(5.4629, 0.0001);
  });

  it('count one more day of rain than of sun', () => {
    expect(byKind(days)).to.deep.equal([
      { kind: 'rain', days: 641 },
      { kind: 'sun', days: 640 },
      { kind: 'fog', days: 101 },
      { kind: 'drizzle', days: 53 },
      { kind: 'snow', days: 26 },
    ]);
  });

  it('find the days that stand out', () => {
    const { hottest, coldest, wettest, windiest } = extremesOf(days);
    expect([hottest.date, hottest.high]).to.deep.equal(['2014-08-11', 35.6]);
    expect([coldest.date, coldest.low]).to.deep.equal(['2013-12-07', -7.1]);
    expect([wettest.date, wettest.precipitation]).to.deep.equal(['2015-03-15', 55.9]);
    expect([windiest.date, windiest.wind]).to.deep.equal(['2012-12-17', 9.5]);
  });

  it('find 48 dry days in a row in 2012', () => {
    expect(longestDrySpell(days)).to.deep.equal({ from: '2012-07-23', to: '2012-09-08', days: 48 });
  });
});

describe('summaries', () => {
  const day = (date: string, precipitation: number): Day => ({
    date,
    precipitation,
    high: 20,
    low: 10,
    wind: 1,
    kind: 'sun',
  });

  it('end a dry spell at a wet day, at a gap in the data, and not at the end of a month', () => {
    const days = [
      day('2012-02-28', 0),
      day('2012-02-29', 0),
      day('2012-03-01', 0),
      day('2012-03-02', 0.1),
      day('2012-03-03', 0),
      day('2012-03-04', 0),
      day('2012-03-06', 0),
      day('2012-03-07', 0),
    ];
    expect(longestDrySpell(days)).to.deep.equal({ from: '2012-02-28', to: '2012-03-01', days: 3 });
    expect(longestDrySpell(days.slice(4))?.days).to.equal(2);
  });

  it('know of no dry spell where every day was wet', () => {
    expect(longestDrySpell([day('2012-01-01', 1)])).to.equal(undefined);
  });

  it('spread the rain of a month over the years that have it', () => {
    const days = [day('2012-01-01', 4), day('2012-01-02', 2), day('2013-01-01', 0)];
    expect(byMonth(days)).to.deep.equal([{ month: 1, temperature: 15, precipitation: 3 }]);
  });

  it('refuse to look for extremes where there are no days', () => {
    expect(() => extremesOf([])).to.throw(RangeError);
  });
});
