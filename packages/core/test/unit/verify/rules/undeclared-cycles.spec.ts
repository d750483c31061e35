import { expect } from 'chai';
import { kind, workflow } from '#core/workflow/builder.js';
import { findings, only, verified } from '../support.js';

function graph(edges: readonly (readonly [string, string])[]) {
  const flow = workflow('cycles');
  for (const id of new Set(edges.flat())) flow.add(id, kind('join'));
  for (const [from, to] of edges) flow.wire({ from, output: 'value', to, input: 'values' });
  return flow;
}

function ring(size: number): [string, string][] {
  return Array.from({ length: size }, (_, i) => [`n${i}`, `n${(i + 1) % size}`]);
}

describe('undeclared cycles', () => {
  it('are refused with their path', () => {
    const issue = only(
      verified(
        graph([
          ['s', 'a'],
          ['a', 'b'],
          ['b', 'a'],
        ]).build(),
      ),
    );
    expect(issue.code).to.equal('UNDECLARED_CYCLE');
    expect(issue.message).to.equal(
      'Connections form a cycle that no loop declares: "a" → "b" → "a".',
    );
    expect(issue.where).to.deep.equal({ workflow: 'cycles', node: 'a', cycle: ['a', 'b'] });
  });

  it('whose back edge stands among the connections as well are told so', () => {
    const flow = graph([['a', 'a']]);
    const edge = { from: 'a', output: 'value', to: 'a', input: 'values' };
    flow.loop('other', { back: [{ ...edge, output: 'other' }], maxIterations: 2 });
    flow.loop('l', { back: [edge], maxIterations: 2 });
    const issue = verified(flow.build()).find(({ code }) => code === 'UNDECLARED_CYCLE');
    expect(issue?.hint).to.equal(
      '"a.value → a.values" is a back edge of loop "l" already: take it out of the connections.',
    );
  });

  it('of a single node are cycles too', () => {
    expect(only(verified(graph([['a', 'a']]).build())).where.cycle).to.deep.equal(['a']);
  });

  it('that share a node are one finding, with the shortest of them', () => {
    const edges = [...ring(5), ['n2', 'x'], ['x', 'n2']] as [string, string][];
    expect(only(verified(graph(edges).build())).where.cycle).to.deep.equal(['n2', 'x']);
  });

  it('that are apart, also without an entry, are a finding each', () => {
    const issues = verified(
      graph([
        ['a', 'b'],
        ['b', 'a'],
        ['c', 'd'],
        ['d', 'c'],
      ]).build(),
    );
    expect(issues.map(({ where }) => where.cycle)).to.deep.equal([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('of 10,000 nodes are reported whole as data and in short as text', () => {
    const issue = only(verified(graph(ring(10_000)).build()));
    expect(issue.where.cycle).to.have.length(10_000);
    expect(issue.message).to.include('"n10" → … 9989 more … → "n0"');
    expect(issue.message.length).to.be.below(300);
  });

  it('are none where a loop declares the edge that closes them', () => {
    const flow = graph([['a', 'b']]);
    flow.loop('l', { back: [{ from: 'b', output: 'value', to: 'a', input: 'values' }] });
    expect(verified(flow.build())).to.deep.equal([]);
  });

  it('beside a declared loop are found all the same', () => {
    const flow = graph([
      ['a', 'b'],
      ['b', 'a'],
      ['c', 'd'],
    ]);
    flow.loop('l', { back: [{ from: 'd', output: 'value', to: 'c', input: 'values' }] });
    expect(findings('UNDECLARED_CYCLE', verified(flow.build()))).to.have.length(1);
  });
});
