import { expect } from 'chai';
import { definePolicy } from '#validation/policies/define-policy.js';

const word = definePolicy('bluebird', { text: (text) => text.includes('bluebird') });
const pathsIn = (value: unknown) => word.find(value).map(({ path }) => path);

describe('a policy of a host', () => {
  it('has its name, and finds what its rule says yes to', () => {
    expect(word.name).to.equal('bluebird');
    expect(word.find('the bluebird plan')).to.deep.equal([
      {
        path: [],
        detector: 'bluebird',
        message: 'what the policy "bluebird" forbids, in a text of 17 characters',
      },
    ]);
    expect(word.find('the other plan')).to.deep.equal([]);
  });

  it('says more where the rule does', () => {
    const policy = definePolicy('plans', {
      text: (text) =>
        text === 'x' ? { detector: 'exact', holds: 'the plan', hint: 'Call it otherwise.' } : [],
    });
    expect(policy.find(['x', 'y'])).to.deep.equal([
      {
        path: [0],
        detector: 'exact',
        message: 'the plan, in a text of 1 character',
        hint: 'Call it otherwise.',
      },
    ]);
  });

  it('finds several things in one text, in the order of the rule', () => {
    const both = definePolicy('both', {
      text: () => [
        { detector: 'b', holds: 'b' },
        { detector: 'a', holds: 'a' },
      ],
    });
    expect(both.find(['x']).map(({ detector }) => detector)).to.deep.equal(['b', 'a']);
  });

  it('takes any other answer of a rule for a yes', () => {
    const sloppy = definePolicy('sloppy', { text: () => Promise.resolve(false) as never });
    expect(sloppy.find('x')).to.have.lengthOf(1);
    expect(definePolicy('none', { text: () => undefined }).find('x')).to.deep.equal([]);
  });

  it('asks about names and what they hold, and about numbers', () => {
    const asked: unknown[] = [];
    const policy = definePolicy('asks', {
      key: (name, value) => {
        asked.push([name, value]);
        return name === 'salary' && typeof value === 'number';
      },
      number: (number) => number === 42n,
    });
    const list = [1, 42n];
    expect(policy.find({ salary: 7, list }).map(({ path }) => path)).to.deep.equal([
      ['salary'],
      ['list', 1],
    ]);
    expect(asked).to.deep.equal([
      ['salary', 7],
      ['list', list],
      ['list', 1],
      ['list', 42n],
    ]);
  });

  it('throws what a rule throws', () => {
    const broken = definePolicy('broken', {
      text: () => {
        throw new RangeError('no');
      },
    });
    expect(() => broken.find('x')).to.throw(RangeError, 'no');
    expect(broken.find(7)).to.deep.equal([]);
  });
});

describe('where findings are', () => {
  it('is a path of names and positions, in document order', () => {
    const b = 'bluebird';
    expect(pathsIn({ z: [b, { y: b }], a: b, 3: b })).to.deep.equal([
      ['3'],
      ['z', 0],
      ['z', 1, 'y'],
      ['a'],
    ]);
  });

  it('leads through maps by keys that are texts or numbers, and by position otherwise', () => {
    const key = { k: 'bluebird' };
    const map = new Map<unknown, unknown>([
      ['a', 'bluebird'],
      [7, 'bluebird'],
      [key, 'bluebird'],
      [true, ['bluebird']],
    ]);
    expect(pathsIn({ map })).to.deep.equal([
      ['map', 'a'],
      ['map', 7],
      ['map', 2, 'k'],
      ['map', 2],
      ['map', 3, 0],
    ]);
  });

  it('leads through sets by position, and to symbols by what they are called', () => {
    expect(pathsIn({ set: new Set([1, 'bluebird']), [Symbol('s')]: 'bluebird' })).to.deep.equal([
      ['set', 1],
      ['Symbol(s)'],
    ]);
  });

  it('leads to what a list has by name, and over its holes', () => {
    const list = Object.assign([], { 1: 'bluebird', note: 'bluebird' });
    expect(pathsIn(list)).to.deep.equal([[1], ['note']]);
  });

  it('hides names that are found themselves', () => {
    const value = { 'bluebird 1': { text: 'bluebird' }, 'bluebird 2': 1, fine: 'bluebird' };
    expect(word.find(value)).to.deep.equal([
      {
        path: [],
        detector: 'bluebird',
        message: 'what the policy "bluebird" forbids, in a name of 10 characters',
      },
      {
        path: ['…', 'text'],
        detector: 'bluebird',
        message: 'what the policy "bluebird" forbids, in a text of 8 characters',
      },
      {
        path: ['fine'],
        detector: 'bluebird',
        message: 'what the policy "bluebird" forbids, in a text of 8 characters',
      },
    ]);
  });

  it('asks about a name once, however often it is there', () => {
    let asked = 0;
    const policy = definePolicy('counts', {
      text: () => {
        asked++;
        return false;
      },
    });
    policy.find(Array.from({ length: 50 }, () => ({ name: 1 })));
    expect(asked).to.equal(1);
  });
});
