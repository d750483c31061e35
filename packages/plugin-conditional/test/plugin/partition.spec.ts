import { type Node, port, subWorkflow } from '@tenon/core';
import {
  conditional,
  type MergeOptions,
  type MergeStrategy,
  merge,
  partition,
} from '@tenon/plugin-conditional';
import { aRuntime, aWorkflow, collect, only, value } from '@tenon/testing';
import { expect } from 'chai';
import { masking } from '../support/plugins.js';
import { run } from '../support/runtime.js';

async function split(node: Node, list: unknown, others: object = {}): Promise<unknown> {
  const flow = aWorkflow()
    .node('only', node, { value: list, ...others })
    .build();
  const { results, error } = await run(flow);
  return error === undefined ? results['only'] : [error.code, error.message];
}

describe('a partition', () => {
  const bySize = partition({ large: 'value > 100', small: 'value < 10' }, { otherwise: 'middle' });

  it('gives each case a list, in the order of the input', async () => {
    expect(await split(bySize, [1, 500, 50, 2, 300])).to.deep.equal({
      large: [500, 300],
      small: [1, 2],
      middle: [50],
      matched: ['large', 'small'],
    });
    expect(await split(bySize, [])).to.deep.equal({
      large: [],
      small: [],
      middle: [],
      matched: [],
    });
  });

  it('puts an item into each case that matches where it is multiple', async () => {
    const tags = partition(
      { big: 'value > 10', huge: 'value > 100' },
      { multiple: true, onNoMatch: 'skip' },
    );
    expect(await split(tags, [1, 50, 500])).to.deep.equal({
      big: [50, 500],
      huge: [500],
      matched: ['big', 'huge'],
    });
  });

  it('fails for an item that nothing takes, and leaves it out where that is meant', async () => {
    const low = { low: 'value < 5' };
    expect(await split(partition(low), [1, 7])).to.deep.equal([
      'NO_MATCH',
      'No case takes an item of node "only": value < 5 does not hold (value is 7).',
    ]);
    expect(await split(partition(low, { onNoMatch: 'skip' }), [1, 7])).to.deep.equal({
      low: [1],
      matched: ['low'],
    });
  });

  it('reads its other inputs by name, in conditions and functions', async () => {
    const inputs = { value: port<readonly number[]>(), limit: port<number>() };
    const over = partition({ over: 'value > limit' }, { inputs, otherwise: 'rest' });
    expect(await split(over, [1, 9], { limit: 5 })).to.deep.include({
      over: [9],
      rest: [1],
    });
    const typed = partition(
      { over: ({ value: item, limit }) => item > limit },
      { inputs, otherwise: 'rest' },
    );
    expect(await split(typed, [1, 9], { limit: 5 })).to.deep.include({
      over: [9],
      rest: [1],
    });
    const slow = partition(
      {
        over: ({ value: item, limit }) =>
          item === 1 ? item > limit : Promise.resolve(item > limit),
      },
      { inputs, otherwise: 'rest' },
    );
    expect(await split(slow, [1, 9, 1, 2, 8], { limit: 5 })).to.deep.equal({
      over: [9, 8],
      rest: [1, 1, 2],
      matched: ['over'],
    });
  });

  it('splits nothing but lists', async () => {
    for (const stranger of ['text', { length: 1 }, null, 7]) {
      const told = await split(bySize, stranger);
      expect(told).to.have.property('0', 'NODE_FAILED');
      expect(told).to.have.property('1').that.includes('and a partition splits lists');
    }
    expect(await split(bySize, [1, 'x'])).to.have.property('0', 'CONDITION_FAILED');
  });

  it('shows no secret where it fails', async () => {
    const flow = only(bySize, { value: 'hunter-two' as never });
    const { error } = await run(flow, { plugins: [masking('hunter-two')] });
    expect(error?.message).to.include('"***"');
  });

  it('has all its ports live, named as they like', async () => {
    const cases = [{ name: '__proto__', when: 'value == 1' }] as const;
    const flow = aWorkflow()
      .node('split', partition(cases, { otherwise: 'constructor' }), { value: [2] })
      .node('all', collect)
      .edge('split.__proto__', 'all.values')
      .edge('split.constructor', 'all.values')
      .build();
    expect((await run(flow)).results['all']).to.deep.equal({ value: [[], [2]] });
  });

  it('needs no plugin: nothing of it is ever dead', async () => {
    const { results } = await aRuntime().runtime.execute(only(bySize, { value: [1] }));
    expect(results['only']).to.deep.include({ small: [1] });
    const { status, error } = await aRuntime().runtime.start(
      only(partition({ a: 'value >' }), { value: [1] }),
    ).result;
    expect([status, error?.code]).to.deep.equal(['refused', 'CONDITION_INVALID']);
    expect(error?.message).to.match(/^Case "a" of node "only": /);
  });
});

describe('a merge', () => {
  async function merged<S extends MergeStrategy>(
    options: MergeOptions<S, Record<never, never>> | undefined,
    ...values: unknown[]
  ): Promise<unknown> {
    const flow = aWorkflow().node('merge', merge(options));
    for (const [at, one] of values.entries()) flow.node(`v${String(at)}`, value(one));
    for (const at of values.keys()) flow.edge(`v${String(at)}`, 'merge.values');
    const { results, error } = await run(flow.build());
    return error === undefined ? results['merge']?.['value'] : error.code;
  }

  it('takes the first of the live values, where nothing else is said', async () => {
    expect(await merged(undefined, 1, 2)).to.equal(1);
    expect(await merged({}, null, 2)).to.equal(null);
  });

  it('does what its strategy says, and fails for values that do not go together', async () => {
    expect(await merged({ strategy: 'list' }, 1, null)).to.deep.equal([1, null]);
    expect(await merged({ strategy: 'concat' }, [1], [2])).to.deep.equal([1, 2]);
    expect(await merged({ strategy: 'zip' }, [1], [2])).to.deep.equal([[1, 2]]);
    expect(await merged({ strategy: 'assign' }, { a: 1 }, { a: 2 })).to.deep.equal({ a: 2 });
    expect(await merged({ strategy: 'concat' }, [1], 2)).to.equal('NODE_FAILED');
  });

  it('is refused with a strategy there is not', () => {
    expect(() => merge({ strategy: 'best' as never }))
      .to.throw('merge is to merge by "best", which is no strategy.')
      .with.property('hint', 'Strategies: first, list, concat, zip, assign.');
  });

  it('works in a sub-workflow, and needs no plugin', async () => {
    const inner = aWorkflow('inner')
      .node('v', value(3))
      .node('merge', merge({ strategy: 'list' }))
      .edge('v', 'merge.values')
      .build();
    for (const plugins of [[], [conditional()]]) {
      const { outcomes } = await aRuntime({ plugins }).runtime.execute(only(subWorkflow(inner)));
      expect(outcomes.get('only')?.nested?.get('merge')?.outputs).to.deep.equal({ value: [3] });
    }
  });
});
