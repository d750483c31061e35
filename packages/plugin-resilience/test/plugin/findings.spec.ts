import { defineNode, type Issue, port, subWorkflow, workflow } from '@tenon/core';
import { type ResiliencePolicy, resilience } from '@tenon/plugin-resilience';
import { aRuntime } from '@tenon/testing';
import { expect } from 'chai';
import { bench } from '../support/run.js';

const node = defineNode({
  type: 'plain',
  outputs: { value: port<number>() },
  run: () => ({ value: 1 }),
});
const wrong = (policy: object) => policy as ResiliencePolicy;
const told = (issues: readonly Issue[]) => issues.map(({ code, message }) => [code, message]);

describe('what is stated for resilience', () => {
  it('is refused before anything runs where it cannot be meant, wherever it is stated', async () => {
    const { runtime } = bench();
    const flow = workflow('flow');
    flow.plugins({ resilience: wrong({ retry: { attempts: 0 }, fallback: { outputs: {} } }) });
    flow.add('a', node, {}, { plugins: { resilience: wrong({ timeoutMs: Number.NaN }) } });
    const typed = defineNode({
      type: 'typed',
      plugins: { resilience: wrong({ breaker: { restMs: 2 ** 31 } }) },
      run: () => ({}),
    });
    flow.add('b', typed);
    flow.add('c', typed);
    flow.add('d', node, {}, { plugins: { resilience: wrong([]) } });
    const built = flow.build();
    const issues = runtime.verify(built);
    expect(told(issues)).to.deep.equal([
      [
        'RESILIENCE_INVALID',
        'The "retry.attempts" that workflow "flow" states for resilience is 0, and is to be a whole number from 1 to 1,000.',
      ],
      [
        'RESILIENCE_INVALID',
        'The "fallback" that workflow "flow" states for resilience stands where nodes of many types are meant; state it of a node or a node type.',
      ],
      [
        'RESILIENCE_INVALID',
        'The "timeoutMs" that node "a" states for resilience is NaN, and is to be a number of milliseconds above 0 and below 2^31.',
      ],
      [
        'RESILIENCE_INVALID',
        'The "breaker.restMs" that node type "typed" states for resilience is 2147483648, and is to be a number of milliseconds above 0 and below 2^31.',
      ],
      ['RESILIENCE_INVALID', 'What node "d" states for resilience is [], not an object.'],
    ]);
    expect(issues.map(({ where }) => [where.node, where.plugin])).to.deep.equal([
      [undefined, 'resilience'],
      [undefined, 'resilience'],
      ['a', 'resilience'],
      ['b', 'resilience'],
      ['d', 'resilience'],
    ]);
    const { status } = await runtime.start(built).result;
    expect(status).to.equal('refused');
  });

  it('is looked at inside sub-workflows as well', () => {
    const { runtime } = bench();
    const inner = workflow('inner');
    inner.add('deep', node, {}, { plugins: { resilience: wrong({ timeoutMs: 0 }) } });
    const outer = workflow('outer');
    outer.add('sub', subWorkflow(inner.build()));
    const [issue] = runtime.verify(outer.build());
    expect(issue?.where).to.deep.equal({
      workflow: 'inner',
      within: ['sub'],
      node: 'deep',
      plugin: 'resilience',
    });
  });

  it('is the same for nodes that share a breaker or a bulkhead', () => {
    const { runtime } = bench();
    const conflicts = (one: ResiliencePolicy, other: ResiliencePolicy) => {
      const flow = workflow('flow');
      flow.add('a', node, {}, { plugins: { resilience: one } });
      flow.add('b', node, {}, { plugins: { resilience: other } });
      return told(runtime.verify(flow.build()));
    };
    const db = (concurrent: number) => ({ bulkhead: { concurrent, resource: 'db' } });
    const http = (failures: number) => ({ breaker: { failures, per: 'type' } as const });
    expect(conflicts(db(1), db(1))).to.deep.equal([]);
    expect(conflicts(http(1), { breaker: { failures: 2 } })).to.deep.equal([]);
    expect(conflicts(db(1), db(2))).to.deep.equal([
      [
        'BREAKER_CONFLICT',
        'Nodes "a" and "b" share the bulkhead of resource "db", and state different figures for it.',
      ],
    ]);
    expect(conflicts(http(1), http(2))).to.deep.equal([
      [
        'BREAKER_CONFLICT',
        'Nodes "a" and "b" share the breaker of node type "plain", and state different figures for it.',
      ],
    ]);
  });

  it('is no fallback of a switch', () => {
    const { runtime } = bench({
      plugins: [{ manifest: { name: 'gates', version: '1.0.0', provides: ['conditional'] } }],
    });
    const choice = defineNode({
      type: 'choice',
      outputs: { yes: port<number>() },
      routes: { ports: ['yes'], multiple: false },
      run: () => ({ yes: 1 }) as never,
    });
    const flow = workflow('flow');
    flow.add('it', choice, {}, { plugins: { resilience: { fallback: { outputs: { yes: 1 } } } } });
    expect(told(runtime.verify(flow.build()))).to.deep.equal([
      [
        'FALLBACK_INVALID',
        'The fallback of node "it" cannot stand in: a node with exclusive output ports has to take one.',
      ],
    ]);
  });

  it('refuses the workflow where the plugin is not there', () => {
    const flow = workflow('flow');
    flow.add('it', node, {}, { plugins: { resilience: { timeoutMs: 5 } } });
    const [issue] = aRuntime().runtime.verify(flow.build());
    expect([issue?.code, issue?.where.plugin]).to.deep.equal(['PLUGIN_MISSING', 'resilience']);
    expect(issue?.hint).to.include('@tenon/plugin-resilience');
  });
});

describe('the options', () => {
  const thrown = (options: object) => {
    try {
      resilience(options);
    } catch (error) {
      return error as { readonly code: string; readonly message: string; readonly hint?: string };
    }
    return undefined;
  };

  it('are refused all at once where they cannot be meant', () => {
    const error = thrown({
      retry: { attempts: Infinity, delayMs: -1 },
      retri: {},
      types: { 'my type': { timeoutMs: 0 }, plain: 7 },
      fallback: { outputs: {} },
    });
    expect(error?.code).to.equal('OPTION_INVALID');
    for (const part of [
      '"retry.attempts" is Infinity, and is to be a whole number from 1 to 1,000',
      '"retry.delayMs" is -1',
      '"retri" is nothing that can be stated',
      'types["my type"].timeoutMs is 0',
      'types["plain"] is 7, not an object',
      '"fallback" stands where nodes of many types are meant',
    ]) {
      expect(error?.message).to.include(part);
    }
    expect(error?.hint).to.equal('Did you mean "retry"?');
  });

  it('are an object, and so are the types', () => {
    for (const odd of [null, 7, []]) {
      expect(thrown(odd as unknown as object)?.code).to.equal('OPTION_INVALID');
      expect(thrown({ types: odd })?.message).to.include('"types" is');
    }
  });

  it('are taken, and copied', async () => {
    const retry = { attempts: 3, backoff: 'none' } as const;
    const types = { bad: { retry } };
    const given = { types };
    let calls = 0;
    const bad = defineNode({
      type: 'bad',
      run: () => {
        calls++;
        throw new Error('no');
      },
    });
    const { run } = bench({ options: given });
    Object.assign(types.bad, { retry: false });
    const flow = workflow('flow');
    flow.add('it', bad);
    await run(flow.build());
    expect(calls).to.equal(3);
  });
});
