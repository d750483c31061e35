import { expect } from 'chai';
import {
  MOST_CHARACTERS,
  MOST_FINDINGS,
  MOST_VALUES,
  UNSCANNED,
} from '#validation/policies/bounds.js';
import { definePolicy } from '#validation/policies/define-policy.js';

const BRAND = Symbol.for('tenon.Secret');
const texts = definePolicy('texts', { text: (text) => text === 'here' });
const found = (value: unknown) =>
  texts.find(value).map(({ path, detector }) => [detector, ...path]);

describe('looking through a value', () => {
  it('sees own data properties of anything, enumerable or not', () => {
    class Order {
      readonly note = 'here';
    }
    const hidden = Object.defineProperty({}, 'x', { value: 'here' });
    expect(found(new Order())).to.deep.equal([['texts', 'note']]);
    expect(found(hidden)).to.deep.equal([['texts', 'x']]);
    expect(found(Object.assign(Object.create(null), { x: 'here' }))).to.deep.equal([
      ['texts', 'x'],
    ]);
  });

  it('calls no accessor and looks at no prototype', () => {
    let calls = 0;
    const value = Object.create(
      { x: 'here' },
      {
        y: { get: () => `${++calls}`, enumerable: true },
      },
    ) as object;
    const list = Object.defineProperty(['a'], 0, { get: () => `${++calls}` });
    expect(found([value, list])).to.deep.equal([]);
    expect(calls).to.equal(0);
  });

  it('looks into no function, bytes or secret', () => {
    const secret = { [BRAND]: true, inner: 'here' };
    const values = [
      Object.assign(() => 1, { x: 'here' }),
      Object.assign(new Uint8Array(2), { x: 'here' }),
      Object.assign(new ArrayBuffer(2), { x: 'here' }),
      Object.assign(new DataView(new ArrayBuffer(2)), { x: 'here' }),
      secret,
    ];
    expect(found(values)).to.deep.equal([]);
  });

  it('reads texts that are objects, addresses, and what errors say', () => {
    const is = definePolicy('is', { text: (text) => /^(?:here|https:..h\/|a=here)$/.test(text) });
    const paths = is.find([
      Object('here'),
      new URL('https://h/'),
      new URLSearchParams({ a: 'here' }),
      new Error('here', { cause: 'here' }),
    ]);
    expect(paths.map(({ path }) => path)).to.deep.equal([
      [0],
      [1],
      [2],
      [3, 'message'],
      [3, 'cause'],
    ]);
  });

  it('does not ask an error for its stack', () => {
    let calls = 0;
    const error = new Error('there');
    Object.defineProperty(error, 'name', { get: () => `${++calls}` });
    expect(found(error)).to.deep.equal([]);
    expect(calls).to.equal(0);
  });

  it('enters each object once, also one that holds itself', () => {
    const ring: Record<string, unknown> = { x: 'here' };
    ring['self'] = ring;
    expect(found([ring, ring, new Map([[ring, ring]]), new Set([ring])])).to.deep.equal([
      ['texts', 0, 'x'],
    ]);
  });

  it('does not recurse', () => {
    let deep: unknown = 'here';
    for (let i = 0; i < 100_000; i++) deep = i % 2 === 0 ? [deep] : { deep };
    expect(texts.find(deep)[0]?.path).to.have.lengthOf(100_000);
  });

  it('says where something cannot be looked into, and goes on', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const throwing = new Proxy(
      {},
      {
        getOwnPropertyDescriptor() {
          throw new Error('called');
        },
        ownKeys: () => ['x'],
      },
    );
    expect(found({ proxy, list: [throwing, 'here'] })).to.deep.equal([
      [UNSCANNED, 'proxy'],
      [UNSCANNED, 'list', 0],
      ['texts', 'list', 1],
    ]);
    const [finding] = texts.find(proxy);
    expect(finding?.message).to.equal('a value that cannot be looked into');
    expect(finding?.hint).to.include('plain data');
  });

  it('looks through proxies that answer, and at what only looks like an address', () => {
    expect(found(new Proxy({ x: 'here' }, {}))).to.deep.equal([['texts', 'x']]);
    expect(found(Object.setPrototypeOf({ x: 'here' }, URL.prototype))).to.deep.equal([
      ['texts', 'x'],
    ]);
    expect(found(Object.setPrototypeOf({ x: 'here' }, URLSearchParams.prototype))).to.deep.equal([
      ['texts', 'x'],
    ]);
  });
});

describe('the bounds of a policy', () => {
  it('stop behind the most values, and say so where', () => {
    const findings = texts.find(Array.from({ length: MOST_VALUES + 5 }, () => 1));
    expect(findings).to.have.lengthOf(1);
    expect(findings[0]).to.deep.include({
      path: [MOST_VALUES - 1],
      detector: UNSCANNED,
      message: `more than ${MOST_VALUES} values, of which no more was looked at`,
    });
    expect(findings[0]?.hint).to.be.a('string');
  });

  it('do not hurry through a list without an end', () => {
    const endless: unknown[] = ['here'];
    endless.length = 2 ** 32 - 1;
    expect(found(endless)).to.deep.equal([
      ['texts', 0],
      [UNSCANNED, MOST_VALUES - 1],
    ]);
  });

  it('let exactly the most values pass', () => {
    expect(texts.find(Array.from({ length: MOST_VALUES - 1 }, () => 1))).to.deep.equal([]);
  });

  it('read the most characters of all texts, and say what was cut', () => {
    const lengths: number[] = [];
    const policy = definePolicy('lengths', { text: (text) => lengths.push(text.length) === 0 });
    const most = 'x'.repeat(MOST_CHARACTERS);
    expect(policy.find([most])).to.deep.equal([]);
    expect(
      policy.find(['abc', most, 'not read']).map(({ path, detector }) => [detector, path]),
    ).to.deep.equal([[UNSCANNED, [1]]]);
    expect(lengths).to.deep.equal([MOST_CHARACTERS, 3, MOST_CHARACTERS - 3]);
  });

  it('count names as texts', () => {
    const [finding] = texts.find({ ['n'.repeat(MOST_CHARACTERS + 1)]: 'here' });
    expect(finding?.message).to.equal(
      `more than ${MOST_CHARACTERS} characters of text, of which no more was looked at`,
    );
  });

  it('end with a finding behind the most findings', () => {
    const findings = texts.find(Array.from({ length: MOST_FINDINGS + 9 }, () => 'here'));
    expect(findings).to.have.lengthOf(MOST_FINDINGS + 1);
    expect(findings.at(-1)).to.deep.include({ path: [MOST_FINDINGS], detector: UNSCANNED });
    expect(texts.find(Array.from({ length: MOST_FINDINGS }, () => 'here'))).to.have.lengthOf(
      MOST_FINDINGS,
    );
  });
});
