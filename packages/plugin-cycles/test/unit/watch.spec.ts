import { OutputHandle } from '@tenon/core';
import { expect } from 'chai';
import { Watch } from '#cycles/watch/watch.js';

/** Eight values of each trend. */
const ROWS = {
  moving: (i: number) => i,
  settling: (i: number) => 1 / 2 ** i,
  constant: () => 4,
  oscillating: (i: number) => (-1) ** i,
  diverging: (i: number) => 2 ** i,
  diverged: (i: number) => (i < 5 ? i : Number.NaN),
} as const;

function watching(...names: readonly (keyof typeof ROWS)[]): Watch {
  const watch = new Watch();
  for (let i = 0; i < 8; i++) for (const name of names) watch.note(name, ROWS[name](i), i + 1);
  return watch;
}

describe('Watch', () => {
  it('tells of nothing where nothing was read', () => {
    expect(new Watch().text()).to.equal(undefined);
    expect(new Watch().summary()).to.equal(undefined);
  });

  it('says how each number developed', () => {
    const told = (name: keyof typeof ROWS) => watching(name).text();
    expect(told('moving')).to.equal('"moving" was 7 at last');
    expect(told('settling')).to.equal(
      '"settling" moves on by ever smaller steps, to 0.0078125 at last',
    );
    expect(told('constant')).to.equal('"constant" stays 4');
    expect(told('oscillating')).to.equal('"oscillating" swings to and fro, -1 at last');
    expect(told('diverging')).to.equal('"diverging" moves on by ever larger steps, to 128 at last');
    expect(told('diverged')).to.equal('"diverged" is NaN since iteration 6');
  });

  it('tells of the one that explains most, whichever was read first', () => {
    const names = Object.keys(ROWS) as (keyof typeof ROWS)[];
    for (const [at, name] of names.entries()) {
      for (const lesser of names.slice(0, at)) {
        expect(watching(name, lesser).text(), lesser).to.match(new RegExp(`^"${name}"`));
        expect(watching(lesser, name).text(), lesser).to.match(new RegExp(`^"${name}"`));
      }
    }
  });

  it('keeps numbers apart that are noted in turn, and whichever way they are named', () => {
    const watch = new Watch();
    const [a, b] = [new OutputHandle<number>('n', 'a'), new OutputHandle<number>('n', 'b')];
    for (let i = 1; i <= 3; i++) {
      watch.noteAt(a, i, i);
      watch.noteAt(b, -i, i);
      watch.note('n.c', 10 * i, i);
      watch.note('n.a', 100, i);
    }
    const lasts = Object.entries(watch.summary() ?? {}).map(([name, { last }]) => [name, last]);
    expect(lasts).to.deep.equal([
      ['n.a', 100],
      ['n.b', -3],
      ['n.c', 30],
    ]);
  });

  it('tells of the first of two that explain as much', () => {
    const watch = new Watch();
    watch.note('a', 1, 1);
    watch.note('b', 2, 1);
    expect(watch.text()).to.equal('"a" was 1 at last');
  });

  it('forgets where a number was not finite once it is again', () => {
    const watch = new Watch();
    [1, Number.NaN, Number.NaN].forEach((value, i) => watch.note('a', value, i + 1));
    expect(watch.summary()).to.deep.equal({ a: { last: Number.NaN, trend: 'diverged', since: 2 } });
    watch.note('a', 3, 4);
    expect(watch.summary()).to.deep.equal({ a: { last: 3, trend: 'moving' } });
  });

  it('watches eight numbers and no more', () => {
    const watch = new Watch();
    for (let i = 0; i < 9; i++) watch.note(`n${String(i)}`, i, 1);
    expect(Object.keys(watch.summary() ?? {})).to.deep.equal(
      Array.from({ length: 8 }, (_, i) => `n${String(i)}`),
    );
  });
});
