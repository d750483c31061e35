import { Writable } from 'node:stream';
import { expect } from 'chai';
import fc from 'fast-check';
import { harmless, harmlessLines } from '#cli/io/harmless.js';
import { columns } from '#cli/io/lines.js';
import { wantsColours } from '#cli/io/palette.js';
import { flushed } from '#cli/io/process-io.js';
import { durationText, millisecondsOf } from '#cli/show/duration.js';

/** Whatever a terminal may act on. */
const ACTED_ON = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;

describe('harmless', () => {
  it('leaves nothing that a terminal acts on, and ordinary text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(harmless(text))
          .to.not.match(ACTED_ON)
          .and.to.not.match(/[\n\t]/);
        expect(harmlessLines(text)).to.not.match(ACTED_ON);
        expect(harmless(text)).to.not.match(/\p{Cs}/u);
      }),
    );
    expect(harmless('grün 漢字 👍🏽 "x"')).to.equal('grün 漢字 👍🏽 "x"');
  });

  it('shows what it takes away', () => {
    expect(harmless('a\u001b[31m\n\u007f\u0085\u202e\ud800')).to.equal(
      'a␛[31m␊␡\\u0085\\u202e\\ud800',
    );
    expect(harmlessLines('a\r\nb\tc\rd')).to.equal('a\nb\tc␍d');
  });
});

describe('wantsColours', () => {
  const stream = (isTTY: boolean) => Object.assign(new Writable(), { isTTY });

  it('follows the terminal, unless NO_COLOR or FORCE_COLOR say otherwise', () => {
    expect(wantsColours({}, stream(true))).to.equal(true);
    expect(wantsColours({}, stream(false))).to.equal(false);
    expect(wantsColours({ TERM: 'dumb' }, stream(true))).to.equal(false);
    expect(wantsColours({ NO_COLOR: '1', FORCE_COLOR: '1' }, stream(true))).to.equal(false);
    expect(wantsColours({ NO_COLOR: '' }, stream(true))).to.equal(true);
    expect(wantsColours({ FORCE_COLOR: '1' }, stream(false))).to.equal(true);
    expect(wantsColours({ FORCE_COLOR: '0' }, stream(true))).to.equal(false);
    expect(wantsColours({ FORCE_COLOR: 'false' }, stream(true))).to.equal(false);
  });
});

describe('columns', () => {
  it('stand below each other, and end with their text', () => {
    expect(columns([['a', 'bb', 'c'], ['aaa', 'b', ''], ['x']])).to.deep.equal([
      'a    bb  c',
      'aaa  b',
      'x',
    ]);
    expect(columns([])).to.deep.equal([]);
  });
});

describe('times', () => {
  it('are read with their units, seconds where none is said', () => {
    const cases: [string, number | undefined][] = [
      ['500ms', 500],
      ['30s', 30_000],
      ['1.5m', 90_000],
      ['2h', 7_200_000],
      [' 7 ', 7000],
      ['0', undefined],
      ['-1s', undefined],
      ['soon', undefined],
      ['1d', undefined],
    ];
    for (const [text, ms] of cases) expect(millisecondsOf(text), text).to.equal(ms);
  });

  it('are written as short as they can be told', () => {
    expect([3.14, 420, 12_400, 185_000].map(durationText)).to.deep.equal([
      ...['3.1 ms', '420 ms', '12.4 s', '3 min 05 s'],
    ]);
  });
});

describe('flushed', () => {
  it('waits for a stream, and not for one that nobody reads any more', async () => {
    const parts: string[] = [];
    const stream = new Writable({
      write(part, _encoding, done) {
        setTimeout(() => {
          parts.push(String(part));
          done();
        }, 5);
      },
    });
    stream.write('x');
    await flushed(stream);
    expect(parts).to.include('x');
    stream.destroy();
    await flushed(stream);
  });
});
