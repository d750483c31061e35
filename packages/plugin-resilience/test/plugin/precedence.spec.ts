import { defineNode, port, subWorkflow, workflow } from '@tenon/core';
import type { ResilienceOptions, ResiliencePolicy } from '@tenon/plugin-resilience';
import { expect } from 'chai';
import { bench } from '../support/run.js';

const attempts = (count: number) => ({
  retry: { attempts: count, backoff: 'none' as const },
});

/** How often a node that always fails is called, by what is stated where. */
async function callsBy(stated: {
  readonly options?: ResilienceOptions;
  readonly workflow?: ResiliencePolicy;
  readonly type?: ResiliencePolicy;
  readonly node?: ResiliencePolicy;
}): Promise<number> {
  let calls = 0;
  const node = defineNode({
    type: 'bad',
    outputs: { value: port().optional() },
    ...(stated.type !== undefined && { plugins: { resilience: stated.type } }),
    run: () => {
      calls++;
      throw new Error('no');
    },
  });
  const flow = workflow('flow');
  if (stated.workflow !== undefined) flow.plugins({ resilience: stated.workflow });
  flow.add(
    'it',
    node,
    {},
    stated.node === undefined ? {} : { plugins: { resilience: stated.node } },
  );
  const { run } = bench(stated.options === undefined ? {} : { options: stated.options });
  await run(flow.build());
  return calls;
}

describe('the policy of a node', () => {
  it('is that of the nearest place: node, type, workflow, options', async () => {
    const all = {
      options: { ...attempts(2), types: { bad: attempts(5) } },
      workflow: attempts(3),
      type: attempts(4),
      node: attempts(6),
    };
    const { options, type, node } = all;
    const far = attempts(2);
    expect(await callsBy({})).to.equal(1);
    expect(await callsBy({ options: far })).to.equal(2);
    expect(await callsBy({ options: far, workflow: all.workflow })).to.equal(3);
    expect(await callsBy({ options: far, workflow: all.workflow, type })).to.equal(4);
    expect(await callsBy({ options, workflow: all.workflow, type })).to.equal(5);
    expect(await callsBy({ ...all, node })).to.equal(6);
  });

  it('takes each part from the nearest place that states it, as a whole', async () => {
    const policy: ResiliencePolicy = { retry: { attempts: 5, on: ['NEVER'], backoff: 'none' } };
    expect(await callsBy({ workflow: policy, node: { timeoutMs: 5 } })).to.equal(1);
    expect(await callsBy({ workflow: policy, node: { retry: { backoff: 'none' } } })).to.equal(3);
  });

  it('is undone by false, and by one attempt', async () => {
    expect(await callsBy({ workflow: attempts(3), node: { retry: false } })).to.equal(1);
    expect(await callsBy({ workflow: attempts(3), node: attempts(1) })).to.equal(1);
  });

  it('is not undone by what is undefined', async () => {
    const nothing = { retry: undefined } as unknown as ResiliencePolicy;
    expect(await callsBy({ workflow: attempts(3), node: nothing })).to.equal(3);
  });

  it('is known by type names that mean something to JavaScript', async () => {
    const { run } = bench({
      options: {
        types: JSON.parse('{"__proto__": {"retry": false}}') as Readonly<
          Record<string, ResiliencePolicy>
        >,
      },
    });
    const flow = workflow('flow');
    for (const type of ['__proto__', 'constructor']) {
      flow.add(type, defineNode({ type, run: () => ({}) }));
    }
    expect((await run(flow.build())).status).to.equal('completed');
  });

  it('is of the nodes inside a sub-workflow where it is stated of many, and of the whole where it is stated of that', async () => {
    const calls = async (outer: ResiliencePolicy, options: ResilienceOptions) => {
      let count = 0;
      const inner = workflow('inner');
      inner.add(
        'bad',
        defineNode({
          type: 'bad',
          run: () => {
            count++;
            throw new Error('no');
          },
        }),
      );
      const flow = workflow('outer');
      flow.plugins({ resilience: attempts(4) });
      flow.add('sub', subWorkflow(inner.build()), {}, { plugins: { resilience: outer } });
      const { run } = bench({ options });
      const { outcomes } = await run(flow.build());
      return [count, outcomes.get('sub')?.attempts];
    };
    expect(await calls({}, {})).to.deep.equal([1, 1]);
    expect(await calls({}, attempts(3))).to.deep.equal([3, 1]);
    expect(await calls(attempts(2), attempts(3))).to.deep.equal([6, 2]);
  });
});
