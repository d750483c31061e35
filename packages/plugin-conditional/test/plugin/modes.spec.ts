import { branch, merge, switchOn } from '@tenon/plugin-conditional';
import { aWorkflow, failing, pass, spied, value } from '@tenon/testing';
import { expect } from 'chai';
import { got } from '../support/nodes.js';
import { run } from '../support/runtime.js';

const fork = (chosen: number) =>
  aWorkflow()
    .node('v', value(chosen))
    .node('b', branch('value > 10'))
    .node('yes', pass)
    .node('no', pass)
    .node('m', merge({ strategy: 'list' }))
    .node('all', got)
    .edge('v', 'b.value')
    .edge('b.true', 'yes.value')
    .edge('b.false', 'no.value')
    .edge('yes', 'm.values')
    .edge('no', 'm.values')
    .edge('m', 'all.a')
    .edge('b.matched', 'all.b')
    .build();

describe('the mode of branches', () => {
  it('decides how skipped nodes appear in results, and nothing else', async () => {
    const routed = await run(fork(5));
    const skipped = await run(fork(5), { options: { mode: 'skip-branches' } });
    expect(routed.results).to.have.property('yes', null);
    expect(skipped.results).not.to.have.property('yes');
    const statuses = ({ outcomes }: typeof routed) =>
      Array.from(outcomes, ({ node, status, reason }) => [node, status, reason]);
    expect(statuses(routed)).to.deep.equal(statuses(skipped));
    const { yes: _, ...others } = routed.results;
    expect(others).to.deep.equal({ ...skipped.results });
  });

  it('is the same for what a failure skips', async () => {
    const flow = aWorkflow()
      .node('bad', failing('no'))
      .node('x', pass)
      .edge('bad', 'x.value')
      .build();
    expect((await run(flow)).results).to.deep.equal({ x: null });
    expect((await run(flow, { options: { mode: 'skip-branches' } })).results).to.deep.equal({});
  });
});

describe('branches', () => {
  it('meet in a merge, which sees the live ones only', async () => {
    expect((await run(fork(5))).results['all']).to.deep.equal({ got: { a: [5], b: false } });
    expect((await run(fork(50))).results['all']).to.deep.equal({ got: { a: [50], b: true } });
  });

  it('are never entered where they are dead, also where another switch stands on them', async () => {
    const { node, calls } = spied();
    const inner = spied();
    const flow = aWorkflow()
      .node('b', branch('value > 10'), { value: 5 })
      .node('n', node)
      .node('s', switchOn({ a: () => expect.fail('asked') }))
      .node('i', inner.node)
      .edge('b.true', 'n.value')
      .edge('n', 's.value')
      .edge('s.a', 'i.value')
      .build();
    const { status } = await run(flow);
    expect([status, calls.length, inner.calls.length]).to.deep.equal(['completed', 0, 0]);
  });

  it('begin at any node: what is behind another connection is decided by it alone', async () => {
    const flow = aWorkflow()
      .node('v', value(1))
      .node('b', branch('value > 10'), { value: 5 })
      .node('g', got)
      .node('early', got, {}, { join: 'any' })
      .edge('b.true', 'g.a')
      .edge('v', 'g.b')
      .edge('b.true', 'early.a')
      .edge('v', 'early.b')
      .build();
    const { results } = await run(flow);
    expect([results['g'], results['early']]).to.deep.equal([{ got: { b: 1 } }, { got: { b: 1 } }]);
  });
});
