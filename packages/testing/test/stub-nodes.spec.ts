import { defineNode, port, Routed, subWorkflow, workflow } from '@tenon/core';
import { add, aRuntime, aWorkflow, collect, gates, pass, stubNodes, value } from '@tenon/testing';
import { expect } from 'chai';

describe('stubNodes', () => {
  const sum = aWorkflow()
    .node('two', value(2))
    .node('sum', add, { b: 3 })
    .edge('two', 'sum.a')
    .build();

  it('answers in place of nodes of a workflow that stays as it is', async () => {
    const { plugin } = stubNodes({ two: { value: 40 } });
    const { results } = await aRuntime({ plugins: [plugin] }).runtime.execute(sum);
    expect(results['sum']).to.deep.equal({ value: 43 });
    expect((await aRuntime().runtime.execute(sum)).results['sum']).to.deep.equal({ value: 5 });
  });

  it('calls functions with what the node would get, and lets them fail', async () => {
    const stubs = stubNodes({
      two: () => Promise.resolve({ value: 7 }),
      sum: ({ a }, { nodeId }) => {
        throw new Error(`${nodeId} got ${String(a)}`);
      },
    });
    const { error } = await aRuntime({ plugins: [stubs.plugin] }).runtime.start(sum).result;
    expect(error?.message).to.contain('sum got 7');
  });

  it('notes the calls of all nodes, and which stubs nobody asked for', async () => {
    const stubs = stubNodes({ two: { value: 1 }, tow: { value: 1 }, constructor: { value: 1 } });
    await aRuntime({ plugins: [stubs.plugin] }).runtime.execute(sum);
    expect(stubs.calls.map(({ node, isStubbed }) => [node, isStubbed])).to.deep.equal([
      ['two', true],
      ['sum', false],
    ]);
    expect(stubs.callsOf('sum')[0]?.inputs).to.deep.equal({ a: 1, b: 3 });
    expect(stubs.callsOf('sum')[0]?.context.runId).to.equal('run-1');
    expect(stubs.unused()).to.deep.equal(['tow', 'constructor']);
  });

  it('takes routes, and reaches into sub-workflows', async () => {
    const way = defineNode({
      type: 'way',
      outputs: { left: port<number>(), right: port<number>() },
      routes: { ports: ['left', 'right'], multiple: false },
      run: () => new Routed({ left: 1 }, ['left']),
    });
    const inner = workflow('inner');
    inner.add('deep', pass, { value: 1 });
    const flow = aWorkflow()
      .node('way', way)
      .node('left', collect)
      .node('right', collect)
      .node('sub', subWorkflow(inner.build()))
      .edge('way.left', 'left.values')
      .edge('way.right', 'right.values')
      .build();
    const stubs = stubNodes({
      way: new Routed({ right: 2 }, ['right']),
      'sub/deep': { value: 9 },
    });
    const { runtime } = aRuntime({ plugins: [gates(), stubs.plugin] });
    const { results, outcomes } = await runtime.execute(flow);
    expect(results).to.deep.include({ left: null, right: { value: [2] } });
    expect(outcomes.get('sub')?.nested?.get('deep')?.outputs).to.deep.equal({ value: 9 });
    expect(stubs.unused()).to.deep.equal([]);
  });

  it('only looks on where it is given nothing', async () => {
    const stubs = stubNodes();
    await aRuntime({ plugins: [stubs.plugin] }).runtime.execute(sum);
    expect(stubs.calls).to.have.length(2);
  });
});
