import { RuntimeError } from '@tenon/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { readValue } from '#testing/recording/read-value.js';
import { writeValue } from '#testing/recording/write-value.js';

/** Written, made JSON of, and read again. */
function back(value: unknown): ReturnType<typeof readValue> {
  return readValue(JSON.parse(JSON.stringify(writeValue(value))) as never);
}

function errorOf(fn: () => unknown): RuntimeError {
  try {
    fn();
  } catch (error) {
    return error as RuntimeError;
  }
  return expect.fail('Nothing was thrown.');
}

describe('A written value', () => {
  it('comes back as it was, whatever data it is', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withNullPrototype: false,
        }),
        (value) => {
          expect(back(value)).to.deep.equal({ value });
        },
      ),
    );
  });

  for (const [what, value] of [
    ['undefined in an object and in a list', { a: undefined, b: [undefined] }],
    ['numbers that JSON does not have', [NaN, Infinity, -Infinity]],
    ['members that look like kinds', { $: 'date', value: 1, inner: { $: 1 } }],
    ['an own __proto__', JSON.parse('{"__proto__":{"a":1}}') as unknown],
    ['bytes', Buffer.from('bytes')],
    ['dates that are none', [new Date(0)]],
    ['bigints', 12345678901234567890n],
    ['Maps with objects for keys', new Map([[{ a: 1 }, new Set(['b'])]])],
  ] as const) {
    it(`keeps ${what}`, () => {
      expect(back(value)).to.deep.equal({ value });
    });
  }

  it('keeps the sign of zero', () => {
    expect(Object.is(back(-0).value, -0)).to.equal(true);
  });

  it('keeps invalid dates and plain bytes', () => {
    expect((back(new Date(NaN)).value as Date).getTime()).to.be.NaN;
    expect([...(back(new Uint8Array([1, 2])).value as Uint8Array)]).to.deep.equal([1, 2]);
  });

  it('keeps errors with names, codes, causes and what they collect', () => {
    const cause = Object.assign(new TypeError('inner'), { code: 'EIO' });
    const error = back(new AggregateError([cause, 7], 'outer', { cause })).value as AggregateError;
    expect(error).to.be.instanceOf(AggregateError).with.property('message', 'outer');
    expect(error.errors[0]).to.include({ name: 'TypeError', message: 'inner', code: 'EIO' });
    expect(error.errors[1]).to.equal(7);
    expect(error.cause).to.have.property('message', 'inner');
    expect(back(new Error('bare')).value).not.to.have.property('cause');
  });

  it('keeps errors of Tenon as such', () => {
    const error = back(
      new RuntimeError('TIMEOUT', 'late', { hint: 'Wait.', where: { node: 'a' }, cause: 1 }),
    ).value as RuntimeError;
    expect(RuntimeError.is(error, 'TIMEOUT')).to.equal(true);
    expect(error).to.deep.include({
      message: 'late',
      hint: 'Wait.',
      where: { node: 'a' },
      cause: 1,
    });
    expect((back(new RuntimeError('TIMEOUT', 'x')).value as RuntimeError).hint).to.equal(undefined);
  });

  it('is a description where a value is no data, and says where that is', () => {
    class Order {
      readonly total = 1;
    }
    const looped: unknown[] = [];
    looped.push(looped);
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const getter = {
      get a() {
        return expect.fail('The getter was called.');
      },
    };
    for (const value of [
      () => 1,
      Symbol('a'),
      new Order(),
      looped,
      proxy,
      getter,
      { [Symbol('a')]: 1 },
      new (class extends Map {})(),
      Promise.resolve(),
      new Array(100_001),
    ]) {
      expect(back({ a: [value] }).opaque).to.match(/^"a\[0\].*" is /);
    }
    expect(back(new Order()).opaque).to.match(/^it is /);
  });

  it('leaves out what is not enumerable', () => {
    expect(back(Object.defineProperty({ a: 1 }, 'b', { value: 2 }))).to.deep.equal({
      value: { a: 1 },
    });
  });

  it('has no end of data that is wide, deep or shared without end', () => {
    let shared: unknown = 1;
    for (let i = 0; i < 60; i++) shared = [shared, shared];
    expect(back(shared).opaque).to.be.a('string');
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = { deep };
    expect(back(deep).opaque).to.match(/^"deep\.deep/);
  });

  it('counts shared data each time, texts and numbers too', () => {
    const row = Array<number>(50_000).fill(1);
    const table = Array<unknown>(40).fill(row);
    const names = Object.fromEntries(row.map((_, i) => [`n${String(i)}`, i]));
    const shared = [
      table,
      Array<unknown>(40).fill(names),
      Array<unknown>(40).fill(new Set(row.keys())),
      Array<unknown>(40).fill(new Map(row.entries())),
      Array<unknown>(40).fill(new AggregateError(row)),
    ];
    for (const value of shared) expect(JSON.stringify(writeValue(value)).length).to.be.below(3e6);
  });

  it('is of the items of a list, not of what its iterator gives', () => {
    const endless = Object.assign([1, 2], {
      *[Symbol.iterator]() {
        for (;;) yield 0;
      },
    });
    expect(writeValue(endless)).to.deep.equal([1, 2]);
  });

  it('never holds a secret', () => {
    const secret = Object.defineProperty(
      { toString: () => '[secret KEY]' },
      Symbol.for('tenon.Secret'),
      {
        value: true,
      },
    );
    expect(writeValue({ secret })).to.deep.equal({
      secret: { $: 'secret', value: '[secret KEY]' },
    });
    expect(back({ secret }).opaque).to.equal('"secret" is [secret KEY]');
  });

  it('is refused where nobody would write it', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 200; i++) deep = [deep];
    for (const written of [
      { $: 'explosion' },
      { $: 'bigint', value: 'x' },
      { $: 'bytes', value: 7 },
      { $: 'map', value: 7 },
      { $: 'map', value: [7] },
      { $: 'object', value: null },
      deep,
    ]) {
      expect(errorOf(() => readValue(written as never)).code).to.equal('RECORDING_INVALID');
    }
  });
});
