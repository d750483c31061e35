import { defineNode, messageOf, NodeType, port, workflow } from '@tenon/core';
import type { FallbackPolicy } from '@tenon/plugin-resilience';
import { expect } from 'chai';
import { Fault, failsAlways, faultyNode } from '../support/faults.js';
import { bench, only } from '../support/run.js';

const price = {
  inputs: { sku: port<string>(), rate: port<number | null>().optional() },
  outputs: { price: port<number>(), source: port<string>().optional() },
};
const live = defineNode({
  type: 'live',
  ...price,
  run: () => {
    throw new Error('down');
  },
});
const cached = defineNode({
  type: 'cached',
  inputs: {
    sku: port<string>(),
    rate: port<number | null>().default(2),
    extra: port<number>().default(3),
  },
  outputs: price.outputs,
  run: ({ sku, rate, extra }) => ({ price: sku.length + extra, source: String(rate) }),
});

/** Runs `live` with a fallback and answers its outputs, or the code of what is wrong. */
async function outputsBy(fallback: FallbackPolicy, config: object = {}) {
  const { run } = bench({
    configure: ({ bind }) => {
      bind(NodeType).toConstantValue(cached);
      bind(NodeType).toConstantValue({
        type: 'made',
        define: ({ base }) => {
          if (typeof base !== 'number') throw new Error('it needs a base');
          return defineNode({ type: 'made', outputs: price.outputs, run: () => ({ price: base }) });
        },
      });
    },
  });
  const flow = workflow('flow');
  flow.add('it', live, { sku: 'x1', ...config }, { plugins: { resilience: { fallback } } });
  const { results, issues, error } = await run(flow.build());
  const [issue] = issues;
  return issue === undefined
    ? (results['it'] ?? [error?.code, messageOf(error?.cause)])
    : [issue.code, issue.message.replace('The fallback of node "it" cannot stand in: ', '')];
}

describe('a fallback', () => {
  it('gives outputs in place of those of a node that failed', async () => {
    expect(await outputsBy({ outputs: { price: 5 } })).to.deep.equal({ price: 5 });
  });

  it('calls a node of another kind with the inputs that both have', async () => {
    expect(await outputsBy({ kind: 'cached' })).to.deep.equal({ price: 5, source: '2' });
    expect(await outputsBy({ kind: 'cached' }, { rate: null })).to.deep.include({ source: 'null' });
    expect(await outputsBy({ node: cached, config: { extra: 10, sku: 'unused' } })).to.deep.equal({
      price: 12,
      source: '2',
    });
    expect(await outputsBy({ kind: 'made', config: { base: 9 } })).to.deep.equal({ price: 9 });
  });

  it('calls nodes of all forms', async () => {
    class Service {
      run() {
        return { price: 7 };
      }
    }
    const { run } = bench({
      configure: ({ bind }) => {
        bind(Service).toConstantValue(new Service());
      },
    });
    const forms = [
      defineNode({ type: 'handled', outputs: price.outputs, handler: Service }),
      defineNode({
        type: 'compiled',
        outputs: price.outputs,
        compile: ({ id, workflow: name }) => {
          const answer = { price: `${name}/${id}`.length };
          return async () => answer;
        },
      }),
    ];
    const prices = [];
    for (const node of forms) {
      const flow = workflow('flow');
      flow.add('it', live, { sku: 'x' }, { plugins: { resilience: { fallback: { node } } } });
      prices.push((await run(flow.build())).results['it']);
    }
    expect(prices).to.deep.equal([{ price: 7 }, { price: 7 }]);
  });

  it('stands in after the last attempt, and where a breaker or a bulkhead refuses', async () => {
    const { run } = bench();
    const fault = faultyNode(failsAlways);
    const flow = only(fault.node, {
      retry: { attempts: 2, backoff: 'none' },
      breaker: { failures: 1 },
      fallback: { outputs: { value: 0 } },
    });
    const first = await run(flow);
    const second = await run(flow);
    expect([first.status, second.status, fault.calls]).to.deep.equal(['completed', 'completed', 2]);
    expect(first.outcomes.get('it')).to.deep.include({ outputs: { value: 0 }, attempts: 2 });
    expect(second.outcomes.get('it')).to.deep.include({ outputs: { value: 0 }, attempts: 0 });
    expect(first.why('it')?.text).to.include('It stands on its fallback: call 2.');
    expect(second.why('it')?.text).to.include(
      'It stands on its fallback: Node "it" was not called: the breaker of node "it" is open.',
    );
  });

  it('does not make a failure a success for the breaker', async () => {
    const { run } = bench();
    const fault = faultyNode(failsAlways);
    const flow = only(fault.node, {
      breaker: { failures: 3 },
      fallback: { outputs: { value: 0 } },
    });
    for (let i = 0; i < 5; i++) await run(flow);
    expect(fault.calls).to.equal(3);
  });

  it('stands in only for errors that it is about', async () => {
    for (const [filter, status] of [
      [{ on: ['FAULT'] }, 'completed'],
      [{ on: [TypeError] }, 'failed'],
      [{ except: [Fault] }, 'failed'],
    ] as const) {
      const { run } = bench();
      const { node } = faultyNode(failsAlways);
      const flow = only(node, { fallback: { outputs: { value: 0 }, ...filter } });
      expect((await run(flow)).status).to.equal(status);
    }
  });

  it('that fails as well fails the node with its own error, and tells the first', async () => {
    const { run } = bench();
    const broken = defineNode({
      type: 'broken',
      outputs: { value: port<number>() },
      run: () => {
        throw new Error('so is this');
      },
    });
    for (const how of ['throw', 'reject'] as const) {
      const { node } = faultyNode(() => how);
      const result = await run(only(node, { fallback: { node: broken } }));
      expect(messageOf(result.error?.cause)).to.equal('so is this');
      expect(result.why('it')?.text).to.include('It stands on another node: call 1.');
    }
  });

  it('is not used where nothing failed', async () => {
    const { run } = bench();
    for (const act of ['ok', async () => ({ value: 1 })] as const) {
      const { node } = faultyNode(() => act);
      const { results, outcomes } = await run(only(node, { fallback: { outputs: { value: 9 } } }));
      expect(results['it']).to.deep.equal({ value: 1 });
      expect(outcomes.get('it')?.notes).to.deep.equal([]);
    }
  });

  it('is refused where it cannot stand in', async () => {
    const cases: readonly [FallbackPolicy, string][] = [
      [{ outputs: {} }, 'it gives no "price".'],
      [{ outputs: { price: 1, prize: 2 } }, 'the node has no output "prize".'],
      [{ kind: 'nothing' }, 'there is no node type "nothing".'],
      [{ kind: 'made' }, 'its kind "made" refuses the configuration: it needs a base.'],
      [{ node: {} as never }, 'its "node" is no node definition.'],
      [{ node: {} as never, config: {} }, 'its "node" is no node definition.'],
      [
        {
          node: defineNode({
            type: 'other',
            inputs: { path: port<string>() },
            outputs: price.outputs,
            run: () => ({ price: 1 }),
          }),
        },
        '"other" needs "path", which the node has no inputs for.',
      ],
      [{ node: defineNode({ type: 'other', run: () => ({}) }) }, '"other" gives no "price".'],
      [
        {
          node: defineNode({
            type: 'other',
            outputs: price.outputs,
            settings: { mode: port<string>() },
            secrets: { key: 'KEY' },
            run: () => ({ price: 1 }),
          }),
        },
        '"other" has required settings, secrets, which a stand-in cannot have.',
      ],
    ];
    for (const [fallback, text] of cases) {
      expect(await outputsBy(fallback)).to.deep.equal(['FALLBACK_INVALID', text]);
    }
  });
});
