import { inspect } from 'node:util';
import { expectNoSecretIn } from '@tenon/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { formsOf, leastLength } from '#parameters/masking/forms.js';
import { SecretMask } from '#parameters/masking/secret-mask.js';

const SECRET = 'p@ss "word"\\ß/🎲?';
const mask = new SecretMask([['KEY', SECRET]]);

/** The text with the secret masked, the marker written short. */
function masked(text: string, secret = SECRET): string {
  return new SecretMask([['KEY', secret]]).text(text).replaceAll('[secret KEY]', '#');
}

/** Whether the leak check, which has its own idea of that, finds a secret; one of a letter or two stands in any text. */
function shows(text: string, secret: string): boolean {
  if (secret.length < 3) return text === secret;
  try {
    expectNoSecretIn(text, secret);
    return false;
  } catch {
    return true;
  }
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('masking a text', () => {
  it('replaces a secret wherever it stands', () => {
    expect(mask.text(SECRET)).to.equal('[secret KEY]');
    expect(masked(`a ${SECRET}b${SECRET}`)).to.equal('a #b#');
    expect(masked('two lines\nsecond', 'lines\nsecond')).to.equal('two #');
  });

  it('knows how it stands inside JSON, also JSON in JSON, and inspected values', () => {
    const json = JSON.stringify({ password: SECRET });
    expect(masked(json)).to.equal('{"password":"#"}');
    expect(masked(JSON.stringify({ json }))).to.equal(JSON.stringify({ json: '{"password":"#"}' }));
    const ascii = JSON.stringify('äß🎲').replace(/[\u0080-\uffff]/g, (c) => {
      return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
    });
    expect(masked(ascii, 'äß🎲')).to.equal('"#"');
    expect(masked(ascii.toUpperCase().replaceAll('\\U', '\\u'), 'äß🎲')).to.equal('"#"');
    const quoted = `it's "a\\b"`;
    for (const written of [inspect({ quoted }), inspect({ quoted, more: ['`'] })]) {
      expect(masked(inspect({ written, quotes: `'"\`` }), quoted)).to.include('#');
      expect(masked(JSON.stringify({ written }), quoted)).to.include('#');
      expect(masked(inspect({ json: JSON.stringify({ quoted }) }), quoted)).to.include('#');
    }
  });

  it('knows how other languages write JSON', () => {
    expect(masked('{"key":"a\\/b+c"}', 'a/b+c')).to.equal('{"key":"#"}');
    expect(masked('{"key":"a\\u0026b\\u003c"}', 'a&b<')).to.equal('{"key":"#"}');
  });

  it('knows how it stands in URLs', () => {
    const url = new URL('https://example.org/');
    url.searchParams.set('p', SECRET);
    url.searchParams.set('q', 'x y');
    expect(masked(url.href)).to.equal('https://example.org/?p=#&q=x+y');
    const component = `p=${encodeURIComponent(SECRET)}`;
    expect(masked(component)).to.equal('p=#');
    expect(masked(component.replace(/%../g, (escape) => escape.toLowerCase()))).to.equal('p=#');
    expect(masked(encodeURI(SECRET))).to.equal('#');
    const strict = encodeURIComponent("it's (me)*!").replace(
      /[!'()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    expect(masked(strict, "it's (me)*!")).to.equal('#');
  });

  it('knows how it stands in an address that it was put into as it is', () => {
    const text = "hunter two/{x|y}^[z]'";
    for (const place of ['username', 'password', 'pathname', 'search', 'hash'] as const) {
      const written = new URL('https://example.org/');
      written[place] = text;
      expect(masked(written.href, text), place).to.include('#').and.not.include('hunter');
    }
    // What an address takes for something else is no form of it.
    expect(masked('the end', '../../the end')).to.equal('the end');
  });

  it('knows it in hexadecimal and backwards', () => {
    const hex = Buffer.from(SECRET).toString('hex');
    expect(masked(`00${hex}ff`)).to.equal('00#ff');
    expect(masked(hex.toUpperCase())).to.equal('#');
    expect(masked(Array.from(SECRET).reverse().join(''))).to.equal('#');
  });

  it('knows it in Base64, alone and in the middle of something', () => {
    expect(masked(base64(SECRET))).to.equal('#');
    expect(masked(base64(SECRET).replace(/=+$/, ''))).to.equal('#');
    expect(masked(Buffer.from('??>>~~').toString('base64url'), '??>>~~')).to.equal('#');
    for (const before of ['', 'u', 'us', 'use', 'user:']) {
      for (const behind of ['', '.', '..', '...']) {
        const text = base64(before + SECRET + behind);
        const left = masked(text).split('#');
        expect(left, text).to.have.lengthOf(2);
        // What is left stands for what is around it, and for some bits of the first and last character.
        expect(left.join('').length).to.be.at.most(base64(before + behind).length + 6);
      }
    }
  });

  it('knows it trimmed, and line by line where it has long lines', () => {
    expect(masked('a hunter-two b', 'hunter-two\n')).to.equal('a # b');
    const key = '-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nAQEF\n-----END KEY-----\n';
    expect(masked("'MIIEvQIBADANBgkqhkiG9w0B\\n' +\n  'AQEF'", key)).to.equal("'#\\n' +\n  'AQEF'");
  });

  it('knows the parts of one that are secrets themselves', () => {
    const account = JSON.stringify({
      type: 'service_account',
      private_key: '-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n-----END KEY-----\n',
    });
    expect(masked('MIIEvQIBADANBgkqhkiG9w0B', account)).to.equal('#');
    expect(masked('of type service_account', account)).to.equal('of type service_account');
    const address = 'postgres://ada:p%40ss%2Fword@db.example.org/app';
    expect(masked('password: p@ss/word', address)).to.equal('password: #');
    expect(masked('user ada at db.example.org', address)).to.equal('user ada at db.example.org');
    expect(masked('a 100% b', 'redis://x:100%@host')).to.equal('a # b');
    for (const plain of ['{ no json', 'user@host', 'https://example.org/@x', 'a://b@']) {
      expect(masked(`x ${plain} y`, plain)).to.equal('x # y');
    }
  });

  it('knows it broken by spaces or over lines, where it is long', () => {
    const long = 'correct-horse-battery-staple';
    const wrapped = (text: string, width: number) =>
      text.replace(new RegExp(`.{${String(width)}}`, 'g'), '$&\n');
    expect(masked(`key: ${wrapped(long, 10)}!`, long)).to.equal('key: #!');
    expect(masked(wrapped(base64(long), 7), long)).to.equal('#');
    const dump = Buffer.from(long).toString('hex').replace(/../g, '$& ');
    expect(masked(`<Buffer 00 ${dump}ff>`, long)).to.equal('<Buffer 00 # ff>');
    expect(masked('hunter- two', 'hunter-two')).to.equal('hunter- two');
  });

  it('knows where it was cut off with an ellipsis', () => {
    const long = 'abcdefghijklmnopqrstuvwxyz';
    expect(masked('it was "abcdefghijk…', long)).to.equal('it was "#…');
    expect(masked('it was "abcdefgX abcdefghi… and …', long)).to.equal('it was "abcdefgX #… and …');
    expect(masked('abcdef… is too little to tell', long)).to.equal('abcdef… is too little to tell');
    expect(masked('abcdefghi without an end', long)).to.equal('abcdefghi without an end');
    expect(masked('… abcdefghi', long)).to.equal('… abcdefghi');
    expect(masked("received 'abcdefghijk...'", long)).to.equal("received '#...'");
    expect(masked('"abcdefghij"... is not valid JSON', long)).to.equal('"#"... is not valid JSON');
    const stutter = 'abcdefghabcdefghX';
    expect(masked('abcdefghabcdefghabcdefgh…', stutter)).to.equal('abcdefgh#…');
  });

  it('masks short secrets only where they are all there is', () => {
    for (const short of ['1', 'on', '🎲']) {
      expect(masked(short, short)).to.equal('#');
      const text = `${short}: turn it on and on, 1 in 100 🎲`;
      expect(masked(text, short)).to.equal(text);
    }
    expect(masked('abc abcd', 'abc')).to.equal('# #d');
  });

  it('leaves alone what is as short as a word and only made of the secret', () => {
    // Backwards, and in Base64.
    for (const text of ['my god', 'RG9n ZG9n']) expect(masked(text, 'dog')).to.equal(text);
    expect(masked('4202 items', '2024')).to.equal('4202 items');
  });

  it('takes the longer of two secrets, and all of two that overlap', () => {
    const two = new SecretMask([
      ['SHORT', 'abc'],
      ['LONG', 'abcdef'],
      ['OTHER', 'efgh'],
      ['EMPTY', ''],
    ]);
    expect(two.text('abcdef')).to.equal('[secret LONG]');
    expect(two.text('xabcx')).to.equal('x[secret SHORT]x');
    expect(two.text('-abcdefgh-')).to.equal('-[secret LONG]-');
    expect(two.text('')).to.equal('');
  });

  it('masks twice as once, also a secret that is an ordinary word', () => {
    const words = new SecretMask([
      ['KEY', 'secret'],
      ['TWO', 'KEY'],
    ]);
    const once = words.text('my secret KEY is a secret');
    expect(once).to.equal('my [secret KEY] [secret TWO] is a [secret KEY]');
    expect(words.text(once)).to.equal(once);
  });

  it('takes time in proportion to the text, whatever stands in it', () => {
    const times = 50_000;
    expect(masked('hunter-two [secret KEY] '.repeat(times), 'hunter-two')).to.equal(
      '# # '.repeat(times),
    );
    const same = 'a'.repeat(3 * times);
    expect(masked(`${'a'.repeat(times)} …`, same)).to.equal(`${'a'.repeat(times)} …`);
    expect(masked(`b${'a'.repeat(times)}…`, same)).to.match(/^ba*#…$/);
  }).timeout(2000);

  it('copes with a secret of a megabyte, and one of half a surrogate pair', () => {
    const huge = 'x y\n'.repeat(250_000);
    const large = new SecretMask([['HUGE', huge]]);
    expect(large.text(`a ${huge} b`)).to.equal('a [secret HUGE] b');
    expect(large.text('x y')).to.equal('x y');
    expect(masked('a \ud800bc b', '\ud800bc')).to.equal('a # b');
  });
});

describe('masking, whatever the text', () => {
  const secrets = fc.string({ unit: 'binary', minLength: 3, maxLength: 40 });
  const texts = fc.string({ unit: fc.constantFrom(...Array.from('abc[]{}"\\%=… \nß🎲')) });

  it('never changes one that holds no secret, however near it comes', () => {
    const letters = Array.from('abz019"+/-_é');
    const encodings: readonly ((secret: string) => string)[] = [
      String,
      (secret) => Array.from(secret).reverse().join(''),
      (secret) => JSON.stringify(secret).slice(1, -1),
      encodeURIComponent,
      base64,
      (secret) => Buffer.from(secret).toString('hex'),
    ];
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 24 }),
        fc.constantFrom(...encodings),
        fc.nat(60),
        fc.nat(60),
        (secret, encoding, start, length) => {
          const text = `a${encoding(secret).slice(start, start + length)} z`;
          fc.pre(!shows(text, secret));
          const one = new SecretMask([['KEY', secret]]);
          expect(one.text(text)).to.equal(text);
          const data = { text, list: [text, { text }] };
          expect(one.value(data)).to.equal(data);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('leaves nothing that the leak check finds, however it was written', () => {
    const put = (place: 'search' | 'hash' | 'pathname', secret: string) => {
      const url = new URL('https://example.org/');
      url[place] = secret;
      return url.href;
    };
    const writings: readonly ((secret: string) => string)[] = [
      (secret) => `x${secret}y`,
      (secret) => JSON.stringify(JSON.stringify([secret])),
      (secret) => inspect({ secret }),
      (secret) => base64(`user:${secret}.`),
      (secret) => Buffer.from(`a${secret}b`).toString('hex'),
      (secret) => `?q=${encodeURIComponent(secret)}`,
      (secret) => new URLSearchParams({ q: secret }).toString(),
      (secret) => put('search', secret),
      (secret) => put('hash', secret),
      (secret) => put('pathname', secret),
    ];
    const signs = Array.from(' \'"\\\n\t%?#&=+/:@{}|^[]<>`~!*()$,;.é🎲a1');
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...signs), minLength: 3, maxLength: 24 }),
        fc.constantFrom(...writings),
        (secret, write) => {
          fc.pre(secret.trim().length >= 3);
          const text = new SecretMask([['KEY', secret]]).text(write(secret));
          expectNoSecretIn(text.replaceAll('[secret KEY]', '\0'), secret);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('leaves no form of a secret in it, and all of what is around', () => {
    fc.assert(
      fc.property(secrets, texts, texts, (secret, before, behind) => {
        const one = new SecretMask([['KEY', secret]]);
        for (const form of formsOf(secret)) {
          const text = one.text(`${before}<${form}>${behind}`);
          expect(text).to.include('[secret KEY]');
          const [left = ''] = text.split('[secret KEY]');
          expect(`${before}<${form}`.startsWith(left)).to.equal(true);
          expect(one.text(text)).to.equal(text);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is the same for any order of the secrets', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 3, unit: fc.constantFrom('a', 'b') })),
        texts,
        (all, text) => {
          const named = all.map((secret) => ['KEY', secret] as const);
          const given = `${all.join('')}${text}`;
          expect(new SecretMask([...named].reverse()).text(given)).to.equal(
            new SecretMask(named).text(given),
          );
        },
      ),
    );
  });
});

describe('texts that are too short to hold a secret', () => {
  it('are shorter than all of its forms', () => {
    const plain = fc.stringMatching(/^[\w.~-]{1,40}$/);
    fc.assert(
      fc.property(fc.oneof(plain, fc.string({ minLength: 1 })), (secret) => {
        for (const form of formsOf(secret))
          expect(form).to.have.length.at.least(leastLength(secret));
      }),
    );
  });

  it('are masked all the same where a secret was cut off in them', () => {
    expect(masked('mk-81f2c9-op…', 'mk-81f2c9-open-sesame')).to.equal('#…');
    expect(masked('mk-81f2c...', 'mk-81f2c9-open-sesame')).to.equal('#...');
    expect(masked('mk-81f2c9-op', 'mk-81f2c9-open-sesame')).to.equal('mk-81f2c9-op');
  });
});
