import { type ConditionFunction, conditionFunctions, STANDARD_FUNCTIONS } from '@tenon/conditions';
import { RuntimeError } from '@tenon/core';
import { expect } from 'chai';
import { failureOf, flawOf, flawsOf, read, scopeOf } from '../support/conditions.js';

function scopeWith(table: Readonly<Record<string, ConditionFunction>>, ...names: string[]) {
  return { ...scopeOf(...names), functions: conditionFunctions(table) };
}

const STANDARD = { ...scopeOf('value'), functions: STANDARD_FUNCTIONS };

describe('functions of a host', () => {
  it('are called by name or as methods, with what CEL has', () => {
    const scope = scopeWith(
      {
        between: {
          takes: ['number', 'number', 'number'],
          gives: 'boolean',
          run: (x: number, low: number, high: number) => low <= x && x <= high,
        },
        keys: { takes: ['object'], gives: 'list', run: (value: object) => Object.keys(value) },
        first: { takes: ['list'], gives: 'any', run: (list: unknown[]) => list[0] },
        count: { takes: [], rest: 'any', gives: 'number', run: (...all: never[]) => all.length },
        owner: { takes: [], gives: 'object', run: () => ({ name: 'ada' }) },
      },
      'value',
    );
    const values = { value: { n: 2, list: [null, 'x'] } };
    for (const text of [
      'between(value.n, 1, 3)',
      'value.n.between(1, 3)',
      '"n" in keys(value)',
      'first(value.list) == null && first([value.n, 1]) == 2',
      'count() == 0 && count(1, "a", value) == 3',
      'owner().name == "ada"',
      'value.n + count(1) > 2 && size(keys(value)) == 2',
    ]) {
      expect(read(text, scope).test(values), text).to.equal(true);
    }
  });

  it('are checked for number and types of arguments when a condition is read', () => {
    const scope = scopeWith(
      { pick: { takes: ['string', 'any'], rest: 'number', gives: 'string', run: () => 'x' } },
      'value',
    );
    expect(flawOf('pick("a") == "x"', scope)).to.contain('calls "pick" with one argument');
    expect(flawsOf('pick("a") == "x"', scope)[0]?.hint).to.equal(
      'It is pick(string, any, number…).',
    );
    expect(flawOf('pick(1, 2) == "x"', scope)).to.contain('gives a number to "pick", at column 6');
    expect(flawOf('pick("a", 2, "b") == "x"', scope)).to.contain('gives a text to "pick"');
    expect(flawOf('pick("a", 2) > 1', scope)).to.contain('compares a text with a number');
    expect(flawOf('pik("a", 2) == "x"', scope)).to.contain('calls "pik"');
    expect(flawsOf('pik("a", 2) == "x"', scope)[0]?.hint).to.equal('Did you mean "pick"?');
    expect(flawOf('abs(1, 2) > 1', STANDARD)).to.contain('calls "abs" with 2 arguments');
  });

  it('fail a condition that gives them what they do not take', () => {
    expect(failureOf('1 == abs(value)', { value: 'x' }, STANDARD).message).to.contain(
      'gives a text to "abs", at column 6',
    );
    expect(failureOf('max(1, value) > 1', { value: null }, STANDARD).hint).to.equal(
      'Its 2. argument is a number.',
    );
    expect(failureOf('abs(value) > 1', { value: Number.NaN }, STANDARD).message).to.contain(
      'gives NaN',
    );
  });

  it('fail a condition where they throw, promise, or give another type', () => {
    const cause = new Error('no entry');
    const scope = scopeWith({
      bad: {
        takes: [],
        gives: 'number',
        run: () => {
          throw cause;
        },
      },
      later: { takes: [], gives: 'boolean', run: () => Promise.resolve(true) },
      wrong: { takes: [], gives: 'string', run: () => 7 },
      none: { takes: [], gives: 'any', run: () => undefined },
      nan: { takes: [], gives: 'any', run: () => Number.NaN },
    });
    const error = failureOf('true && bad() > 1', {}, scope);
    expect(error.message).to.contain('calls "bad", which threw: no entry, at column 9');
    expect(error.cause).to.equal(cause);
    expect(failureOf('later()', {}, scope).message).to.contain(
      '"later", which gives an object with a class',
    );
    expect(failureOf('later()', {}, scope).hint).to.equal(
      'It is declared to give a boolean, at once.',
    );
    expect(failureOf('wrong() == "7"', {}, scope).message).to.contain('which gives a number');
    expect(failureOf('none() == 1', {}, scope).message).to.contain('which gives nothing');
    expect(failureOf('nan() == 1', {}, scope).message).to.contain('which gives NaN');
  });

  it('are refused with a name that is none, or an entry that is none', () => {
    const entry: ConditionFunction = { takes: [], gives: 'any', run: () => 1 };
    const refused = (table: object): RuntimeError | undefined => {
      try {
        conditionFunctions(table as Record<string, ConditionFunction>);
      } catch (error) {
        if (RuntimeError.is(error, 'OPTION_INVALID')) return error;
        throw error;
      }
      return undefined;
    };
    const refusal = (table: object): string => refused(table)?.message ?? '';
    for (const name of ['', 'a-b', 'size', 'has', 'while', '__proto__x', 'filter', 'é', '1a']) {
      expect(refusal({ [name]: entry }), name).to.contain('cannot be called so');
    }
    for (const wrong of [
      null,
      {},
      { ...entry, takes: ['int'] },
      { ...entry, takes: 'any' },
      { ...entry, rest: 'int' },
      { ...entry, gives: 'int' },
      { ...entry, run: 1 },
    ]) {
      expect(refusal({ f: wrong })).to.contain('The entry of function "f" is');
    }
    expect(refusal({ constructor: entry, toString: entry, f_2: entry })).to.equal('');
    expect(refused({ 'a-b': entry })?.hint).to.match(/^Choose a name of letters, digits/);
    expect(refused({ f: null })?.hint).to.match(
      /^Write { takes: .*; types are any, number, string, boolean, list, object\.$/,
    );
  });
});

describe('the standard functions', () => {
  it('calculate, and change texts', () => {
    for (const text of [
      'abs(value) == 3 && value.abs() == 3',
      'ceil(1.2) == 2 && floor(1.8) == 1 && round(2.5) == 3',
      'max(value, 2) == 2 && min(value, 2, -7) == -7 && max(1) == 1',
      'lower("Ab") == "ab" && upper("Ab") == "AB" && trim(" a ") == "a"',
    ]) {
      expect(read(text, STANDARD).test({ value: -3 }), text).to.equal(true);
    }
  });
});
