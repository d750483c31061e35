import { ConditionFunctions } from '@tenon/conditions';
import { subWorkflow, type Workflow, workflow } from '@tenon/core';
import { type BranchAnalysis, Branches, branch, merge, switchOn } from '@tenon/plugin-conditional';
import { aWorkflow, only, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import { both } from '../support/nodes.js';
import { withBranches } from '../support/runtime.js';

function analysed(flow: Workflow): BranchAnalysis {
  const { runtime } = withBranches();
  runtime.verify(flow);
  const analysis = runtime.services.get(Branches).of(flow);
  if (analysis === undefined) throw new Error('The workflow is not known.');
  return analysis;
}

describe('the service Branches', () => {
  const nested = () =>
    aWorkflow('shop')
      .node('v', value(1))
      .node('tier', switchOn({ gold: 'value > 10', silver: 'value > 1' }, { otherwise: 'rest' }))
      .node('bonus', pass)
      .node('check', branch('value > 100'))
      .node('review', pass)
      .node('book', pass)
      .node('mail', merge())
      .node('end', pass)
      .edge('v', 'tier.value')
      .edge('tier.gold', 'bonus.value')
      .edge('bonus', 'check.value')
      .edge('check.true', 'review.value')
      .edge('check.false', 'book.value')
      .edge('review', 'mail.values')
      .edge('book', 'mail.values')
      .edge('tier.silver', 'end.value')
      .edge('mail', 'end.value')
      .build();

  it('knows the switches of a workflow, their conditions, and which depends on which', () => {
    const { workflow: name, switches } = analysed(nested());
    expect(name).to.equal('shop');
    expect(
      switches.map(({ node, ports, multiple, otherwise }) => [node, ports, multiple, otherwise]),
    ).to.deep.equal([
      ['tier', ['gold', 'silver', 'rest'], false, 'rest'],
      ['check', ['true', 'false'], false, 'false'],
    ]);
    expect(switches[0]?.cases).to.deep.equal([
      { port: 'gold', condition: 'value > 10' },
      { port: 'silver', condition: 'value > 1' },
    ]);
    expect(switches[0]?.within).to.equal(undefined);
    expect([switches[1]?.within?.switch, switches[1]?.within?.port]).to.deep.equal([
      'tier',
      'gold',
    ]);
  });

  it('knows which nodes run only when a port is taken, each in the innermost region', () => {
    const { regions } = analysed(nested());
    expect(
      regions.map(({ switch: node, port, parent, nodes }) => [
        `${node}.${port}`,
        parent && `${parent.switch}.${parent.port}`,
        nodes,
      ]),
    ).to.deep.equal([
      ['tier.gold', undefined, ['bonus', 'check', 'mail']],
      ['tier.silver', undefined, []],
      ['check.true', 'tier.gold', ['review']],
      ['check.false', 'tier.gold', ['book']],
    ]);
    expect(regions.every(({ nodes }) => Object.isFrozen(nodes))).to.equal(true);
  });

  it('knows the nodes that never run', () => {
    const flow = aWorkflow()
      .node('b', branch('value > 1'), { value: 1 })
      .node('j', both)
      .edge('b.true', 'j.a')
      .edge('b.false', 'j.b')
      .build();
    expect(analysed(flow).neverRunning).to.deep.equal([
      { node: 'j', inputs: ['a', 'b'], switch: 'b', ports: ['true', 'false'], behind: [] },
    ]);
  });

  it('knows workflows that were verified or run, and those inside them, each once', async () => {
    const { runtime } = withBranches();
    const branches = runtime.services.get(Branches);
    const inner = only(branch('true'), { value: 1 });
    const flow = only(subWorkflow(inner));
    expect(branches.of(flow)).to.equal(undefined);
    await runtime.execute(flow);
    expect(branches.of(flow)?.switches).to.deep.equal([]);
    expect(branches.of(inner)?.switches).to.have.lengthOf(1);
    expect(branches.of(inner)).to.equal(branches.of(inner));
    expect(branches.of(workflow('other').build())).to.equal(undefined);
  });

  it('leaves out ports that a switch does not have: they are findings', () => {
    const flow = workflow('odd');
    flow.add('b', branch('true'), { value: 1 });
    flow.add('p', pass);
    flow.wire({ from: 'b', output: 'ture', to: 'p', input: 'value' });
    expect(analysed(flow.build()).regions).to.deep.equal([]);
  });

  it("may be the host's own", () => {
    const own: Branches = { of: () => undefined };
    const { runtime } = withBranches({
      configure: ({ bind }) => {
        bind(Branches).toConstantValue(own);
      },
    });
    expect(runtime.services.get(Branches)).to.equal(own);
  });

  it('is refused at start where what is bound is none, and so are functions', () => {
    for (const [id, method] of [
      [Branches, '"of"'],
      [ConditionFunctions, '"get" or "keys"'],
    ] as const) {
      const start = () =>
        withBranches({
          configure: ({ bind }) => {
            bind<unknown>(id).toConstantValue({ off: () => undefined });
          },
        });
      expect(start).to.throw(`has no method ${method}`).with.property('code', 'SERVICE_FAILED');
    }
  });

  it('handles 100,000 nodes and a row of 5,000 nested switches', () => {
    const flow = workflow('row');
    let last = flow.add('s0', branch('value > 0'), { value: 1 });
    for (let at = 1; at < 5_000; at++) {
      const next = flow.add(`s${String(at)}`, branch('value > 0'));
      flow.connect(last.out.true, next.in.value);
      for (let leaf = 0; leaf < 19; leaf++) {
        const node = flow.add(`l${String(at)}-${String(leaf)}`, pass);
        flow.connect(next.out.false, node.in.value);
      }
      last = next;
    }
    const { regions } = analysed(flow.build());
    expect(regions).to.have.lengthOf(2 * 4_999);
    expect(regions.every(({ nodes }) => nodes.length === 1 || nodes.length === 19)).to.equal(true);
  }).timeout(20_000);
});
