import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  collectContainers,
  copyData,
  freezeData,
  isContainer,
  isPlainObject,
  ownValue,
} from '#core/values/data.js';

type Tree = Record<string, unknown>;

function deep(levels: number): Tree {
  let value: Tree = {};
  for (let i = 0; i < levels; i++) value = { next: value };
  return value;
}

function fail(): never {
  throw new Error('code of the value was run');
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

describe('plain data', () => {
  it('is objects without a class, of any realm, and arrays', () => {
    for (const value of [{}, Object.create(null), runInNewContext('({})')] as unknown[]) {
      expect(isPlainObject(value)).to.equal(true);
      expect(isContainer(value)).to.equal(true);
    }
    expect(isPlainObject([])).to.equal(false);
    expect(isContainer([])).to.equal(true);
  });

  it('is nothing else', () => {
    class Point {
      x = 0;
    }
    const others: unknown[] = [
      null,
      undefined,
      1,
      '',
      Symbol('s'),
      fail,
      new Point(),
      new Map(),
      new Date(0),
    ];
    others.push(new Uint8Array(1), Object.create({}) as object, Promise.resolve(), /x/);
    for (const value of others) {
      expect(isContainer(value)).to.equal(false);
      expect(copyData(value)).to.equal(value);
      expect(freezeData(value)).to.equal(value);
    }
    expect(others.at(-4)).to.not.be.frozen;
  });

  it('is told apart from what cannot be looked at', () => {
    const hostile = [revoked({}), revoked([]), Object.create(revoked({})) as object];
    hostile.push(new Proxy({}, { getPrototypeOf: fail }));
    for (const value of hostile) {
      expect(isPlainObject(value)).to.equal(false);
      expect(isContainer(value)).to.equal(false);
      expect(copyData({ value }).value).to.equal(value);
    }
  });

  it('is no Standard Schema, which some libraries make as plain objects with accessors', () => {
    const schema = {
      type: 'string',
      get '~standard'() {
        return { version: 1, vendor: 'test', validate: fail };
      },
    };
    const copy = copyData({ schema });
    expect(copy.schema).to.equal(schema);
    freezeData(copy);
    expect(schema).to.not.be.frozen;
  });
});

describe('a copy of data', () => {
  it('equals the original and shares no container with it', () => {
    fc.assert(
      fc.property(fc.object({ withNullPrototype: true, withSparseArray: true }), (value) => {
        const copy = copyData(value);
        expect(copy).to.deep.equal(value);
        const original = new WeakSet<object>();
        collectContainers(value, original);
        const pending: unknown[] = [copy];
        while (pending.length > 0) {
          const here = pending.pop();
          if (!isContainer(here)) continue;
          expect(original.has(here)).to.equal(false);
          pending.push(...Object.values(here));
        }
      }),
    );
  });

  it('keeps cycles and sharing', () => {
    const shared = { n: 1 };
    const value: Tree = { a: shared, b: [shared] };
    value['self'] = value;
    const copy = copyData(value);
    expect(copy).to.not.equal(value);
    expect(copy['self']).to.equal(copy);
    expect(copy['a']).to.equal((copy['b'] as unknown[])[0]);
  });

  it('is made of 20,000 levels', () => {
    let levels = 0;
    for (let here: unknown = copyData(deep(20_000)); here !== undefined; levels++) {
      here = (here as Tree)['next'];
    }
    expect(levels).to.equal(20_001);
  });

  it('keeps the holes of an array of any length', () => {
    const sparse: unknown[] = [];
    sparse[7] = 'x';
    sparse.length = 2 ** 32 - 1;
    const copy = copyData(sparse);
    expect(copy.length).to.equal(2 ** 32 - 1);
    expect(Object.keys(copy)).to.deep.equal(['7']);
    expect(Array.isArray(copy)).to.equal(true);
  });

  it('leaves accessors out and calls none', () => {
    const value = Object.defineProperty({ a: 1 }, 'b', { get: fail, enumerable: true });
    expect(Object.keys(copyData(value))).to.deep.equal(['a']);
    expect(Object.keys(copyData(Object.defineProperty([1], 1, { get: fail })))).to.deep.equal([
      '0',
    ]);
  });

  it('takes names that mean something to JavaScript for names', () => {
    const value = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{}}}') as Tree;
    const copy = copyData(value);
    expect(Object.keys(copy)).to.deep.equal(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(copy)).to.equal(Object.prototype);
    expect(ownValue(copy, '__proto__')).to.deep.equal({ polluted: 1 });
    expect(({} as Tree)['polluted']).to.equal(undefined);
  });

  it('keeps symbols, hidden properties, null prototypes and values that are undefined', () => {
    const key = Symbol('key');
    const value = Object.defineProperty({ [key]: { n: 1 }, absent: undefined }, 'hidden', {
      value: 1,
    });
    const copy = copyData(value);
    expect(copy[key]).to.deep.equal({ n: 1 });
    expect(copy).to.have.own.property('absent', undefined);
    expect(Object.keys(copy)).to.not.include('hidden');
    expect(ownValue(copy, 'hidden')).to.equal(1);
    expect(Object.getPrototypeOf(copyData(Object.create(null)))).to.equal(null);
  });

  it('may be changed, also where the original is frozen', () => {
    const copy = copyData(Object.freeze({ list: Object.freeze([1]) })) as { list: number[] };
    copy.list.push(2);
    expect(copy).to.deep.equal({ list: [1, 2] });
  });
});

describe('frozen data', () => {
  it('is frozen all the way down, in place, also where it is cyclic or 20,000 levels deep', () => {
    const value: Tree = { list: [{ n: 1 }] };
    value['self'] = value;
    expect(freezeData(value)).to.equal(value);
    expect((value['list'] as unknown[])[0]).to.be.frozen;
    let here: unknown = freezeData(deep(20_000));
    while (here !== undefined) {
      expect(Object.isFrozen(here)).to.equal(true);
      here = (here as Tree)['next'];
    }
  });

  it('leaves out what belongs to another, and what is behind it', () => {
    const theirs = { list: [1] };
    const except = new WeakSet<object>();
    collectContainers(theirs, except);
    const value = freezeData({ theirs, ours: { list: [theirs.list] } }, except);
    expect(value).to.be.frozen;
    expect(value.ours.list).to.be.frozen;
    expect(theirs).to.not.be.frozen;
    expect(theirs.list).to.not.be.frozen;
  });

  it('calls no accessor', () => {
    freezeData(Object.defineProperty({}, 'x', { get: fail, enumerable: true }));
    collectContainers(Object.defineProperty({}, 'x', { get: fail }), new WeakSet());
    expect(ownValue(Object.defineProperty({}, 'x', { get: fail }), 'x')).to.equal(undefined);
    expect(ownValue({}, 'toString')).to.equal(undefined);
  });
});
