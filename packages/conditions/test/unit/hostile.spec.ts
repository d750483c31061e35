import { type ConditionSource, parseCondition } from '@tenon/conditions';
import { RuntimeError } from '@tenon/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { ask, askOf, failureOf, flawsOf, read, scopeOf } from '../support/conditions.js';

const WORDS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

describe('hostile text', () => {
  it('is no JavaScript: it is refused, or finds nothing', () => {
    for (const text of [
      'constructor.constructor("return process")()',
      'this',
      'this.process',
      'globalThis',
      'process.exit(1)',
      'Function("return 1")()',
      'import("fs")',
      'require("fs")',
      'eval("1")',
      'new Date()',
      '() => true',
      'value => value',
      'function() {}',
      'value = 1',
      'value++',
      'delete value.a',
      'value; true',
      'value, true',
      '`${value}`',
      '${value}',
      '/a+/.test(value)',
      '\\u0076alue > 1',
      'val\\u0075e > 1',
      'value\u0000 > 1',
      '\u{1d7d9} > 0',
      'vаlue > 1',
      'value /* a */ > 1',
      '<!-- value -->',
      '#!shebang',
      'a\u202eb',
      'value ?? true',
      'value?.a',
      'typeof value == "x"',
      'value instanceof Object',
      '[...value] == []',
      'void 0 == null',
      'async () => 1',
      'google.protobuf.Duration == value',
      'dyn(value)',
      'type(value) == string',
      'timestamp("2024-01-01T00:00:00Z") == value',
      'optional.of(value)',
      'v0 > 1',
      'meter > 1',
      'at_(value, "a")',
      'call_(value, [])',
    ]) {
      expect(flawsOf(text), text).not.to.deep.equal([]);
    }
  });

  it('reaches nothing through the names of prototypes', () => {
    for (const word of WORDS) {
      for (const value of [{}, [], 'x', 1, null, new Date(0), () => 1]) {
        for (const text of [
          `value["${word}"] == 1`,
          `value.${word} == 1`,
          `value["" + "${word}"] == 1`,
        ]) {
          const names = { value };
          expect(failureOf(text, names).code, text).to.equal('CONDITION_FAILED');
        }
      }
      expect(askOf(`has(value["${word}"])`, {})).to.equal(false);
      expect(askOf(`"${word}" in value`, [])).to.equal(false);
      expect(flawsOf(`${word}.x == 1`, scopeOf('value')), word).not.to.deep.equal([]);
      expect(flawsOf(`value.${word}()`, scopeOf('value')), word).not.to.deep.equal([]);
    }
  });

  it('finds own data of such names like any other', () => {
    for (const word of WORDS) {
      const value = JSON.parse(`{"${word}": {"${word}": 7}}`) as object;
      expect(askOf(`value["${word}"]["${word}"] == 7`, value), word).to.equal(true);
      expect(askOf(`value.${word}.${word} == 7`, value), word).to.equal(true);
      expect(askOf({ field: `${word}.${word}`, operator: '==', value: 7 }, value), word).to.equal(
        true,
      );
      expect(ask('a == b', { a: value, b: JSON.parse(JSON.stringify(value)) as object })).to.equal(
        true,
      );
      expect(ask('a == b', { a: value, b: {} })).to.equal(false);
      const values = Object.create(null) as Record<string, unknown>;
      values[word] = 7;
      const { condition } = parseCondition(`${word} == 7`, scopeOf(word));
      if (condition !== undefined) expect(condition.test(values), word).to.equal(true);
      expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
    }
  });

  it('never makes reading or evaluating throw anything but errors of Tenon', () => {
    const bits = fc.constantFrom(
      ...[
        'value',
        '.',
        '[',
        ']',
        '(',
        ')',
        '"',
        "'",
        '\\',
        '&&',
        '||',
        '!',
        '-',
        '==',
        '<',
        'in',
        'has(',
        'size(',
        '?',
        ':',
        ',',
        '1',
        '0x',
        '1.',
        'e',
        'r"',
        'b"',
        '{',
        '}',
        '.all(x,',
        '\n',
        '//',
        '\ud800',
        '\u0000',
        'null',
        '99999999999999999999',
        'x',
      ],
    );
    const sources = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(bits, { maxLength: 14 }).map((parts) => parts.join(' ')),
      fc.array(bits, { maxLength: 14 }).map((parts) => parts.join('')),
      fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
    );
    fc.assert(
      fc.property(sources, fc.anything(), (source, value) => {
        if (typeof source === 'function') return;
        const { condition, flaws } = parseCondition(
          source as ConditionSource,
          scopeOf('value', 'x'),
        );
        if (condition === undefined) {
          expect(flaws.length).to.be.greaterThan(0);
          return;
        }
        try {
          expect(condition.test({ value, x: value })).to.be.a('boolean');
        } catch (error) {
          expect(RuntimeError.is(error, 'CONDITION_FAILED'), String(error)).to.equal(true);
        }
        expect(condition.evidence({ value, x: value })).to.be.an('array');
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('hostile data', () => {
  it('has no accessor called', () => {
    const calls: string[] = [];
    const spy = (name: string) => ({
      get: () => calls.push(name),
      enumerable: true,
      configurable: true,
    });
    const value = Object.defineProperties(
      { b: 1 },
      {
        a: spy('a'),
        constructor: spy('constructor'),
        then: spy('then'),
        toJSON: spy('toJSON'),
        [Symbol.toPrimitive]: spy('toPrimitive'),
        [Symbol.toStringTag]: spy('tag'),
        '~standard': spy('standard'),
      },
    );
    const list = Object.defineProperties([1, 2], {
      0: spy('0'),
      constructor: spy('constructor'),
      map: spy('map'),
      keys: spy('keys'),
      [Symbol.iterator]: spy('iterator'),
    });
    const values = { value, list };
    for (const text of [
      'value.b == 1',
      'has(value.a) == false',
      'size(value) == 1',
      'value != list && list != [1, 2]',
      'value in [value]',
      'list == list',
      '2 in list',
      'list.contains(2)',
      'size(list) == 2',
      'list[1] == 2',
    ]) {
      expect(ask(text, values), text).to.equal(true);
    }
    for (const text of [
      'value.a == 1',
      'list[0] == 1',
      'list.all(x, true)',
      'value > 1',
      'value + 1 > 1',
      '-value > 1',
      'value && true',
    ]) {
      expect(failureOf(text, values).code, text).to.equal('CONDITION_FAILED');
    }
    read('list != 1', scopeOf('list')).evidence(values);
    expect(calls).to.deep.equal([]);
  });

  it('may be proxies that throw, lie or are revoked', () => {
    const angry = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: () => {
          throw new Error('no');
        },
        ownKeys: () => {
          throw new Error('no');
        },
        getPrototypeOf: () => {
          throw new Error('no');
        },
        get: () => {
          throw new Error('no');
        },
      },
    );
    const { proxy: revoked, revoke } = Proxy.revocable([], {});
    revoke();
    const lying = new Proxy([1, 2], {
      getOwnPropertyDescriptor: (target, key) =>
        key === 'length'
          ? { value: Number.NaN, writable: true, enumerable: false, configurable: false }
          : Reflect.getOwnPropertyDescriptor(target, key),
    });
    for (const value of [angry, revoked, lying]) {
      for (const text of [
        'value.a == 1',
        'size(value) == 1',
        'value > 1',
        '1 in value',
        'value == other',
        'value.all(x, true)',
        'value',
      ]) {
        try {
          expect(ask(text, { value, other: [1, 2] })).to.be.a('boolean');
        } catch (error) {
          expect(RuntimeError.is(error, 'CONDITION_FAILED'), text).to.equal(true);
        }
      }
    }
    const hinting = new Proxy(
      { a: 1 },
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    expect(failureOf('value.b == 1', { value: hinting }).message).to.contain('has no member "b"');
    expect(failureOf('size(value) == 1', { value: lying }).message).to.contain(
      'a list without a length',
    );
  });

  it('may be deeper than any stack', () => {
    const deep = (): object => {
      let value: object = { leaf: 1 };
      for (let i = 0; i < 100_000; i++) value = { inner: value };
      return value;
    };
    expect(ask('a == b', { a: deep(), b: deep() })).to.equal(true);
    expect(ask('a in [b]', { a: deep(), b: deep() })).to.equal(true);
  });

  it('of kinds that CEL has no type for equals itself, and has no order', () => {
    const symbol = Symbol('x');
    for (const value of [10n, symbol, () => 1, new Date(0), new Map(), /a/]) {
      expect(ask('value == value && value != 1 && value != null', { value })).to.equal(true);
      expect(ask('value in [1, value]', { value })).to.equal(true);
      for (const text of [
        'value > 1',
        '1 > value',
        'value + 1 == 2',
        'value < value',
        '!value',
        'value',
      ]) {
        expect(failureOf(text, { value }).code, text).to.equal('CONDITION_FAILED');
      }
    }
    expect(ask('a == b', { a: 10n, b: 10n })).to.equal(true);
    expect(ask('a == b', { a: 10n, b: 10 })).to.equal(false);
  });

  it('holds NaN to be equal to nothing, and has it in no order', () => {
    const value = Number.NaN;
    expect(ask('value == value || value == 1 || value in [value, 1]', { value })).to.equal(false);
    expect(ask('value != value', { value })).to.equal(true);
    for (const text of [
      'value > 1',
      'value < value',
      'value + 1 > 0',
      '-value == 1',
      '0 / 0 == 1',
      '1 % 0 > 0',
      '(1/0) - (1/0) == 0',
    ]) {
      expect(failureOf(text, { value }).message, text).to.match(/NaN/);
    }
  });
});
