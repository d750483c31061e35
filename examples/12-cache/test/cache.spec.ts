import { aRuntime, only, pass, pluginSpec, spied } from '@tenon/testing';
import { expect } from 'chai';
import { cache } from 'tenon-plugin-cache';

const of = (value: unknown, node: ReturnType<typeof spied>['node']) => only(node, { value });

// #region spec
pluginSpec(cache({ types: ['pass'] }), { workflow: (n) => only(pass, { value: n }) });
// #endregion

describe('the cache', () => {
  it('calls a node once for the same inputs, in whatever workflow it stands', async () => {
    const { node, calls } = spied();
    const { runtime } = aRuntime({ plugins: [cache({ types: ['spied'] })] });
    for (const value of [1, 2, 1, 1]) {
      const { results } = await runtime.execute(of(value, node));
      expect(results['only']).to.deep.equal({ value });
    }
    expect(calls).to.have.lengthOf(2);
  });

  it('takes no inputs for the same that are not', async () => {
    const { node } = spied();
    const { runtime } = aRuntime({ plugins: [cache({ types: ['spied'] })] });
    const day = new Date(0);
    for (const value of [new Map([[1, 2]]), new Map([[3, 4]]), day, day.toJSON(), NaN, null, 1n]) {
      const { results } = await runtime.execute(of(value, node));
      expect(results['only']).to.deep.equal({ value });
    }
  });

  it('hands out answers that no node can change for the next one', async () => {
    const { node } = spied(() => ({ value: [1] }));
    const { runtime } = aRuntime({ plugins: [cache({ types: ['spied'] })] });
    for (let run = 0; run < 3; run++) {
      const list = (await runtime.execute(of(1, node))).results['only']?.['value'] as number[];
      expect(list).to.deep.equal([1]);
      list.push(2);
    }
  });

  it('keeps no failure, and so many answers at most', async () => {
    const { node, calls } = spied(({ value }) => {
      if (calls.length === 1) throw new Error('503');
      return { value };
    });
    const { runtime } = aRuntime({ plugins: [cache({ types: ['spied'], most: 1 })] });
    const run = async (value: number) => (await runtime.start(of(value, node)).result).status;
    expect([await run(1), await run(1), await run(2), await run(1)]).to.deep.equal([
      'failed',
      'completed',
      'completed',
      'completed',
    ]);
    expect(calls).to.have.lengthOf(4);
  });

  it('leaves nodes of other types alone', async () => {
    const { node, calls } = spied();
    const { runtime } = aRuntime({ plugins: [cache({ types: ['other'] })] });
    await runtime.execute(of(1, node));
    await runtime.execute(of(1, node));
    expect(calls).to.have.lengthOf(2);
  });
});
