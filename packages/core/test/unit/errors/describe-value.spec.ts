import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import fc from 'fast-check';
import { describeShape, describeValue, messageOf } from '#core/values/describe-value.js';

const bomb = () => {
  throw new Error('code of the value was run');
};

/** Values that run code, or break, when they are looked at in the usual ways. */
function hostileValues(): unknown[] {
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  const { proxy: revokedFunction, revoke: revokeFunction } = Proxy.revocable(bomb, {});
  revoke();
  revokeFunction();
  const trapped = new Proxy(
    {},
    { get: bomb, ownKeys: bomb, getPrototypeOf: bomb, getOwnPropertyDescriptor: bomb, has: bomb },
  );
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  let deep: unknown = {};
  for (let i = 0; i < 20_000; i++) deep = { deep };
  const sparse: unknown[] = [];
  sparse.length = 2 ** 32 - 1;
  return [
    { toString: bomb, toJSON: bomb, valueOf: bomb, [Symbol.toPrimitive]: bomb },
    { [Symbol.for('nodejs.util.inspect.custom')]: bomb },
    {
      get [Symbol.toStringTag]() {
        return bomb();
      },
    },
    Object.defineProperty({}, 'x', { get: bomb, enumerable: true }),
    Object.defineProperty([], 0, { get: bomb, enumerable: true }),
    Object.defineProperty(new Map(), 'size', { get: bomb }),
    Object.defineProperty(new Uint8Array(3), 'length', { get: bomb }),
    Object.defineProperty(new Error('x'), 'message', { get: bomb }),
    Object.defineProperty(bomb.bind(null), 'name', { get: bomb }),
    Object.defineProperty({ odd: true }, 'constructor', { get: bomb }),
    Object.create(trapped),
    Object.create(DOMException.prototype),
    trapped,
    revoked,
    revokedFunction,
    cyclic,
    deep,
    sparse,
    new Date(NaN),
    'x'.repeat(1_000_000),
    10n ** 100_000n,
    Object.create(null),
    new Proxy([], { get: bomb }),
  ];
}

describe('describeValue', () => {
  it('renders values as they are written in code', () => {
    const cases: readonly [unknown, string][] = [
      [undefined, 'undefined'],
      [null, 'null'],
      [-0, '-0'],
      [NaN, 'NaN'],
      [7n, '7n'],
      ['a "b"\n', '"a \\"b\\"\\n"'],
      [Symbol('s'), 'Symbol(s)'],
      [[], '[]'],
      [[1, 'a', null], '[1, "a", null]'],
      [[1, 2, 3, 4, 5], '[5 items]'],
      [{}, '{}'],
      [
        { id: 7, 'odd key': [1], inner: { x: { y: 1 } } },
        '{ id: 7, "odd key": [1], inner: { x: {…} } }',
      ],
      [{ a: 1, b: 2, c: 3, d: 4, e: 5 }, '{ a: 1, b: 2, c: 3, d: 4, … }'],
      [new Map([[1, 2]]), 'Map (1 entry)'],
      [new Set(), 'Set (0 items)'],
      [new Uint8Array(3), 'Uint8Array (3 items)'],
      [new Date(0), 'Date 1970-01-01T00:00:00.000Z'],
      [new TypeError('no'), 'TypeError: no'],
      [
        new (class Order {
          id = 7;
        })(),
        'Order { id: 7 }',
      ],
      [function named() {}, 'function named'],
      [() => 0, 'a function'],
      [Promise.resolve(), 'Promise {}'],
    ];
    for (const [value, text] of cases) expect(describeValue(value)).to.equal(text);
  });

  it("never runs the value's code, and never throws", () => {
    for (const value of hostileValues()) {
      expect(describeValue(value)).to.be.a('string').with.lengthOf.within(1, 80);
      expect(messageOf(value)).to.be.a('string').that.is.not.empty;
    }
  });

  it('answers one line of at most 80 characters of well-formed text for any value', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (value) => {
          const text = describeValue(value);
          expect(text).to.have.lengthOf.within(1, 80);
          expect(text).not.to.include('\n');
          expect(encodeURIComponent(text)).to.be.a('string'); // throws for half a surrogate pair
        },
      ),
    );
    expect(describeValue('🙂'.repeat(100))).to.match(/🙂…$/u);
  });

  it('tells a key named __proto__ from the prototype', () => {
    expect(describeValue(JSON.parse('{"__proto__":1}'))).to.equal('{ __proto__: 1 }');
  });
});

describe('messageOf', () => {
  it('answers the message of an error, of this realm or another', () => {
    expect(messageOf(new Error('boom'))).to.equal('boom');
    expect(messageOf(Object.freeze(new RangeError('frozen')))).to.equal('frozen');
    expect(messageOf(runInNewContext('new TypeError("foreign")'))).to.equal('foreign');
  });

  it('answers a thrown string as it is, and a brief rendering of anything else', () => {
    expect(messageOf('just text')).to.equal('just text');
    expect(messageOf(undefined)).to.equal('undefined');
    expect(messageOf({ message: 'no error' })).to.equal('{ message: "no error" }');
  });

  it('reads the message of an abort, which stands behind a getter of the platform', () => {
    expect(messageOf(AbortSignal.abort().reason)).to.equal('This operation was aborted');
  });

  it('names the class of an error without a message', () => {
    class OddError extends Error {}
    expect(messageOf(new OddError())).to.equal('OddError');
    expect(messageOf(new AggregateError([new Error('x')]))).to.equal('AggregateError');
  });

  it('does not call a getter named message', () => {
    const error = Object.defineProperty(new Error('x'), 'message', { get: bomb });
    expect(messageOf(error)).to.equal('Error');
  });

  it('keeps long messages, up to 8,192 characters', () => {
    expect(messageOf(new Error('x'.repeat(8192)))).to.have.lengthOf(8192);
    expect(messageOf(new Error('x'.repeat(100_000))))
      .to.have.lengthOf(8192)
      .and.match(/…$/);
  });
});

describe('describeShape', () => {
  it('says what a value is, and not what it holds', () => {
    class Vault {
      readonly token = 'secret';
    }
    const cases: readonly [unknown, string][] = [
      [undefined, 'undefined'],
      [null, 'null'],
      ['secret', 'a string'],
      [7, 'a number'],
      [Symbol('secret'), 'a symbol'],
      [['secret'], 'a list'],
      [{}, 'an object'],
      [Object.create(null), 'an object'],
      [{ token: 'secret', 'odd key': 1 }, 'an object with "token" and "odd key"'],
      [{ a: 1, b: 2, c: 3, d: 4, e: 5 }, 'an object with "a", "b", "c", "d" and 1 more'],
      [new Vault(), 'an instance of Vault with "token"'],
      [new Map([['secret', 'secret']]), 'an instance of Map'],
      [Vault, 'function Vault'],
      [new Proxy({ token: 'secret' }, {}), 'a proxy'],
    ];
    for (const [value, text] of cases) expect(describeShape(value)).to.equal(text);
  });

  it('is total, and runs no code of the value', () => {
    for (const value of hostileValues()) {
      expect(describeShape(value)).to.be.a('string').with.length.below(400);
    }
  });
});
