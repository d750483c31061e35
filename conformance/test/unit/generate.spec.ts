import { expect } from 'chai';
import type { Case, CaseEdge, Shape } from '#conformance/case.js';
import { expandCase, workflowOf } from '#conformance/generate.js';
import { aCase } from '../support/cases.js';

function textOf({ from, output, to, input }: CaseEdge): string {
  return `${from}.${output} → ${to}.${input}`;
}

/** Nodes as `id kind config`, and edges as text. */
function drawn(shape: Shape) {
  const { nodes, connections, loops = [] } = workflowOf(shape);
  return {
    nodes: nodes.map(({ id, kind, config }) => `${id} ${kind} ${JSON.stringify(config ?? {})}`),
    edges: connections.map(textOf),
    loops,
  };
}

describe('workflowOf', () => {
  it('makes a chain', () => {
    expect(drawn({ shape: 'chain', size: 3 })).to.deep.equal({
      nodes: ['n0 const {"value":0}', 'n1 counter {}', 'n2 counter {}'],
      edges: ['n0.value → n1.value', 'n1.value → n2.value'],
      loops: [],
    });
  });

  it('makes a fan-out', () => {
    expect(drawn({ shape: 'fan-out', size: 2 })).to.deep.equal({
      nodes: [
        'src const {"value":1}',
        'n0 counter {"step":0}',
        'n1 counter {"step":1}',
        'all merge {"strategy":"list"}',
        'size branch {"condition":"size(value) == 2"}',
      ],
      edges: [
        'src.value → n0.value',
        'n0.value → all.values',
        'src.value → n1.value',
        'n1.value → all.values',
        'all.value → size.value',
      ],
      loops: [],
    });
  });

  it('makes a row of switches', () => {
    expect(drawn({ shape: 'switch-row', size: 2, start: 5, limit: 9 })).to.deep.equal({
      nodes: [
        'src const {"value":5}',
        's0 branch {"condition":"value < 9"}',
        't0 counter {}',
        'f0 identity {}',
        's1 branch {"condition":"value < 9"}',
        't1 counter {}',
        'f1 identity {}',
      ],
      edges: [
        's0.true → t0.value',
        's0.false → f0.value',
        's1.true → t1.value',
        's1.false → f1.value',
        'src.value → s0.value',
        't0.value → s1.value',
      ],
      loops: [],
    });
  });

  it('makes a ladder', () => {
    const { nodes, edges } = drawn({ shape: 'ladder', size: 2 });
    expect(nodes).to.deep.equal([
      'src const {"value":1}',
      's0 branch {"condition":"value < 1"}',
      't0 counter {"step":1}',
      'f0 counter {"step":2}',
      'j0 merge {"strategy":"first"}',
      's1 branch {"condition":"value >= 2"}',
      't1 counter {"step":1}',
      'f1 counter {"step":2}',
      'j1 merge {"strategy":"first"}',
    ]);
    expect(edges.slice(0, 4)).to.deep.equal([
      's0.true → t0.value',
      's0.false → f0.value',
      't0.value → j0.values',
      'f0.value → j0.values',
    ]);
    expect(edges.slice(-2)).to.deep.equal(['src.value → s0.value', 'j0.value → s1.value']);
  });

  it('makes a loop of a chain', () => {
    const { nodes, edges, loops } = drawn({ shape: 'loop', size: 2, iterations: 7 });
    expect(nodes).to.deep.equal(['n0 counter {}', 'n1 counter {}']);
    expect(edges).to.deep.equal(['n0.value → n1.value']);
    expect(loops).to.deep.equal([
      {
        id: 'loop',
        back: [{ from: 'n1', output: 'value', to: 'n0', input: 'value' }],
        maxIterations: 7,
      },
    ]);
  });

  it('makes a ring of plain edges, of a single node too', () => {
    expect(drawn({ shape: 'ring', size: 2 }).edges).to.deep.equal([
      'n0.value → n1.value',
      'n1.value → n0.value',
    ]);
    expect(drawn({ shape: 'ring', size: 1 }).edges).to.deep.equal(['n0.value → n0.value']);
  });
});

describe('expandCase', () => {
  it('puts the nodes and edges of a rule in its place', () => {
    const { nodes: _nodes, connections: _connections, ...stated } = aCase();
    const expanded: Case = expandCase({ ...stated, generate: { shape: 'chain', size: 4 } });
    expect(expanded.nodes).to.have.lengthOf(4);
    expect(expanded.connections).to.have.lengthOf(3);
    expect(expanded).not.to.have.property('generate');
  });

  it('leaves a case alone that states its own', () => {
    const stated = aCase({ nodes: [{ id: 'a', kind: 'const' }] });
    expect(expandCase(stated)).to.deep.equal(stated);
  });
});
