import { inspect } from 'node:util';
import { RuntimeError } from '@tenon/core';
import { Secret } from '@tenon/plugin-parameters';
import { expectNoSecretIn } from '@tenon/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { SecretMask } from '#parameters/masking/secret-mask.js';

const SECRET = 'hunter-two';
const MARKER = '[secret KEY]';
const mask = new SecretMask([['KEY', SECRET]]);

describe('masking data', () => {
  it('copies what leads to a secret, and keeps the rest', () => {
    const clean = { a: 1 };
    const value = { clean, list: [1, { text: `x ${SECRET}` }, clean], none: null };
    const before = inspect(value, { depth: null });
    const copy = mask.value(value);
    expect(copy).to.deep.equal({ clean, list: [1, { text: `x ${MARKER}` }, clean], none: null });
    expect([copy.clean, copy.list[2]]).to.deep.equal([clean, clean]);
    expect(copy.clean).to.equal(clean);
    expect(inspect(value, { depth: null })).to.equal(before);
  });

  it('answers the very same value where there is no secret', () => {
    const cyclic: Record<string, unknown> = { text: 'hunter two', nan: Number.NaN, big: 7n };
    cyclic['self'] = [cyclic];
    const values = [
      cyclic,
      new Map([[1, cyclic]]),
      new Error('boom', { cause: cyclic }),
      'x',
      7,
      null,
    ];
    for (const value of values) expect(mask.value(value)).to.equal(value);
  });

  it('masks names, maps, sets, symbols of properties, numbers', () => {
    const key = Symbol('key');
    const masked = mask.value({
      [`the ${SECRET}`]: 1,
      map: new Map<unknown, unknown>([[SECRET, { deep: SECRET }]]),
      set: new Set([SECRET, 1]),
      [key]: SECRET,
    }) as Record<PropertyKey, unknown>;
    expect(masked[`the ${MARKER}`]).to.equal(1);
    expect(masked['map']).to.deep.equal(new Map([[MARKER, { deep: MARKER }]]));
    expect(masked['set']).to.deep.equal(new Set([MARKER, 1]));
    expect(masked[key]).to.equal(MARKER);
    const pin = new SecretMask([
      ['PIN', '4711'],
      ['ON', '1'],
    ]);
    expect(pin.value({ a: 4711, b: 4711n, c: 47_110, d: 1, e: '1' })).to.deep.equal({
      a: '[secret PIN]',
      b: '[secret PIN]',
      c: 47_110,
      d: 1,
      e: '[secret ON]',
    });
  });

  it('keeps cycles, sharing, holes, frozenness and bare prototypes', () => {
    const shared = { text: SECRET };
    const value: Record<string, unknown> = Object.assign(Object.create(null) as object, {
      one: shared,
      two: [shared],
    });
    value['self'] = value;
    const copy = mask.value(value) as { one: object; two: object[]; self: unknown };
    expect(copy.self).to.equal(copy);
    expect(copy.two[0]).to.equal(copy.one);
    expect(Object.getPrototypeOf(copy)).to.equal(null);
    // oxlint-disable-next-line no-sparse-arrays -- a hole is what is meant
    const sparse = mask.value([, SECRET, ,]) as unknown[];
    expect([sparse.length, 0 in sparse, sparse[1]]).to.deep.equal([3, false, MARKER]);
    expect(Object.isFrozen(mask.value(Object.freeze([SECRET])))).to.equal(true);
  });

  it('masks texts under another form: bytes, addresses, boxed texts', () => {
    const bytes = Buffer.from(`a ${SECRET} b`);
    const buffer = Uint8Array.from(bytes).buffer;
    const url = new URL(`https://example.org/?key=${SECRET}`);
    const given = [
      bytes,
      new DataView(buffer),
      buffer,
      url,
      url.searchParams,
      Object(SECRET),
    ] as const;
    expect(mask.value(given)).to.deep.equal([
      `a ${MARKER} b`,
      `a ${MARKER} b`,
      `a ${MARKER} b`,
      `https://example.org/?key=${MARKER}`,
      `key=${MARKER}`,
      MARKER,
    ]);
    const clean = [Buffer.from('x'), new URL('https://example.org'), Object('x')];
    expect(mask.value(clean)).to.equal(clean);
  });

  it('masks own properties of instances, whose copies are plain', () => {
    class Headers {
      readonly authorization = `Bearer ${SECRET}`;
      readonly accept = 'text';
    }
    const copy = mask.value({ headers: new Headers() });
    expect(copy.headers).to.deep.equal({ authorization: `Bearer ${MARKER}`, accept: 'text' });
    const clean = { date: new Date(), regexp: /x/, promise: Promise.resolve() };
    expect(mask.value(clean)).to.equal(clean);
  });

  it('looks into a bounded number of instances', () => {
    class Link {
      next: Link | undefined;
      text = '';
    }
    const first = new Link();
    let last = first;
    for (let i = 0; i < 20_000; i++) last = last.next = new Link();
    last.text = SECRET;
    expect(mask.value(first)).to.equal(first);
    const near = new Link();
    near.next = new Link();
    near.next.text = SECRET;
    expect(mask.value(near)).to.deep.equal({ next: { next: undefined, text: MARKER }, text: '' });
  });

  it('calls no code of the value, and survives what fails', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const value = {
      get accessor() {
        throw new Error('called');
      },
      proxy,
      proxied: new Proxy([SECRET], {}),
      toJSON: () => 1,
      function: () => SECRET,
      hollow: Object.create(
        new Proxy({}, { getPrototypeOf: () => expect.fail('called') }),
      ) as object,
    };
    expect(mask.value(value)).to.equal(value);
    expect(mask.value(proxy)).to.equal(proxy);
    const copy = mask.value({ ...Object.getOwnPropertyDescriptors(value), text: SECRET, proxy });
    expect(copy).to.include({ text: MARKER, proxy });
    // Looks like an address, and is none.
    expect(() => mask.value([Object.create(URL.prototype) as object])).not.to.throw();
  });

  it('leaves secrets that are still opaque', () => {
    const value = { secret: new Secret('KEY', SECRET) };
    expect(mask.value(value)).to.equal(value);
    const secret = new Secret('KEY', SECRET);
    expect(mask.value(secret)).to.equal(secret);
  });

  it('does not recurse', () => {
    let deep: unknown = SECRET;
    for (let i = 0; i < 100_000; i++) deep = i % 2 === 0 ? [deep] : { deep };
    let copy = mask.value(deep);
    while (typeof copy === 'object' && copy !== null) [copy] = Object.values(copy) as [unknown];
    expect(copy).to.equal(MARKER);
  });

  it('never changes data without the secret, and never the data itself', () => {
    fc.assert(
      fc.property(fc.object({ withMap: true, withSet: true, withSparseArray: true }), (data) => {
        expect(mask.value(data)).to.equal(data);
        const given = { data, secret: SECRET };
        const copy = mask.value(given);
        expect(copy).to.deep.equal({ data, secret: MARKER });
        expect(copy.data).to.equal(data);
        expect(given.secret).to.equal(SECRET);
      }),
    );
  });
});

describe('masking an error', () => {
  it('masks message, stack, cause, aggregated errors and own properties', () => {
    const cause = new TypeError(`inner ${SECRET}`);
    const error = new AggregateError([new Error(`one ${SECRET}`), 'two'], `outer ${SECRET}`, {
      cause,
    });
    Object.assign(error, { config: { headers: { authorization: SECRET } }, status: 401 });
    const copy = mask.value(error);
    expect(copy).to.be.instanceOf(AggregateError);
    expect(copy.message).to.equal(`outer ${MARKER}`);
    expect(copy.cause).to.be.instanceOf(TypeError);
    expect((copy.errors[0] as Error).message).to.equal(`one ${MARKER}`);
    expect(copy.errors[1]).to.equal('two');
    expect(copy).to.deep.include({ status: 401, config: { headers: { authorization: MARKER } } });
    expect(copy.stack).to.include(`AggregateError: outer ${MARKER}\n    at `);
    expectNoSecretIn(copy, SECRET);
    expect(error.message).to.include(SECRET);
    expect(Object.keys(copy)).to.deep.equal(Object.keys(error));
  });

  it('keeps an error of Tenon one', () => {
    const error = new RuntimeError('NODE_FAILED', `It said ${SECRET}.`, {
      hint: SECRET,
      cause: SECRET,
      where: { node: 'n' },
    });
    const copy = mask.value(error);
    expect(RuntimeError.is(copy, 'NODE_FAILED')).to.equal(true);
    expect([copy.message, copy.hint, copy.cause, copy.where]).to.deep.equal([
      `It said ${MARKER}.`,
      MARKER,
      MARKER,
      { node: 'n' },
    ]);
    expect(inspect(copy)).to.include('RuntimeError: It said');
  });

  it('copes with whatever may be thrown', () => {
    const cyclic = new Error(SECRET);
    cyclic.cause = cyclic;
    expect(mask.value(cyclic).cause).to.not.equal(cyclic);
    expectNoSecretIn(mask.value(cyclic), SECRET);

    const frozen = Object.freeze(new Error(`x ${SECRET}`));
    expect(mask.value(frozen).message).to.equal(`x ${MARKER}`);

    class Speaking extends Error {
      override get message(): string {
        return `says ${SECRET}`;
      }
    }
    Object.defineProperty(Speaking.prototype, 'name', { value: 'Speaking' });
    const speaking = mask.value(new Speaking());
    expect(speaking.message).to.equal(`says ${MARKER}`);
    expectNoSecretIn(speaking, SECRET);

    class Throwing extends Error {
      override get message(): string {
        throw new Error('called');
      }
    }
    const throwing = Object.assign(new Throwing(), { text: SECRET });
    expect(mask.value(throwing).text).to.equal(MARKER);

    const dom = mask.value(new DOMException(`aborted ${SECRET}`, 'AbortError'));
    expect([dom.name, dom.message]).to.deep.equal(['AbortError', `aborted ${MARKER}`]);

    expect([undefined, null, SECRET, 7].map((thrown) => mask.value(thrown))).to.deep.equal([
      undefined,
      null,
      MARKER,
      7,
    ]);
  });

  it('does not print or serialise what a copy does not have', () => {
    class Own extends Error {
      readonly #detail: string;
      constructor(detail: string) {
        super(`with ${detail}`);
        this.#detail = detail;
      }
      override get name(): string {
        return 'Own';
      }
      [inspect.custom](): string {
        return this.#detail;
      }
    }
    class Unnamed extends Own {
      override get name(): string {
        throw new Error('called');
      }
    }
    const copy = mask.value(new Own(SECRET));
    expect([copy.name, inspect(copy).split('\n')[0]]).to.deep.equal(['Own', `Own: with ${MARKER}`]);
    expect(mask.value(new Unnamed(SECRET)).name).to.equal('Error');
    const bare = Object.setPrototypeOf(new Error(SECRET), null) as Error;
    expectNoSecretIn(mask.value(bare), SECRET);
  });
});
