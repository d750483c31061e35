import { expect } from 'chai';
import { DataError } from '#weather/data-error.js';
import { DayTable, type RowFilter } from '#weather/day-table.js';

const HEADER = ['date', 'precipitation', 'temp_max', 'temp_min', 'wind', 'weather'];
const ROW = ['2012-01-01', '0.5', '12', '5', '4.7', 'rain'];

function tableOf(rows: readonly (readonly string[])[], only?: RowFilter): DayTable {
  const table = new DayTable('w.csv', only);
  rows.forEach((row, i) => {
    table.add(row, i + 1);
  });
  return table;
}

/** The row above with one field changed. */
function rowWith(column: string, text: string): string[] {
  return ROW.map((field, i) => (HEADER[i] === column ? text : field));
}

describe('DayTable', () => {
  it('reads columns by name, in any order and among others', () => {
    const header = ['weather', 'note', ...HEADER.slice(0, -1)];
    const row = ['sun', '', ...ROW.slice(0, -1)];
    expect(tableOf([header, row]).days()).to.deep.equal([
      { date: '2012-01-01', precipitation: 0.5, high: 12, low: 5, wind: 4.7, kind: 'sun' },
    ]);
  });

  it('answers the days in order of date', () => {
    const days = tableOf([HEADER, rowWith('date', '2012-01-03'), ROW]).days();
    expect(days.map(({ date }) => date)).to.deep.equal(['2012-01-01', '2012-01-03']);
  });

  it('keeps the rows that are asked for only', () => {
    const rows = [HEADER, ROW, rowWith('weather', 'sun')];
    const days = tableOf(rows, { column: 'weather', value: 'sun' }).days();
    expect(days.map(({ kind }) => kind)).to.deep.equal(['sun']);
  });

  const faults: readonly (readonly [string, readonly (readonly string[])[], string])[] = [
    ['no row at all', [], 'w.csv: the file is empty.'],
    ['a header alone', [HEADER], 'w.csv: there are no days.'],
    [
      'missing columns',
      [['date', 'wind']],
      'w.csv:1: the header lacks "precipitation", "temp_max", "temp_min", "weather"; it has "date", "wind".',
    ],
    [
      'a broken number',
      [HEADER, ROW, rowWith('temp_max', 'warm')],
      'w.csv:3:3: "warm" is no number in column "temp_max".',
    ],
    [
      'a number that is infinite',
      [HEADER, rowWith('wind', 'Infinity')],
      'w.csv:2:5: "Infinity" is no number in column "wind".',
    ],
    [
      'an empty field',
      [HEADER, rowWith('weather', '')],
      'w.csv:2:6: a value is missing in column "weather".',
    ],
    [
      'a day that no calendar has',
      [HEADER, rowWith('date', '2013-02-29')],
      'w.csv:2:1: "2013-02-29" is no date like 2012-01-31 in column "date".',
    ],
    [
      'a day that is there twice',
      [HEADER, ROW, ROW],
      'w.csv:3:1: "2012-01-01" stands in line 2 as well in column "date".',
    ],
  ];
  for (const [what, rows, message] of faults) {
    it(`names the place of ${what}`, () => {
      expect(() => tableOf(rows).days()).to.throw(DataError, message);
    });
  }

  it('says that no row is left where none is', () => {
    const table = tableOf([HEADER, ROW], { column: 'weather', value: 'hail' });
    expect(() => table.days()).to.throw(
      DataError,
      'w.csv: there are no days with "hail" in column "weather".',
    );
  });
});
