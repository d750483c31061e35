import { inspect } from 'node:util';
import { expectNoSecretIn } from '@tenon/testing';
import { expect } from 'chai';
import { Hidden } from '#resources/hidden.js';

describe('what is written of resources', () => {
  it('shows no password of a URL, wherever it stands', () => {
    const hidden = new Hidden();
    expect(
      hidden.text('cannot reach postgres://ada:hunter-two@db:5432/x and redis://:pw@cache'),
    ).to.equal('cannot reach postgres://ada:[hidden]@db:5432/x and redis://:[hidden]@cache');
    expect(hidden.text('at "amqp://u:p@ss@host/v" end')).to.equal(
      'at "amqp://u:[hidden]@host/v" end',
    );
    expect(hidden.text('see https://example.org:8080/path')).to.equal(
      'see https://example.org:8080/path',
    );
  });

  it('shows no value of what is called a password, a token or a key', () => {
    const hidden = new Hidden();
    expect(hidden.text('host=db password=hunter-two user=ada')).to.equal(
      'host=db password=[hidden] user=ada',
    );
    expect(hidden.text('{"token": "abc", "apiKey":"def"}')).to.equal(
      '{"token": "[hidden]", "apiKey":"[hidden]"}',
    );
    expect(hidden.text('password authentication failed for user "ada"')).to.equal(
      'password authentication failed for user "ada"',
    );
  });

  it('shows nothing of what is to be hidden, in any form it takes', () => {
    const hidden = new Hidden();
    const secret = 'a"b/c d';
    expect(hidden.hide(secret)).to.equal(secret);
    expect(hidden.hide('a"b')).to.equal('a"b');
    const said = [secret, encodeURIComponent(secret), JSON.stringify({ secret })].join(' | ');
    expect(hidden.text(said)).to.equal('[hidden] | [hidden] | {"secret":"[hidden]"}');
    expect(hidden.hide('ab')).to.equal('ab');
    expect(hidden.text('cab')).to.equal('cab');
  });

  it('reveals a secret to whoever makes a resource, and to nobody else', () => {
    const hidden = new Hidden();
    const secret = { reveal: () => 'hunter-two', [Symbol.for('tenon.Secret')]: true };
    expect(hidden.hide(secret)).to.equal('hunter-two');
    expect(hidden.text('it is hunter-two')).to.equal('it is [hidden]');
  });

  it('leaves an error as it is where it shows no secret', () => {
    const hidden = new Hidden();
    hidden.hide('hunter-two');
    const errors = [new Error('odd'), 'odd', undefined, null, 5, Object.freeze({ odd: true })];
    for (const error of errors) expect(hidden.cause(error)).to.equal(error);
  });

  it('makes an error that says the same without secrets, wherever they are', () => {
    const hidden = new Hidden();
    hidden.hide('hunter-two');
    const within = (secret: string): unknown[] => [
      new Error(`no ${secret}`),
      Object.assign(new Error('odd'), { config: { secret } }),
      new Error('odd', { cause: new Error(secret) }),
      new AggregateError([new Error(secret)], 'odd'),
      { secret },
      `no ${secret}`,
      Object.assign(new TypeError(secret), { code: 'ECONNREFUSED' }),
    ];
    for (const error of within('hunter-two')) {
      const masked = hidden.cause(error);
      expect(masked).to.be.instanceOf(Error);
      expectNoSecretIn([masked, inspect(masked)], 'hunter-two');
    }
    const masked = hidden.cause(within('hunter-two').at(-1)) as NodeJS.ErrnoException;
    expect([masked.name, masked.message, masked.code]).to.deep.equal([
      'TypeError',
      '[hidden]',
      'ECONNREFUSED',
    ]);
    expect(masked.stack).to.match(/^TypeError: \[hidden\]\n/);
  });

  it('finds secrets however deep, far down and well kept they are', () => {
    const hidden = new Hidden();
    const secret = 'a\'b"c`pässwörd\n\u0001-----\nMIIE';
    hidden.hide(secret);
    const deep = Array.from({ length: 30 }).reduce<object>((inner) => ({ inner }), { secret });
    const within: readonly object[] = [
      { secret },
      { text: `${'x'.repeat(20_000)}${secret}` },
      { list: [...Array<number>(300).fill(0), secret] },
      { deep },
      { map: new Map([['key', { secret }]]), set: new Set([1]) },
      { set: new Set([secret]) },
      { bytes: Buffer.from(secret) },
      { [Symbol(secret)]: 1 },
      { toString: () => secret },
      { toJSON: () => ({ secret }) },
      {
        get secret() {
          return secret;
        },
      },
      Object.defineProperty({}, 'kept', { value: secret }),
    ];
    for (const members of within) {
      const error = Object.defineProperties(
        new Error('odd'),
        Object.getOwnPropertyDescriptors(members),
      );
      const masked = hidden.failure(error);
      expect(masked, inspect(members)).not.to.equal(error);
      expectNoSecretIn([masked, inspect(masked)], secret);
    }
  });

  it('looks at each object of an error once, and not at more than it can', () => {
    const hidden = new Hidden();
    hidden.hide('hunter-two');
    const nodes = Array.from({ length: 60 }, () => new Map<string, unknown>());
    for (const node of nodes) for (const [i, other] of nodes.entries()) node.set(`n${i}`, other);
    const dense = Object.assign(new Error('dense'), { nodes });
    expect(hidden.failure(dense)).to.equal(dense);
    const items = Array.from({ length: 20_000 }, () => ({}));
    const large = Object.assign(new Error('large'), { items });
    expect(hidden.failure(large)).to.be.instanceOf(Error).and.not.equal(large);
  });

  it('takes no longer for a text of addresses that have no password', () => {
    const hidden = new Hidden();
    for (const part of ['://a:', '://', '://a/', '://a:b/']) {
      const said = part.repeat(100_000);
      expect(hidden.text(said)).to.equal(said);
    }
  });

  it('hides what no URL can hold', () => {
    const hidden = new Hidden();
    expect(hidden.hide('\ud800hunter')).to.equal('\ud800hunter');
    expect(hidden.text('no \ud800hunter')).to.equal('no [hidden]');
  });

  it('survives what cannot be looked at', () => {
    const hidden = new Hidden();
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(hidden.cause(proxy)).to.satisfy(
      (value: unknown) => value === proxy || value instanceof Error,
    );
    const hostile = new Proxy(new Error('token=abc'), {
      get() {
        throw new Error('never');
      },
      getOwnPropertyDescriptor() {
        throw new Error('never');
      },
    });
    expect(() => hidden.cause(hostile)).not.to.throw();
    const tagged = {
      get [Symbol.toStringTag](): string {
        throw new Error('never');
      },
      get message(): string {
        throw new Error('never');
      },
    };
    expect(hidden.cause(tagged)).to.be.instanceOf(Error);
    hidden.hide('hunter-two');
    expect(hidden.failure(tagged)).to.be.instanceOf(Error);
  });
});
