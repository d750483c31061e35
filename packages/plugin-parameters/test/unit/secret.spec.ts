import { inspect } from 'node:util';
import { isSecretValue } from '@tenon/core';
import { Secret } from '@tenon/plugin-parameters';
import { expectNoSecretIn } from '@tenon/testing';
import { expect } from 'chai';
import { kindOf } from '#parameters/secrets/secret.js';

const secret = new Secret('MAIL_KEY', 'hunter-two');

describe('Secret', () => {
  it('gives its text to whoever asks for it by name, and to nobody else', () => {
    expect(secret.reveal()).to.equal('hunter-two');
    expect(secret.name).to.equal('MAIL_KEY');
    const shown = [
      String(secret),
      secret.toString(),
      ['x', secret].join(''),
      JSON.stringify({ secret }),
      JSON.stringify([secret]),
      inspect(secret),
      inspect({ deep: { deeper: { deepest: [secret] } } }, { depth: null, showHidden: true }),
      inspect(secret, { customInspect: false, showHidden: true }),
      Object.keys(secret).join(),
      JSON.stringify(Object.assign({}, secret)),
      inspect(structuredClone(Object.assign({}, secret))),
    ];
    for (const text of shown) expectNoSecretIn(text, 'hunter-two');
    expect(String(secret)).to.equal('[secret MAIL_KEY]');
    expect(JSON.stringify({ secret })).to.equal('{"secret":"[secret MAIL_KEY]"}');
    expect(inspect([secret])).to.equal('[ [secret MAIL_KEY] ]');
  });

  it('loses its text when it is cloned', () => {
    const clone = structuredClone({ secret }) as { secret: object };
    expectNoSecretIn(clone, 'hunter-two');
    expect(isSecretValue(clone.secret)).to.equal(false);
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(secret)).to.equal(true);
    expect(isSecretValue(secret)).to.equal(true);
  });

  it('is made of a text', () => {
    expect(() => new Secret('KEY', Buffer.from('hunter-two') as never))
      .to.throw('The secret "KEY" is an object of class Buffer, not a text.')
      .with.property('code', 'OPTION_INVALID');
  });

  it('may be shown as something else than its name', () => {
    expect(String(new Secret('KEY', 'x', 'Bearer [secret KEY]'))).to.equal('Bearer [secret KEY]');
  });
});

describe('what a value is, without what it holds', () => {
  it('is told for any value', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const told = [7, undefined, null, {}, Object.create(null), proxy, Symbol('x')].map(kindOf);
    expect(told).to.deep.equal([
      'a number',
      'undefined',
      'null',
      'an object of class Object',
      'an object of no class',
      'a proxy',
      'a symbol',
    ]);
  });
});
