import { expect } from 'chai';
import fc from 'fast-check';
import { RuntimeError } from '#core/errors/runtime-error.js';
import { follow, formatPath, type Path, parsePath } from '#core/workflow/path.js';

/** A port's name, which a path text begins with, and what follows it: any names, and indexes from 0 on. */
const paths: fc.Arbitrary<Path> = fc
  .tuple(
    fc.string({ unit: 'grapheme' }).filter((name) => !/[.[]/.test(name)),
    fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.nat())),
  )
  .map(([port, rest]) => [port, ...rest]);

describe('a path', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(paths, (path) => {
        expect(parsePath(formatPath(path))).to.deep.equal(path);
      }),
      { numRuns: 500 },
    );
  });

  it('is made of names and indexes', () => {
    expect(parsePath('value')).to.deep.equal(['value']);
    expect(parsePath('order.lines[0].sku')).to.deep.equal(['order', 'lines', 0, 'sku']);
    expect(parsePath('a["b.c"]["[0]"][10]')).to.deep.equal(['a', 'b.c', '[0]', 10]);
    expect(parsePath('a.__proto__.constructor')).to.deep.equal(['a', '__proto__', 'constructor']);
    expect(parsePath('')).to.deep.equal(['']);
  });

  it('writes what is no simple name in brackets', () => {
    expect(formatPath(['a', 'b', 0, 'c d', 'e.f', '', '"', '1'])).to.equal(
      'a.b[0]["c d"]["e.f"][""]["\\""].1',
    );
  });

  it('that cannot be read is refused with the position', () => {
    for (const text of [
      'a.',
      'a..b',
      'a[',
      'a[]',
      'a[-1]',
      'a[1.5]',
      'a["b]',
      'a[0]b',
      'a["\\x"]',
    ]) {
      try {
        parsePath(text);
        expect.fail(`"${text}" was read`);
      } catch (thrown) {
        expect(RuntimeError.is(thrown, 'PATH_INVALID'), text).to.equal(true);
        expect((thrown as Error).message).to.match(/at position \d+\.$/);
      }
    }
  });

  it('of 100,000 names is read and written', () => {
    const text = `a${'.b'.repeat(100_000)}`;
    expect(formatPath(parsePath(text))).to.equal(text);
    expect(() => parsePath(`a["${'b'.repeat(100_000)}`)).to.throw('position 1');
  });
});

describe('following a path', () => {
  it('leads to members and elements', () => {
    expect(follow({ a: [{ b: null }] }, ['a', 0, 'b'])).to.equal(null);
    expect(follow('text', [])).to.equal('text');
  });

  it('leads nowhere through what is not there, or is no object', () => {
    for (const value of [undefined, null, 1, 'text', {}, { a: null }, { a: 'text' }]) {
      expect(follow(value, ['a', 'length'])).to.equal(undefined);
    }
  });

  it('sees own data only: no prototype, no accessor', () => {
    expect(follow({}, ['constructor'])).to.equal(undefined);
    expect(follow({}, ['__proto__'])).to.equal(undefined);
    const hidden = Object.defineProperty({}, 'x', {
      get: () => {
        throw new Error('called');
      },
    });
    expect(follow(hidden, ['x'])).to.equal(undefined);
  });
});
