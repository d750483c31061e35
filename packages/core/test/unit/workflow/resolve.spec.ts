import { expect } from 'chai';
import { kind, workflow } from '#core/workflow/builder.js';
import { defineNode } from '#core/workflow/node.js';
import { resolveWorkflow } from '#core/workflow/resolve.js';

const step = defineNode({ type: 'step', run: () => ({}) });

describe('a resolved workflow', () => {
  it('has the definition of each node, given or found by kind and configuration', () => {
    const flow = workflow('w');
    flow.add('given', step);
    flow.add('found', kind('step'), { n: 1 });
    flow.add('unknown', kind('nope'));
    const asked: unknown[] = [];
    const { definitions, refusals } = resolveWorkflow(flow.build(), (name, config) => {
      asked.push([name, config]);
      return name === 'step' ? step : undefined;
    });
    expect(definitions).to.deep.equal([step, step, undefined]);
    expect(asked).to.deep.equal([
      ['step', { n: 1 }],
      ['nope', {}],
    ]);
    expect(refusals.size).to.equal(0);
  });

  it('keeps what a node type threw, whatever it is', () => {
    const flow = workflow('w');
    flow.add('a', kind('x'));
    const { definitions, refusals } = resolveWorkflow(flow.build(), () => {
      throw undefined; // oxlint-disable-line typescript/only-throw-error
    });
    expect(definitions).to.deep.equal([undefined]);
    expect(refusals.has(0)).to.equal(true);
  });

  it('refuses what is no definition', () => {
    const flow = workflow('w');
    flow.add('a', kind('x'));
    const { definitions, refusals } = resolveWorkflow(flow.build(), () => ({ type: 'x' }) as never);
    expect(definitions).to.deep.equal([undefined]);
    expect(refusals.get(0)).to.include({ code: 'WORKFLOW_INVALID' });
  });
});

describe('the topology of a workflow', () => {
  it('has plain connections between known nodes as edges, and nothing else', () => {
    const flow = workflow('w');
    for (const id of ['b', 'a', 'a']) flow.add(id, step);
    flow.wire({ from: 'ghost', output: 'x', to: 'a', input: 'y' });
    flow.wire({ from: 'a', output: 'x', to: 'b', input: 'y' });
    flow.wire({ from: 'a', output: 'x', to: 'b', input: 'z' });
    flow.loop('l', { back: [{ from: 'b', output: 'x', to: 'a', input: 'y' }] });
    const { topology } = resolveWorkflow(flow.build(), () => undefined);
    expect(topology.nodes).to.equal(3);
    expect([...topology.indexOf]).to.deep.equal([
      ['b', 0],
      ['a', 1],
    ]);
    expect([...topology.connection]).to.deep.equal([1, 2]);
    expect([...topology.source]).to.deep.equal([1, 1]);
    expect([...topology.target]).to.deep.equal([0, 0]);
    expect([...topology.incoming.items.subarray(0, 2)]).to.deep.equal([0, 1]);
    expect([...topology.order]).to.deep.equal([1, 0, 2]);
  });
});
