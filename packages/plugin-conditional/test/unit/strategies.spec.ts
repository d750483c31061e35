import { expect } from 'chai';
import { type MergeStrategy, STRATEGIES, STRATEGY_NAMES } from '#conditional/merge/strategies.js';

function merged(strategy: MergeStrategy, ...values: unknown[]): unknown {
  return STRATEGIES.get(strategy)?.(values);
}

describe('the strategies of a merge', () => {
  it('are those that are named', () => {
    expect([...STRATEGIES.keys()]).to.deep.equal([...STRATEGY_NAMES]);
  });

  it('take the first value, or list them all, whatever they are', () => {
    expect(merged('first', null, 2)).to.equal(null);
    const values = [null, 0, ''];
    const list = merged('list', ...values);
    expect(list).to.deep.equal(values);
  });

  it('make one list of lists, and one text of texts', () => {
    expect(merged('concat', [1], [], [null, [2]])).to.deep.equal([1, null, [2]]);
    expect(merged('concat', 'a', '', 'b')).to.equal('ab');
    const original = [1];
    expect(merged('concat', original)).not.to.equal(original);
    const long = Array.from({ length: 200_000 }, (_, i) => i);
    expect(merged('concat', long, long)).to.have.lengthOf(400_000);
  });

  it('make rows of lists, as many as the shortest has', () => {
    expect(merged('zip', [1, 2, 3], ['a', 'b'])).to.deep.equal([
      [1, 'a'],
      [2, 'b'],
    ]);
    expect(merged('zip', [1], [])).to.deep.equal([]);
  });

  it('put objects together, the later over the earlier, by own data properties only', () => {
    expect(merged('assign', { a: 1, b: 1 }, { b: 2 })).to.deep.equal({ a: 1, b: 2 });
    const hostile = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}') as object;
    const result = merged('assign', hostile, { a: 1 }) as Record<string, unknown>;
    expect(Object.keys(result)).to.deep.equal(['__proto__', 'constructor', 'a']);
    expect(result['polluted']).to.equal(undefined);
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
    const getter = Object.defineProperty({ a: 1 }, 'b', {
      get: () => expect.fail('called'),
      enumerable: true,
    });
    expect(merged('assign', getter)).to.deep.equal({ a: 1 });
  });

  it('refuse values that do not go together, and show them', () => {
    const cases: readonly [MergeStrategy, unknown[], string][] = [
      ['concat', [[1], 'a'], 'The strategy "concat" merges lists, or texts, and got "a".'],
      ['concat', [1], 'got 1'],
      ['zip', ['ab', [1]], 'The strategy "zip" merges lists, and got "ab".'],
      ['zip', [[1], undefined], 'got undefined'],
      ['assign', [{}, []], 'The strategy "assign" merges plain objects, and got [].'],
      ['assign', [new Map()], 'got Map'],
      ['assign', [null], 'got null'],
    ];
    for (const [strategy, values, text] of cases) {
      expect(() => merged(strategy, ...values)).to.throw(TypeError, text);
    }
  });
});
