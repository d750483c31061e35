import { expect } from 'chai';
import fc from 'fast-check';
import { containsText } from '#conditions/cel/text-search.js';
import { MAX_DEPTH, MAX_LENGTH, MAX_NODES, MAX_STEPS } from '#conditions/limits.js';
import { askOf, failureOf, flawOf, read } from '../support/conditions.js';

describe('a condition without measure', () => {
  it('is refused by its length, its depth or its size', () => {
    const sources: readonly (readonly [string, RegExp])[] = [
      [`value == "${'a'.repeat(1_000_000)}"`, /is 1,000,011 characters long; 10,000 are the most/],
      ['value'.padEnd(1_000_000), /characters long/],
      [`${'('.repeat(10_000)}value${')'.repeat(10_000)}`, /characters long/],
      [Array(10_000).fill('value').join(' && '), /characters long/],
      [`${'('.repeat(4_000)}value${')'.repeat(4_000)}`, /nests more than 64 levels deep/],
      [`${'!'.repeat(9_990)}value`, /nests more than 64 levels deep/],
      [`${'! '.repeat(4_000)}value`, /nests more than 64 levels deep/],
      [`${'-'.repeat(500)}value == 1`, /nests more than 64 levels deep/],
      [`${'!//\n'.repeat(2_000)}value`, /nests more than 64 levels deep|more than 1000/],
      [`value${'[0'.repeat(3_000)}`, /nests more than 64 levels deep/],
      [`value${'.a'.repeat(3_000)} == 1`, /nests more than 64 levels deep/],
      ['value?'.repeat(1_000), /nests more than 64 levels deep/],
      [Array(100).fill('value').join(' + '), /nests more than 64 levels deep/],
      [Array(1_500).fill('true').join('&&'), /has more than 1000 names, literals and operators/],
      [`value in [${Array(1_200).fill('1').join()}]`, /has more than 1000 names/],
      [`value.f(${Array(40).fill('1').join()})`, /has a call with more than 32 arguments/],
    ];
    for (const [source, message] of sources) {
      expect(flawOf(source), source.slice(0, 20)).to.match(message);
    }
  });

  it('is read up to its limits', () => {
    const nested = MAX_DEPTH - 2;
    expect(askOf(`${'!'.repeat(nested)}value`, true)).to.equal(true);
    expect(askOf(`${'('.repeat(nested)}value${')'.repeat(nested)}`, true)).to.equal(true);
    const items = Array.from({ length: MAX_NODES - 10 }, (_, i) => i).join();
    expect(askOf(`value in [${items}]`, 900)).to.equal(true);
    expect(askOf(`value != "${'a'.repeat(MAX_LENGTH - 12)}"`, '')).to.equal(true);
    expect(askOf(`value != "${'-'.repeat(900)}"`, '')).to.equal(true);
  });

  it('is refused, and no more, where the stack is nearly used up', () => {
    const deep = (levels: number): string =>
      levels === 0 ? flawOf(`${'('.repeat(60)}1`) : deep(levels - 1);
    let levels = 100;
    let message = deep(levels);
    try {
      for (; levels < 1_000_000; levels += 500) message = deep(levels);
    } catch (error) {
      expect(error).to.be.instanceOf(RangeError); // the test's own recursion
    }
    expect(message).to.match(/nests|cannot be read/);
  });
});

describe('a condition over much', () => {
  it('stops after a number of steps, whatever it goes through', () => {
    const value = Array.from({ length: 5_000 }, (_, i) => i);
    const { message, hint } = failureOf('value.all(a, value.all(b, value.all(c, true)))', {
      value,
    });
    expect(message).to.contain(`takes more than ${MAX_STEPS.toLocaleString('en-GB')} steps`);
    expect(hint).to.contain('Ask about less data');
    const wide = Object.fromEntries(value.map((i) => [`m${String(i)}`, i]));
    for (const [text, names] of [
      ['value.all(a, size(text) > 1)', { value, text: 'a'.repeat(1_000_000) }],
      ['value.all(a, wide == other && !value.contains(-1))', { value, wide, other: { ...wide } }],
    ] as const) {
      expect(failureOf(text, names).message, text).to.contain('steps');
    }
  });

  it('takes the steps of a long text each time that a macro inside another reads it', () => {
    const value = 'a'.repeat(100_000);
    const other = `${value.slice(1)}a`;
    const list = Array.from({ length: 20_000 }, (_, i) => i);
    for (const text of [
      '[value].all(x, [other].all(y, list.all(i, x == y)))',
      '[value].all(x, list.all(i, size(x) > 1))',
      '[value].all(x, list.all(i, [x] == [x] && x.startsWith(x)))',
    ]) {
      expect(failureOf(text, { value, other, list }).message, text).to.contain('steps');
    }
  });

  it('ends for data that are cyclic or claim to be endless', () => {
    const one: unknown[] = [];
    one.push(one);
    const other: unknown[] = [[one]];
    (other[0] as unknown[])[0] = other;
    expect(failureOf('one == other', { one, other }).message).to.contain('steps');
    const sparse: unknown[] = [];
    sparse.length = 2 ** 32 - 1;
    expect(failureOf('value.all(x, true)', { value: sparse }).message).to.contain('steps');
    expect(failureOf('1 in value', { value: sparse }).message).to.contain('steps');
    expect(failureOf('value == other', { value: sparse, other: [] }).message).to.contain('steps');
    expect(askOf('size(value) == 4294967295', sparse)).to.equal(true);
  });

  it('counts afresh for each evaluation', () => {
    const condition = read('-1 in value');
    const value = Array<number>(6_000_000).fill(1);
    for (let i = 0; i < 2; i++) expect(condition.test({ value })).to.equal(false);
  });

  it('finds long parts of long texts that repeat themselves', () => {
    const text = 'a'.repeat(1_000_000);
    const part = `${'a'.repeat(50_000)}b${'a'.repeat(50_000)}`;
    expect(askOf(`value.contains("x")`, text + part)).to.equal(false);
    expect(containsText(text, part)).to.equal(false);
    expect(containsText(text + part, part)).to.equal(true);
    expect(containsText('ab', 'abc')).to.equal(false);
  });

  it('finds in a text what the platform finds', () => {
    const runs = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 90 })), {
      maxLength: 8,
    });
    const texts = runs.map((parts) => parts.map(([unit, n]) => unit.repeat(n)).join(''));
    fc.assert(
      fc.property(texts, texts, fc.nat(300), (text, part, start) => {
        expect(containsText(text, part)).to.equal(text.includes(part));
        const within = text.slice(start, start + 200);
        expect(containsText(text, within)).to.equal(true);
        expect(containsText(`a${text}`, `a${within}`)).to.equal(`a${text}`.includes(`a${within}`));
      }),
      { numRuns: 300 },
    );
  });

  it('fails for a text that would be too long to be', () => {
    const value = 'a'.repeat(2 ** 27);
    const text = Array(8).fill('value').join(' + ');
    expect(failureOf(`size(${text}) > 1`, { value }).message).to.contain('Invalid string length');
  });
});
