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

  it('finds a secret in a flat object, wherever it is', () => {
    const key = Symbol('key');
    const hidden = Object.defineProperty({}, 'hidden', { value: SECRET });
    const speaking = { n: 1, toJSON: () => SECRET };
    for (const value of [{ a: SECRET }, { [SECRET]: 1 }, { [key]: SECRET }, hidden, speaking]) {
      const copy: unknown = mask.value(value);
      expect(copy).to.not.equal(value);
      expectNoSecretIn(copy, SECRET);
    }
    expect(new SecretMask([['PIN', '47110']]).value({ a: 47110 })).to.deep.equal({
      a: '[secret PIN]',
    });
  });

  it('calls no accessor of a flat object, and keeps one without a secret', () => {
    let calls = 0;
    const value = {
      get text() {
        calls++;
        return SECRET;
      },
    };
    expect(mask.value(value)).to.equal(value);
    expect(calls).to.equal(0);
    const clean = { n: 1, text: 'x', none: null, is: true };
    expect(mask.value(clean)).to.equal(clean);
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

  it('looks into so many instances, and shows none of those beyond', () => {
    class Link {
      next: Link | undefined;
      text = '';
    }
    const chain = (length: number) => {
      const first = new Link();
      let last = first;
      for (let i = 1; i < length; i++) last = last.next = new Link();
      return { first, last };
    };
    const long = chain(100_000);
    expect(mask.value(long.first)).to.equal(long.first);
    long.last.text = SECRET;
    expect(lastOf(mask.value(long.first))).to.deep.equal({ next: undefined, text: MARKER });
    const tooLong = chain(100_010);
    expect(lastOf(mask.value(tooLong.first))).to.deep.equal({
      next: '[not searched for secrets]',
      text: '',
    });
    const plain = Array.from({ length: 100_010 }, () => ({ at: new Date(), bytes: Buffer.of(1) }));
    expect(mask.value(plain)).to.equal(plain);

    function lastOf(link: Link): Link {
      let here = link;
      while (typeof here.next === 'object') here = here.next;
      return here;
    }
  });

  it('masks what an object says of itself, which stands for all of it', () => {
    class Own {
      readonly #text = SECRET;
      readonly auth = { text: SECRET };
      toJSON(): unknown {
        return { text: this.#text };
      }
    }
    class Shown {
      readonly #text = SECRET;
      [inspect.custom](): string {
        return `shown ${this.#text}`;
      }
    }
    class Query extends URLSearchParams {}
    const headers = new Headers({ authorization: `Bearer ${SECRET}` });
    const cases: readonly (readonly [unknown, unknown])[] = [
      [new Own(), { text: MARKER }],
      [{ own: 1, toJSON: () => SECRET }, MARKER],
      [new Shown(), `shown ${MARKER}`],
      [{ [inspect.custom]: () => SECRET }, MARKER],
      [new Query({ key: SECRET }), `Query { 'key' => '${MARKER}' }`],
      [headers, `Headers { authorization: 'Bearer ${MARKER}' }`],
      [new Proxy({ text: SECRET }, {}), `{ text: '${MARKER}' }`],
      [Promise.resolve([SECRET]), `Promise { [ '${MARKER}' ] }`],
      [new Map([[SECRET, 1]]).keys(), `[Map Iterator] { '${MARKER}' }`],
      [new Set([SECRET]).values(), `[Set Iterator] { '${MARKER}' }`],
      [new RegExp(`a${SECRET}`), `a${MARKER}`],
    ];
    for (const [value, masked] of cases) {
      expect(mask.value(value)).to.deep.equal(masked);
      expect(mask.value({ list: [value] })).to.deep.equal({ list: [masked] });
    }
    const request = new Request(`https://example.org/?key=${SECRET}`, { headers });
    expectNoSecretIn(mask.value({ request }), SECRET);
  });

  it('masks properties of functions, whose copies are plain', () => {
    const client = Object.assign(() => 1, { defaults: { headers: { authorization: SECRET } } });
    class Client {
      static readonly token = SECRET;
      readonly own = 1;
    }
    expect(mask.value({ client, Client })).to.deep.equal({
      client: { defaults: { headers: { authorization: MARKER } } },
      Client: { token: MARKER },
    });
    const clean = { run: () => SECRET, Date, own: Object.assign(() => 1, { timeout: 5 }) };
    expect(mask.value(clean)).to.equal(clean);
  });

  it('calls no accessor and no trap', () => {
    const called: string[] = [];
    const trap = (name: string) => () => (called.push(name), undefined);
    const names = ['get', 'has', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor', 'apply'];
    const traps = Object.fromEntries(names.map((name) => [name, trap(name)]));
    const value = {
      get accessor() {
        return called.push('accessor');
      },
      proxied: new Proxy([1], traps),
      function: new Proxy(() => 1, traps),
      text: 'none',
    };
    expect(mask.value(value)).to.equal(value);
    expect(mask.value({ value, text: SECRET }).value).to.equal(value);
    expect(mask.value(value.proxied)).to.equal(value.proxied);
    expect(called).to.deep.equal([]);
  });

  it('survives what fails', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const fail = () => {
      throw new Error('failed');
    };
    const value = {
      get accessor() {
        return fail();
      },
      proxy,
      failing: { toJSON: fail, [inspect.custom]: fail },
      hollow: Object.create(
        new Proxy({}, { get: fail, has: fail, getPrototypeOf: fail }),
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
    class Silent extends Error {
      readonly #detail = SECRET;
      toJSON(): unknown {
        return this.#detail;
      }
    }
    const own = Object.assign(new Error('own'), {
      toJSON: () => SECRET,
      [inspect.custom]: () => SECRET,
    });
    for (const error of [new Silent('said'), own]) {
      expect(mask.value(error)).to.be.instanceOf(Error).with.property('message', error.message);
      expectNoSecretIn(mask.value({ error }), SECRET);
    }
    const copy = mask.value(new Own(SECRET));
    expect([copy.name, inspect(copy).split('\n')[0]]).to.deep.equal(['Own', `Own: with ${MARKER}`]);
    expect(mask.value(new Unnamed(SECRET)).name).to.equal('Error');
    const bare = Object.setPrototypeOf(new Error(SECRET), null) as Error;
    expectNoSecretIn(mask.value(bare), SECRET);
  });
});
