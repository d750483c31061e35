import { expect } from 'chai';
import fc from 'fast-check';
import { Findings } from '#file/tree/findings.js';
import { sourceOf } from '#file/tree/source.js';
import { isStrictJson } from '#file/tree/strict-json.js';

function ours(text: string): boolean {
  return isStrictJson(new Findings(sourceOf(text, 'json', undefined)));
}

function theirs(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('isStrictJson', () => {
  it('takes what JSON.parse takes, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom(...Array.from(',:{}[]"\\ 0-e.tnuf\n\t\0')),
        (json, at, sign) => {
          const place = at % (json.length + 1);
          for (const text of [
            json,
            json.slice(0, place) + sign + json.slice(place),
            json.slice(0, place) + json.slice(place + 1),
          ]) {
            expect(ours(text), text).to.equal(theirs(text));
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('knows the grammar to its ends', () => {
    for (const text of [
      ...[
        '',
        ' ',
        '-',
        '01',
        '1.',
        '.5',
        '1e',
        '1e+',
        '+1',
        'tru',
        'nulll',
        'NaN',
        '"',
        '"\\x"',
        '"\\N"',
      ],
      ...[
        '"\\u12"',
        '"\\u12aF"',
        '"\n"',
        '[',
        '[]]',
        '[,]',
        '[1,]',
        '[1 2]',
        '{',
        '{,}',
        '{"a"}',
        '{"a":}',
      ],
      ...[
        '{"a":1,}',
        '{a:1}',
        '{"a":1 "b":2}',
        '[}',
        '{]',
        '{"a":[}',
        '{} {}',
        '-0.5e-7',
        '1E9',
        "'a'",
      ],
    ]) {
      expect(ours(text), text).to.equal(theirs(text));
    }
    expect(ours(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).to.equal(true);
    expect(ours(`"${'x\\n'.repeat(1_000_000)}"`)).to.equal(true);
  });
});
