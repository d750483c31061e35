import { type Port, port } from '@tenon/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { Secret } from '#parameters/secrets/secret.js';
import { coerceLossless } from '#parameters/values/coerce.js';
import { isOutsideEnum, misfitOf } from '#parameters/values/fits.js';
import { isOfType } from '#parameters/values/types.js';

const int = port({ type: 'integer' });
const float = port({ type: 'number' });
const bool = port({ type: 'boolean' });
const text = port({ type: 'string' });

describe('coerceLossless', () => {
  it('converts what comes back unchanged', () => {
    const cases: [unknown, Port, unknown][] = [
      ['42', int, 42],
      ['-7', int, -7],
      ['2.5', float, 2.5],
      ['42', float, 42],
      ['true', bool, true],
      ['false', bool, false],
      [42, text, '42'],
      [1.5, text, '1.5'],
      [true, text, 'true'],
      ['7', port({ type: ['integer', 'null'] }), 7],
      ['true', port({ type: ['number', 'boolean'] }), true],
      ['2', port({ enum: [1, 2] }), 2],
      [1, port({ const: '1' }), '1'],
    ];
    for (const [value, to, expected] of cases) expect(coerceLossless(value, to)).to.equal(expected);
  });

  it('leaves everything else as it is', () => {
    const object = { a: 1 };
    const cases: [unknown, Port][] = [
      ['4.0', int],
      [3.7, int],
      ['3.7', int],
      ['', int],
      [' 42', int],
      ['007', int],
      ['1e3', float],
      ['Infinity', float],
      ['NaN', float],
      ['9007199254740993', int],
      [true, int],
      [null, int],
      [undefined, int],
      [1, bool],
      ['True', bool],
      ['yes', bool],
      [null, text],
      [Number.NaN, text],
      [-0, text],
      [7n, text],
      [object, text],
      ['abc', port({ type: 'array' })],
      [[['k', 1]], port({ type: 'object' })],
      ['7', port({ type: ['integer', 'string'] })],
      ['x', port({ enum: ['x', 1] })],
      ['7', port({ minimum: 1 })],
      ['7', port()],
      ['7', port(Date)],
      [new Secret('A', '7'), int],
    ];
    for (const [value, to] of cases) {
      expect(Object.is(coerceLossless(value, to), value), String(value)).to.equal(true);
    }
  });

  it('goes element by element where a port takes many, and copies only where something changes', () => {
    const many = int.many();
    const given = ['1', 2];
    expect(coerceLossless(given, many)).to.deep.equal([1, 2]);
    expect(given).to.deep.equal(['1', 2]);
    const fine = [1, 2];
    expect(coerceLossless(fine, many)).to.equal(fine);
    expect(coerceLossless('1', many)).to.equal(1);
  });

  it('can always be undone', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.double(), fc.integer(), fc.boolean()),
        fc.constantFrom(int, float, bool, text),
        (value, to) => {
          const converted = coerceLossless(value, to);
          if (Object.is(converted, value)) return;
          const back = coerceLossless(converted, port({ type: typeof value }));
          expect(back).to.equal(value);
        },
      ),
    );
  });
});

describe('misfitOf', () => {
  it('says why a value does not fit', () => {
    expect(misfitOf('x', int)).to.equal('is not of type integer');
    expect(misfitOf('x', port({ type: ['integer', 'null'] }))).to.equal(
      'is not of type integer or null',
    );
    expect(misfitOf('c', port({ enum: ['a', 'b'] }))).to.equal('is none of "a" and "b"');
    expect(misfitOf(3, port({ enum: [1, 2] }))).to.equal('is none of "1" and "2"');
    expect(misfitOf(1, port().many())).to.equal('is no list, and the port takes one');
    expect(misfitOf([1, 'x'], int.many())).to.equal('is not of type integer');
    expect(misfitOf(null, text)).to.equal('is not of type string');
    expect(misfitOf('c', port({ const: 'a' }))).to.equal('is none of "a"');
  });

  it('judges by type and list of values alone', () => {
    const object = { a: [1] };
    const fitting: [unknown, Port][] = [
      [1, int],
      [1.5, float],
      [true, bool],
      ['', text],
      [[], port({ type: 'array' })],
      [{}, port({ type: 'object' })],
      [null, port({ type: 'null' })],
      [null, port({ enum: ['a', null] })],
      [{ a: [1] }, port({ enum: [object] })],
      [[1], port({ enum: [[1]] })],
      [0, port({ minimum: 1 })],
      ['x', port({ type: 'something' })],
      ['x', port()],
      ['x', port(Date)],
      [new Secret('A', 'x'), int],
      [[new Secret('A', 'x'), 1], int.many()],
    ];
    for (const [value, to] of fitting) expect(misfitOf(value, to)).to.equal(undefined);
  });

  it('compares lists of data, and takes what has no JSON for none of them', () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    expect(isOutsideEnum(cyclic, port({ enum: [[1]] }))).to.equal(true);
    expect(isOutsideEnum([1], port({ enum: [[1]] }))).to.equal(false);
    expect(isOutsideEnum([1, 3], port({ enum: [1, 2] }).many())).to.equal(true);
    expect(isOutsideEnum(1, port())).to.equal(false);
  });
});

describe('isOfType', () => {
  it('takes finite numbers only, and never a boolean', () => {
    expect(isOfType(Number.POSITIVE_INFINITY, 'number')).to.equal(false);
    expect(isOfType(Number.NaN, 'number')).to.equal(false);
    expect(isOfType(true, 'integer')).to.equal(false);
    expect(isOfType(1e300, 'integer')).to.equal(true);
  });
});
