import { type Node, port, type RunResult } from '@tenon/core';
import { branch, switchOn } from '@tenon/plugin-conditional';
import { aWorkflow, pass } from '@tenon/testing';
import { expect } from 'chai';
import { NUMBER } from '../support/nodes.js';
import { run } from '../support/runtime.js';

/** A switch that is handed a value, with a node behind each of its ports. */
async function routed(node: Node, value: unknown, others: object = {}): Promise<RunResult> {
  const flow = aWorkflow().node('switch', node, { value, ...others } as never);
  for (const name of node.routes?.ports ?? []) {
    flow.node(`on ${name}`, pass);
  }
  const built = flow.build();
  const connections = (node.routes?.ports ?? []).map((output) => ({
    from: 'switch',
    output,
    path: [],
    to: `on ${output}`,
    input: 'value',
    contract: undefined,
  }));
  return run({ ...built, connections });
}

/** The nodes that ran, and what the switch gave. */
async function ran(node: Node, value: unknown, others?: object): Promise<unknown> {
  const { outcomes, results, error } = await routed(node, value, others);
  if (error !== undefined) return error.code;
  const names = Array.from(outcomes)
    .filter(({ node: id, status }) => id !== 'switch' && status === 'completed')
    .map(({ node: id }) => id.slice(3));
  return [names, { ...results['switch'] }];
}

describe('a branch', () => {
  it('takes "true" or "false" by its condition, and hands its value on there', async () => {
    const big = branch('value > 10');
    expect(await ran(big, 12)).to.deep.equal([['true'], { true: 12, matched: true }]);
    expect(await ran(big, 10)).to.deep.equal([['false'], { false: 10, matched: false }]);
  });

  it('takes rows and functions for conditions as well', async () => {
    expect(await ran(branch({ field: 'n', operator: '>=', value: 3 }), { n: 3 })).to.deep.equal([
      ['true'],
      { true: { n: 3 }, matched: true },
    ]);
    const typed = branch(({ value, limit }) => value > limit, {
      inputs: { ...NUMBER, limit: port<number>().default(5) },
    });
    expect(await ran(typed, 6)).to.deep.equal([['true'], { true: 6, matched: true }]);
    expect(await ran(typed, 6, { limit: 7 })).to.deep.equal([
      ['false'],
      { false: 6, matched: false },
    ]);
  });

  it('waits for a function that answers a promise', async () => {
    const slow = branch(({ value }) => Promise.resolve(value === 1));
    expect(await ran(slow, 1)).to.deep.equal([['true'], { true: 1, matched: true }]);
    expect(await ran(slow, 2)).to.deep.equal([['false'], { false: 2, matched: false }]);
  });

  it('reads its other inputs by name', async () => {
    const near = branch('value < limit && !(value in skipped)', {
      inputs: { value: port(), limit: port(), skipped: port().default([]) },
    });
    expect(await ran(near, 1, { limit: 2 })).to.deep.equal([['true'], { true: 1, matched: true }]);
    expect(await ran(near, 1, { limit: 2, skipped: [1] })).to.deep.equal([
      ['false'],
      { false: 1, matched: false },
    ]);
  });

  it('is decided by its condition alone: null, false and empty values are carried like any other', async () => {
    for (const value of [null, false, 0, '', []]) {
      expect(await ran(branch('true'), value)).to.deep.equal([
        ['true'],
        { true: value, matched: true },
      ]);
    }
  });

  it('fails where its condition cannot be evaluated, and is never taken for false', async () => {
    expect(await ran(branch('value.total > 10'), { totl: 20 })).to.equal('CONDITION_FAILED');
    expect(await ran(branch('value > 10'), 'text')).to.equal('CONDITION_FAILED');
    expect(await ran(branch('value'), 7)).to.equal('CONDITION_FAILED');
    const broken = branch(() => {
      throw new Error('no');
    });
    expect(await ran(broken, 7)).to.equal('CONDITION_FAILED');
    expect(
      await ran(
        branch(() => Promise.reject(new Error('no'))),
        7,
      ),
    ).to.equal('CONDITION_FAILED');
    expect(
      await ran(
        branch(() => 1 as never),
        7,
      ),
    ).to.equal('CONDITION_FAILED');
  });

  it('names node and case where a condition fails, and the workflow', async () => {
    const { error } = await routed(branch('value > 10'), 'text');
    expect(error?.message).to.match(/^Case "true" of node "switch": /);
    expect(error?.where).to.deep.include({ workflow: 'test', node: 'switch', port: 'true' });
  });
});

describe('a switch', () => {
  const tier = switchOn(
    { gold: 'value > 100', silver: 'value > 50', bronze: 'value > 5' },
    { otherwise: 'standard' },
  );

  it('takes the first case that matches, and "otherwise" only when none does', async () => {
    expect(await ran(tier, 200)).to.deep.equal([['gold'], { gold: 200, matched: ['gold'] }]);
    expect(await ran(tier, 60)).to.deep.equal([['silver'], { silver: 60, matched: ['silver'] }]);
    expect(await ran(tier, 1)).to.deep.equal([['standard'], { standard: 1, matched: [] }]);
  });

  it('takes all that match where it is multiple', async () => {
    const tags = switchOn(
      { big: 'value > 10', odd: 'value % 2.0 == 1.0', huge: 'value > 100' },
      { multiple: true, otherwise: 'none' },
    );
    expect(await ran(tags, 13)).to.deep.equal([
      ['big', 'odd'],
      { big: 13, odd: 13, matched: ['big', 'odd'] },
    ]);
    expect(await ran(tags, 2)).to.deep.equal([['none'], { none: 2, matched: [] }]);
  });

  it('fails where nothing matches, says what it asked, and goes on where that is meant', async () => {
    const cases = { low: 'value < 5', high: 'value > 10' };
    const { error } = await routed(switchOn(cases), 7);
    expect(error?.code).to.equal('NO_MATCH');
    expect(error?.message).to.equal(
      'No case of node "switch": none of value < 5, value > 10 holds (value is 7).',
    );
    expect(error?.hint).to.include('otherwise');
    expect(await ran(switchOn(cases, { onNoMatch: 'error' }), 7)).to.equal('NO_MATCH');
    expect(await ran(switchOn(cases, { onNoMatch: 'skip' }), 7)).to.deep.equal([
      [],
      { matched: [] },
    ]);
  });

  it('asks no case behind the one it takes', async () => {
    const asked: string[] = [];
    const asking = (name: string, answer: boolean | Promise<boolean>) => () => {
      asked.push(name);
      return answer;
    };
    await ran(switchOn({ a: asking('a', false), b: asking('b', true), c: asking('c', true) }), 1);
    expect(asked.splice(0)).to.deep.equal(['a', 'b']);
    const later = (answer: boolean) => Promise.resolve(answer);
    const slow = switchOn({
      a: asking('a', later(false)),
      b: asking('b', true),
      c: asking('c', later(true)),
    });
    expect(await ran(slow, 1)).to.deep.equal([['b'], { b: 1, matched: ['b'] }]);
    expect(asked.splice(0)).to.deep.equal(['a', 'b']);
    const all = { multiple: true, otherwise: 'none' };
    await ran(
      switchOn(
        { a: asking('a', later(true)), b: asking('b', false), c: asking('c', later(true)) },
        all,
      ),
      1,
    );
    expect(asked).to.deep.equal(['a', 'b', 'c']);
  });

  it('has a case of any name, in any order', async () => {
    const cases = [
      { name: '__proto__', when: 'value == 1' },
      { name: 'constructor', when: 'value == 2' },
      { name: '10', when: 'value == 3' },
      { name: '2', when: 'value >= 3' },
    ] as const;
    const odd = switchOn(cases, { otherwise: 'toString' });
    for (const [value, name] of [
      [1, '__proto__'],
      [2, 'constructor'],
      [3, '10'],
      [4, '2'],
      [0, 'toString'],
    ] as const) {
      const { results, outcomes } = await routed(odd, value);
      expect(outcomes.get(`on ${name}`)?.status).to.equal('completed');
      expect(Object.keys(results['switch'] ?? {})).to.deep.equal([name, 'matched']);
      expect(results[`on ${name}`]).to.deep.equal({ value });
    }
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });

  it('may have a case "success" that carries false', async () => {
    const judged = switchOn({ success: 'value == false' }, { otherwise: 'failure' });
    expect(await ran(judged, false)).to.deep.equal([
      ['success'],
      { success: false, matched: ['success'] },
    ]);
  });
});
