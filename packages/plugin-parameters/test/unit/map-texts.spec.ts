import { expect } from 'chai';
import { mapTexts, textsIn } from '#parameters/templates/map-texts.js';

const shout = (text: string) => text.toUpperCase();

describe('mapTexts', () => {
  it('replaces texts at any depth, and changes nothing else', () => {
    const date = new Date();
    const value = { a: 'x', list: ['y', 1, null, { b: 'z' }], date, n: 1 };
    const before = structuredClone(value);
    expect(mapTexts(value, shout)).to.deep.equal({
      a: 'X',
      list: ['Y', 1, null, { b: 'Z' }],
      date,
      n: 1,
    });
    expect(value).to.deep.equal(before);
    expect(mapTexts('x', shout)).to.equal('X');
    expect(mapTexts(7, shout)).to.equal(7);
  });

  it('keeps names, sharing, cycles, holes and prototypes of plain data', () => {
    const shared = { text: 'a' };
    const value: Record<string, unknown> = { one: shared, two: shared, name: 'n' };
    value['self'] = value;
    const copy = mapTexts(value, shout) as typeof value;
    expect(copy['one']).to.equal(copy['two']);
    expect(copy['self']).to.equal(copy);
    // oxlint-disable-next-line no-sparse-arrays -- a hole is what is meant
    const sparse = mapTexts(['a', , 'b'], shout) as string[];
    expect([sparse.length, 1 in sparse]).to.deep.equal([3, false]);
    const bare = mapTexts(Object.assign(Object.create(null), { a: 'b' }), shout);
    expect(Object.getPrototypeOf(bare)).to.equal(null);
    const hostile = mapTexts(JSON.parse('{"__proto__":{"a":"b"}}'), shout) as object;
    expect(Object.getPrototypeOf(hostile)).to.equal(Object.prototype);
    expect(JSON.stringify(hostile)).to.equal('{"__proto__":{"a":"B"}}');
  });

  it('lets a replacement be anything, and does not look into it', () => {
    expect(mapTexts({ a: 'x' }, () => ['y'])).to.deep.equal({ a: ['y'] });
  });

  it('does not recurse', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 50_000; i++) deep = [deep];
    let copy = mapTexts(deep, shout);
    while (Array.isArray(copy)) [copy] = copy as unknown[];
    expect(copy).to.equal('X');
    expect([...textsIn(deep)][0]?.place()).to.have.lengthOf(50_000);
  });
});

describe('textsIn', () => {
  it('finds every text with its place, in order', () => {
    const found = [...textsIn({ a: ['x', { b: 'y' }], c: 'z' })];
    expect(found.map(({ text, place }) => [text, place()])).to.deep.equal([
      ['x', ['a', 0]],
      ['y', ['a', 1, 'b']],
      ['z', ['c']],
    ]);
    expect([...textsIn('x')].map(({ place }) => place())).to.deep.equal([[]]);
  });

  it('looks at each object once', () => {
    const shared = { text: 'a' };
    expect([...textsIn([shared, shared])]).to.have.lengthOf(1);
    const cyclic: unknown[] = ['a'];
    cyclic.push(cyclic);
    expect([...textsIn(cyclic)]).to.have.lengthOf(1);
  });
});
