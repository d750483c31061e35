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
