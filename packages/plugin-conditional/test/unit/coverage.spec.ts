import type { ConditionSource } from '@tenon/conditions';
import { type PortTable, port } from '@tenon/core';
import { partition, switchOn } from '@tenon/plugin-conditional';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Coverage, coverageOf } from '#conditional/analysis/coverage.js';
import { type SwitchFacts, switchFactsOf } from '#conditional/nodes/switch-facts.js';

/** The coverage of cases that are asked about `value`, of a type where a schema says so. */
function covered(
  cases: Readonly<Record<string, ConditionSource>>,
  schema?: object,
  multiple = false,
): Coverage {
  const inputs = { value: schema === undefined ? port() : port(schema as { type: 'number' }) };
  const definition = switchOn(cases as Record<string, string>, { inputs, multiple });
  return coverageOf(switchFactsOf(definition) as SwitchFacts, definition.inputs, undefined);
}

const dead = (coverage: Coverage) => coverage.dead.map(({ name, behind }) => [name, ...behind]);

describe('cases that are compared before anything runs', () => {
  it('are complete where every value matches one', () => {
    for (const cases of [
      { low: 'value < 10', high: 'value >= 10' },
      { low: 'value < 10', ten: 'value == 10', high: 'value > 10' },
      { not: 'value != 1', one: 'value == 1' },
      { some: 'value in [1, 2]', others: '!(value in [1, 2])' },
      { low: { operator: '<' as const, value: 10 }, high: '!(value < 10)' },
    ]) {
      const { isComplete, gap, dead: none } = covered(cases);
      expect([isComplete, gap, none], JSON.stringify(cases)).to.deep.equal([true, undefined, []]);
    }
  });

  it('are left to the run where there is too much to compare', () => {
    const numbers = Array.from({ length: 900 }, (_, i) => i).join();
    const cases = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`c${String(i)}`, `value in [${numbers}]`]),
      );
    expect(dead(covered(cases(2)))).to.deep.equal([['c1', 'c0']]);
    expect(dead(covered(cases(400)))).to.deep.equal([]);
  }).timeout(10_000);

  it('name a value that no case takes', () => {
    expect(covered({ low: 'value < 10', high: 'value > 10' }).gap).to.equal('value is 10');
    expect(covered({ low: 'value < 10', high: 'value > 20' }).gap).to.equal('value is 10');
    expect(covered({ mid: 'value > 10 && value < 20' }).gap).to.equal('value is 0');
    expect(covered({ a: 'value == "a"' }).gap).to.equal('value is something else');
    expect(covered({ a: 'value > 1 && value < 3 || value != 2' }).isComplete).to.equal(true);
    expect(covered({ x: 'value.a == 1 && value.b == "y"' }).gap).to.equal(
      'value.a is 0, value.b is "y"',
    );
  });

  it('use what a JSON Schema says of the value', () => {
    expect(
      covered({ low: 'value < 10', high: 'value > 9' }, { type: 'integer' }).isComplete,
    ).to.equal(true);
    expect(covered({ low: 'value < 10', high: 'value > 10' }, { type: 'number' }).gap).to.equal(
      'value is 10',
    );
    expect(covered({ yes: 'value', no: '!value' }, { type: 'boolean' }).isComplete).to.equal(true);
    expect(covered({ yes: 'value == true', no: 'value == false' }).isComplete).to.equal(false);
    expect(
      covered({ a: 'value == "a"', b: 'value == "b"' }, { enum: ['a', 'b'] }).isComplete,
    ).to.equal(true);
    expect(covered({ a: 'value == "a"' }, { enum: ['a', 'b'] }).gap).to.equal('value is "b"');
    expect(covered({ a: 'value == "a"' }, { type: 'string' }).gap).to.equal(
      'value is something else',
    );
    const object = {
      type: 'object',
      properties: { tags: { type: 'array', items: { type: 'boolean' } } },
    };
    expect(covered({ a: 'value.tags[0]', b: '!value.tags[0]' }, object).isComplete).to.equal(true);
    const items = port<readonly boolean[]>();
    const split = partition({ a: 'value', b: '!value' }, { inputs: { value: items } });
    expect(
      coverageOf(switchFactsOf(split) as SwitchFacts, split.inputs, undefined).isComplete,
    ).to.equal(true);
    const typed: PortTable = new Map([['value', port({ type: 'array', items: { enum: [1, 2] } })]]);
    const ones = switchFactsOf(partition({ a: 'value == 1' })) as SwitchFacts;
    expect(coverageOf(ones, typed, undefined).gap).to.equal('value is 2');
  });

  it('may ask for null whatever the type, as null fits every type', () => {
    for (const schema of [{ type: 'number' }, { type: 'integer' }, { enum: [1, 2] }]) {
      const found = covered(
        { none: 'value == null', low: 'value < 2', high: 'value >= 2' },
        schema,
      );
      expect(found, JSON.stringify(schema)).to.deep.equal({
        dead: [],
        isComplete: true,
        gap: undefined,
      });
    }
    expect(covered({ some: 'value != null' }, { type: 'string' }).gap).to.equal('value is null');
    expect(dead(covered({ none: 'value == null' }, { enum: [null, 1] }))).to.deep.equal([]);
  });

  it('tell of a case that cases before it hide, and of one that never holds', () => {
    expect(dead(covered({ big: 'value > 10', huge: 'value > 100' }))).to.deep.equal([
      ['huge', 'big'],
    ]);
    expect(dead(covered({ a: 'value == 1', b: 'value == 1', c: 'value > 0' }))).to.deep.equal([
      ['b', 'a'],
    ]);
    expect(dead(covered({ a: 'value < 5', b: 'value > 3', c: 'value == 4' }))).to.deep.equal([
      ['c', 'a'],
    ]);
    expect(dead(covered({ a: 'value < 5', b: 'value > 3', c: 'value > 2' }))).to.deep.equal([
      ['c', 'a', 'b'],
    ]);
    expect(dead(covered({ none: 'value > 10 && value < 5' }))).to.deep.equal([['none']]);
    expect(dead(covered({ huge: 'value > 100', big: 'value > 10' }))).to.deep.equal([]);
  });

  it('know that an order fails for what is no number, and hides what stands behind it', () => {
    expect(dead(covered({ big: 'value > 10', text: 'value == "x"' }))).to.deep.equal([
      ['text', 'big'],
    ]);
    expect(dead(covered({ text: 'value == "x"', big: 'value > 10' }))).to.deep.equal([]);
  });

  it('all count where several may be taken', () => {
    expect(
      dead(covered({ big: 'value > 10', huge: 'value > 100' }, undefined, true)),
    ).to.deep.equal([]);
  });

  it('are left alone where they cannot be decided: nothing is said that might be wrong', () => {
    const open = { dead: [], isComplete: false, gap: undefined };
    expect(covered({ a: 'size(value) > 1' })).to.deep.equal(open);
    expect(covered({ a: (({ value }: { value: number }) => value > 1) as never })).to.deep.equal(
      open,
    );
    // What may hold or not hides nothing, closes no gap, and is hidden by what takes everything.
    expect(covered({ a: 'size(value) > 1', b: 'value == 1' })).to.deep.equal(open);
    const all = covered({ low: 'value <= 1', high: 'value > 1', odd: 'value % 2 == 1' });
    expect(dead(all)).to.deep.equal([['odd', 'low', 'high']]);
    const wide = Array.from({ length: 13 }, (_, i) => `value.m${String(i)} == 1`).join(' || ');
    expect(covered({ wide })).to.deep.equal(open);
  });

  it('are found complete, hidden or open exactly where trying many values finds them so', () => {
    const comparison = fc.tuple(
      fc.constantFrom('<', '<=', '>', '>=', '==', '!='),
      fc.integer({ min: -3, max: 3 }),
    );
    const text = fc
      .tuple(comparison, fc.constantFrom('&&', '||'), comparison)
      .map(([[a, x], join, [b, y]]) => `value ${a} ${String(x)} ${join} value ${b} ${String(y)}`);
    const holds = (condition: string, value: number) =>
      // The conditions of this test are JavaScript as well.
      condition
        .split(' || ')
        .some((part) => part.split(' && ').every((one) => holdsOne(one.split(' '), value)));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
        const cases = Object.fromEntries(texts.map((one, at) => [`c${String(at)}`, one]));
        const values = Array.from({ length: 33 }, (_, i) => (i - 16) / 4);
        const taken = values.map((value) => texts.findIndex((one) => holds(one, value)));
        const found = covered(cases, { type: 'number' });
        expect(found.isComplete).to.equal(!taken.includes(-1));
        expect(found.dead.map(({ name }) => name)).to.deep.equal(
          Object.keys(cases).filter((_, at) => !taken.includes(at)),
        );
      }),
      { numRuns: 500 },
    );
  });
});

function holdsOne([, operator, literal]: readonly string[], value: number): boolean {
  const other = Number(literal);
  switch (operator) {
    case '<':
      return value < other;
    case '<=':
      return value <= other;
    case '>':
      return value > other;
    case '>=':
      return value >= other;
    case '==':
      return value === other;
    default:
      return value !== other;
  }
}
