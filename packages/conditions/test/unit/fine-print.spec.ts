import type { ConditionValues } from '@tenon/conditions';
import { expect } from 'chai';
import { ask, failureOf, flawOf } from '../support/conditions.js';

// What docs/semantics.md says of conditions, where other languages answer otherwise.

/** Texts with the values they read, and what comes of them: an answer, or what their failure says. */
type Row = readonly [text: string, values: ConditionValues, comes: boolean | string];

function expectRows(rows: readonly Row[]): void {
  for (const [text, values, comes] of rows) {
    if (typeof comes === 'boolean') expect(ask(text, values), text).to.equal(comes);
    else expect(failureOf(text, values).message, text).to.include(comes);
  }
}

describe('"&&" and "||"', () => {
  it('ask from left to right, and nothing behind what decides', () => {
    expectRows([
      ['true || x.y', { x: {} }, true],
      ['false && x.y', { x: {} }, false],
      ['x || y.z', { x: true, y: null }, true],
      ['x && y.z', { x: false, y: null }, false],
    ]);
  });

  it('fail where what they come to fails, whatever stands behind it', () => {
    expectRows([
      ['x.y || true', { x: {} }, '"x" has no member "y"'],
      ['x.y && false', { x: {} }, '"x" has no member "y"'],
      ['true && x.y', { x: {} }, '"x" has no member "y"'],
    ]);
  });

  it('take true and false alone: nothing else stands for either', () => {
    for (const x of [0, 1, '', 'true', null, [], {}]) {
      expectRows([
        ['x && true', { x }, 'where true or false is needed'],
        ['false || x', { x }, 'where true or false is needed'],
        ['!x', { x }, 'where true or false is needed'],
        ['true || x', { x }, true],
      ]);
    }
    expect(flawOf('1 && true')).to.include('has a number where true or false is needed');
    expect(flawOf('true || "a"')).to.include('has a text where true or false is needed');
  });
});

describe('has()', () => {
  it('of an item of a list tells whether it is there', () => {
    expectRows([
      ['has(x[0])', { x: ['a'] }, true],
      ['has(x[0])', { x: [null] }, true],
      ['has(x[1])', { x: ['a'] }, false],
      ['has(x[-1])', { x: ['a'] }, false],
      ['has(x[0.5])', { x: ['a'] }, false],
      ['has(x[0])', { x: [] }, false],
      ['has(x[0])', { x: [undefined] }, false],
      ['has(x[i])', { x: ['a'], i: 0 }, true],
      ['has(x[0].y)', { x: [{}] }, false],
      ['has(x)', { x: [] }, true],
    ]);
  });

  it('asks for the last step of a path alone: the way there is to be', () => {
    expectRows([
      ['has(x[5].y)', { x: [{}] }, '"x" has no item 5'],
      ['has(x[i].y)', { x: [{}], i: 5 }, 'item 5 of a list that has none'],
      ['has(x.y.z)', { x: {} }, '"x" has no member "y"'],
      ['has(x.y)', { x: null }, '"x" is null'],
      ['has(x[0])', { x: 'text' }, '"x" is a text'],
      ['has(x[0]) && has(x[0].y)', { x: [] }, false],
    ]);
  });
});

describe('arithmetic with Infinity', () => {
  const x = Infinity;

  it('is that of doubles', () => {
    expectRows([
      ['1 / 0 == x', { x }, true],
      ['-1 / 0 < 0', {}, true],
      ['x + 1 == x', { x }, true],
      ['1 / x == 0', { x }, true],
      ['5 % x == 5', { x }, true],
      ['1e308 * 10 == x', { x }, true],
      ['x > 1e308 && -x < -1e308', { x }, true],
    ]);
  });

  it('fails where it gives no number, and so does arithmetic with what is none', () => {
    const NONE = 'calculates what is no number (NaN)';
    expectRows([
      ['x - x == 0', { x }, NONE],
      ['x * 0 == 0', { x }, NONE],
      ['x / x == 1', { x }, NONE],
      ['x % 2 == 0', { x }, NONE],
      ['0 / 0 == 0', {}, NONE],
      ['5 % 0 == 0', {}, NONE],
      ['n + 1 > 0', { n: NaN }, 'NaN'],
      ['n > 0', { n: NaN }, 'compares NaN'],
      ['n == n', { n: NaN }, false],
    ]);
  });
});
