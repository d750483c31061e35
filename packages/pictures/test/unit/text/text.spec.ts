import { expect } from 'chai';
import fc from 'fast-check';
import { duration } from '#pictures/text/duration.js';
import { html, Markup } from '#pictures/text/html.js';
import { plainText } from '#pictures/text/plain-text.js';

describe('a duration in words', () => {
  const told: readonly (readonly [ms: number, text: string])[] = [
    [0, '0 ms'],
    [0.01, '< 0.1 ms'],
    [0.44, '0.4 ms'],
    [12.4, '12 ms'],
    [999.4, '999 ms'],
    [1_000, '1 s'],
    [3_240, '3.2 s'],
    [42_000, '42 s'],
    [60_000, '1 min'],
    [320_000, '5 min 20 s'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 min'],
  ];
  for (const [ms, text] of told) {
    it(`says ${text}`, () => expect(duration(ms)).to.equal(text));
  }
});

describe('a label', () => {
  it('is one line of so many characters at most', () => {
    expect(plainText(' a\n\tb\u2028c ', 10)).to.equal('a b c');
    expect(plainText('abcdef', 6)).to.equal('abcdef');
    expect(plainText('abcdefg', 6)).to.equal('abcde…');
    expect(plainText('📈📈📈', 3)).to.equal('📈📈📈');
    expect(plainText(`${' '.repeat(1_000)}a`, 3)).to.equal('…');
  });

  it('shows what cannot be shown as such', () => {
    expect(plainText('a\u0000b\u202ec\ud800d', 10)).to.equal('a\ufffdb\ufffdc\ufffdd');
  });

  it('never is longer, whatever the text is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 1, max: 20 }),
        (text, longest) => {
          const label = plainText(text, longest);
          expect(Array.from(label).length).to.be.at.most(longest);
          expect(label).not.to.match(/[\n\r\p{Cc}\p{Cs}\u202e]/u);
        },
      ),
    );
  });
});

describe('a template of markup', () => {
  it('escapes what is put in, and leaves markup alone', () => {
    const inner = html`<b title="${'"<'}">${"<i>'"}</b>`;
    expect(html`<p>${inner}${['&', 1, undefined]}</p>`.text).to.equal(
      '<p><b title="&quot;&lt;">&lt;i&gt;&#39;</b>&amp;1</p>',
    );
  });

  it('takes markup for markup only where it is made as such', () => {
    expect(html`${'<br>'}${new Markup('<br>')}`.text).to.equal('&lt;br&gt;<br>');
  });

  it('shows characters that a document must not have as such', () => {
    expect(html`${'a\u0000\ud800\u202e\nb'}`.text).to.equal('a\ufffd\ufffd\ufffd\nb');
  });
});
