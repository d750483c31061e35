import { inspect } from 'node:util';
import { RuntimeError } from '@tenon/core';
import { expectNoSecretIn } from '@tenon/testing';
import { expect } from 'chai';

const SECRET = 'hunter "two"/ß';

function found(shown: unknown, secret = SECRET): string {
  try {
    expectNoSecretIn(shown, secret);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('expectNoSecretIn', () => {
  it('finds a secret as it is, and tells where', () => {
    expect(found(`the password is ${SECRET}, is it?`)).to.include('shows as it is in the text:');
    expect(found({ deep: [{ in: SECRET }] })).to.include('what is inspected');
    expect(found(Buffer.from(`x${SECRET}`))).to.include('the bytes');
    expect(found(new Error('x', { cause: new Error(SECRET) }))).to.include('inspected');
    expect(found(new Map([[SECRET, 1]]))).to.include('inspected');
  });

  it('finds it in bytes, wherever they are and however they are encoded', () => {
    const bytes = new TextEncoder().encode(`the password is ${SECRET}`);
    const cause = Object.assign(new Error('x'), { payload: new DataView(bytes.buffer) });
    const looped: Record<string, unknown> = { bytes };
    looped['self'] = looped;
    for (const shown of [
      { a: [{ bytes }] },
      new Map([[{ bytes }, 1]]),
      new Map([['a', new Set([bytes])]]),
      new Error('x', { cause }),
      new AggregateError([{ bytes: bytes.buffer }], 'x'),
      { [Symbol('hidden')]: bytes },
      Object.defineProperty({}, 'hidden', { value: bytes }),
      looped,
    ]) {
      expect(found(shown)).to.include('in the bytes');
    }
    expect(found([Buffer.from(SECRET, 'utf16le')])).to.include('the bytes in UTF-16');
    expect(found([Buffer.from(`x${SECRET}`, 'latin1')])).to.include('the bytes in Latin-1');
    const odd = Buffer.concat([Buffer.from('x'), Buffer.from(SECRET, 'utf16le')]);
    expect(found(odd)).to.include('the bytes in UTF-16');
    expect(found({ a: [{ bytes }] }, 'hunter three')).to.equal('');
  });

  it('calls no getter, and stands what cannot be looked at', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    const getter = {
      get bytes() {
        return expect.fail('The getter was called.');
      },
    };
    revoke();
    const views = Object.defineProperty({}, 'getter', { value: { inner: getter } });
    expect(
      found([Object.defineProperty({ views }, inspect.custom, { value: () => 'x' })]),
    ).to.equal('');
    expect(found({ a: { proxy } })).to.equal('');
  });

  it('finds it in other forms', () => {
    const forms = {
      backwards: Array.from(SECRET).reverse().join(''),
      'inside JSON': JSON.stringify({ password: SECRET }),
      'inside JSON in JSON': JSON.stringify(JSON.stringify({ password: SECRET })),
      escaped: JSON.stringify({ password: SECRET }).replace('ß', String.raw`\u00df`),
      'inside HTML': `<b>${SECRET.replaceAll('"', '&quot;')}</b>`,
      'inside a URL': `https://example.org/?p=${encodeURIComponent(SECRET)}`,
      'inside a query': new URLSearchParams({ p: SECRET }).toString(),
      'in hexadecimal': Buffer.from(SECRET).toString('hex'),
      'in Base64': Buffer.from(`user:${SECRET}:more`).toString('base64'),
    };
    for (const [form, text] of Object.entries(forms))
      expect(found(text)).to.include(`shows ${form}`);
    const upper = Buffer.from(SECRET).toString('hex').toUpperCase();
    expect(found(upper)).to.include('in hexadecimal');
    for (const before of ['', 'a', 'ab', 'abc']) {
      const encoded = Buffer.from(`${before}~~~???~~~`).toString('base64url');
      expect(found(encoded, '~~~???~~~'), before).to.include('in Base64 for URLs');
    }
  });

  it('finds it in URLs as each writes it', () => {
    const text = "hunter's two/{x}";
    const url = new URL('https://example.org/');
    url.search = text;
    for (const shown of [url.href, `p=${encodeURIComponent(text).replaceAll("'", '%27')}`]) {
      expect(found(shown, text)).to.include('shows inside a URL');
    }
  });

  it('finds a long one broken by spaces or over lines', () => {
    const long = 'correct-horse-battery-staple';
    const lines = Buffer.from(long).toString('base64').replace(/.{9}/g, '$&\n');
    expect(found(lines, long)).to.include('shows in Base64, broken by spaces, in the text');
    const dump = Buffer.from(long).toString('hex').replace(/../g, '$& ');
    expect(found({ dump }, long)).to.include('in hexadecimal, broken by spaces');
    expect(found('hunter- two', 'hunter-two')).to.equal('');
  });

  it('looks at what a value shows of itself', () => {
    const json = { toJSON: () => SECRET };
    const text = { toString: () => SECRET, [inspect.custom]: () => 'nothing' };
    const hidden = Object.defineProperty({}, 'hidden', { value: SECRET });
    expect(found(json)).to.include('the JSON');
    const cyclic: Record<string, unknown> = { big: 1n, json };
    cyclic['self'] = cyclic;
    expect(found([cyclic, cyclic])).to.include('the JSON');
    expect(found(text)).to.include('the text');
    expect(found(hidden)).to.include('hidden members');
  });

  it('finds nothing where nothing is', () => {
    const cyclic: Record<string, unknown> = { hunter: 'two' };
    cyclic['self'] = cyclic;
    for (const shown of [
      '',
      'hunter two',
      cyclic,
      Object.create(null),
      undefined,
      10n,
      Symbol('x'),
    ]) {
      expect(found(shown)).to.equal('');
    }
    expect(found('some text', 'abc')).to.equal('');
  });

  it('looks for several secrets', () => {
    expect(() => expectNoSecretIn('one two', 'three', 'two')).to.throw('The secret "two" shows');
  });

  it('refuses to look for nothing', () => {
    for (const secrets of [[], ['two', '']]) {
      expect(() => expectNoSecretIn('one two', ...secrets))
        .to.throw(RuntimeError, 'has no secret to look for')
        .with.property('code', 'OPTION_INVALID');
    }
  });
});
