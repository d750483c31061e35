import { expect } from 'chai';
import fc from 'fast-check';
import { Tokens } from '#validation/policies/sql/tokens.js';

const tokensOf = (text: string) => {
  const tokens = new Tokens(text);
  return Array.from({ length: tokens.length }, (_, i) => tokens.at(i));
};

describe('a text as SQL reads it', () => {
  it('is words in lower case, numbers, quotes and signs', () => {
    expect(tokensOf("SELECT a1, 'x' FROM t_1 WHERE b>=2.5;")).to.deep.equal([
      ...['select', 'a1', ',', "'", 'x', "'", 'from', 't_1', 'where', 'b', '>=', '2.5', ';'],
    ]);
    expect(tokensOf('naïve’s İx $1')).to.deep.equal(['naïve’s', 'İx', '$1']);
  });

  it('has comments between its tokens, but what a database runs of them', () => {
    expect(tokensOf('a/* b */c')).to.deep.equal(['a', 'c']);
    expect(tokensOf('/*!50000select*/ 1')).to.deep.equal(['select', '1']);
    expect(tokensOf("a'/* b")).to.deep.equal(['a', "'", '/*', 'b']);
    expect(new Tokens('a/**/b').isBehindComment(1)).to.equal(true);
    expect(new Tokens('a b').isBehindComment(1)).to.equal(false);
  });

  it('has a token for two hyphens, and none for a line of them', () => {
    expect(tokensOf('a--b')).to.deep.equal(['a', '--', 'b']);
    expect(tokensOf('---')).to.deep.equal(['-', '-', '-']);
    expect(tokensOf('a - b')).to.deep.equal(['a', '-', 'b']);
  });

  it('knows what closes a bracket or a quote, and which quotes open', () => {
    const tokens = new Tokens("(a (b) 'c' 'd");
    expect([0, 2, 5, 7, 8].map((i) => tokens.partnerOf(i))).to.deep.equal([
      undefined,
      4,
      7,
      8,
      undefined,
    ]);
    expect([5, 7, 8].map((i) => tokens.opensQuote(i))).to.deep.equal([true, false, true]);
  });

  it('knows how its words are written and what stands between them', () => {
    const tokens = new Tokens('AB ab Ab aB\n.x');
    expect([0, 1, 2, 3].map((i) => tokens.caseOf(i))).to.deep.equal([
      'upper',
      'lower',
      'title',
      'mixed',
    ]);
    expect([0, 1, 5].map((i) => tokens.isJoined(i))).to.deep.equal([false, false, true]);
    expect([3, 4].map((i) => tokens.isOnNewLine(i))).to.deep.equal([false, true]);
    expect([tokens.at(-1), tokens.at(9), tokens.partnerOf(99)]).to.deep.equal(['', '', undefined]);
  });

  it('loses nothing but blanks, comments and case', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('aB1 \'"-=.(;\n')) }), (text) => {
        expect(tokensOf(text).join('')).to.equal(text.replace(/\s/g, '').toLowerCase());
      }),
    );
  });
});
