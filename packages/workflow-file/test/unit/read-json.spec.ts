import { expect } from 'chai';
import fc from 'fast-check';
import { resolveLimits } from '#file/limits.js';
import { Findings } from '#file/tree/findings.js';
import { readJson } from '#file/tree/read-json.js';
import { sourceOf } from '#file/tree/source.js';
import { toData } from '#file/tree/tree.js';

function ours(text: string): unknown {
  const findings = new Findings(sourceOf(text, 'json', undefined));
  const tree = readJson(findings, resolveLimits());
  // What JSON.parse lets through without a word: members that stand twice, digits that get lost.
  const isOdd = findings.issues.some(
    ({ code, message }) => code === 'FILE_DUPLICATE' || message.includes('beyond what'),
  );
  if (isOdd) return theirs(text);
  return tree === undefined ? 'no JSON' : { data: toData(tree) };
}

function theirs(text: string): unknown {
  try {
    return { data: JSON.parse(text) as unknown };
  } catch {
    return 'no JSON';
  }
}

describe('readJson', () => {
  it('reads what JSON.parse reads, and nothing else', () => {
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
            expect(ours(text), text).to.deep.equal(theirs(text));
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
      expect(ours(text), text).to.deep.equal(theirs(text));
    }
    const long = `"${'x\\n\\n'.repeat(4_000_000)}"`;
    expect(ours(long)).to.deep.equal(theirs(long));
  });

  it('tells of every member that stands twice and of every number that is lost', () => {
    const text = '{ "a": 1, "a": 1e999, "b": { "c": [12345678901234567890], "c": 2 } }';
    const findings = new Findings(sourceOf(text, 'json', undefined));
    readJson(findings, resolveLimits());
    expect(findings.issues.map(({ message }) => message)).to.deep.equal([
      '"a" stands twice: here, and in line 1.',
      'The number 1e999 is beyond what a number can hold.',
      'The number 12345678901234567890 is beyond what a number can hold.',
      '"c" stands twice: here, and in line 1.',
    ]);
  });

  it('shows no more of a number than a message holds', () => {
    const findings = new Findings(sourceOf('9'.repeat(1_000_000), 'json', undefined));
    readJson(findings, resolveLimits());
    expect(findings.issues[0]?.message).to.equal(
      `The number ${'9'.repeat(40)}… is beyond what a number can hold.`,
    );
  });

  it('stops where it is too deep', () => {
    for (const text of [
      '['.repeat(100_000),
      '{"a":'.repeat(100_000),
      `${'['.repeat(101)}${']'.repeat(101)}`,
    ]) {
      const findings = new Findings(sourceOf(text, 'json', undefined));
      expect(readJson(findings, resolveLimits())).to.equal(undefined);
      expect(findings.issues.map(({ code }) => code)).to.deep.equal(['FILE_LIMIT']);
    }
    const text = `${'['.repeat(100)}${']'.repeat(100)}`;
    expect(ours(text)).to.deep.equal(theirs(text));
  });
});
