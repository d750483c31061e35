import { defineNode, port, Routed, subWorkflow } from '@tenon/core';
import { aRuntime, aWorkflow, chainOf, failing, only, pass, spied, value } from '@tenon/testing';
import { expect } from 'chai';
import { chooser } from '../support/nodes.js';
import { gates } from '../support/plugins.js';

describe('why', () => {
  it('follows a skip to the node that failed', async () => {
    const flow = aWorkflow()
      .node('bad', failing(new Error('boom')))
      .node('b', pass)
      .node('c', pass)
      .edge('bad', 'b.value')
      .edge('b', 'c.value')
      .build();
    const { runtime } = aRuntime();
    const result = await runtime.start(flow, { onError: 'continue' }).result;
    const why = result.why('c');
    expect(why).to.deep.include({
      node: 'c',
      status: 'skipped',
      reason: 'upstreamFailed',
      input: 'value',
    });
    expect(why?.text).to.equal(
      '"c" was skipped: input "value" waits for "b", and something it needs failed.',
    );
    expect(why?.because?.node).to.equal('b');
    expect(why?.because?.because?.text).to.equal('Node "bad" of workflow "test" failed: boom');
    expect(why?.because?.because?.error).to.equal(result.error);
  });

  it('follows a skip to the switch that took another port, and what it told of its choice', async () => {
    const flow = aWorkflow()
      .node('choose', chooser(), { take: ['left'] })
      .node('b', pass)
      .node('c', pass)
      .edge('choose.right', 'b.value')
      .edge('b', 'c.value')
      .build();
    const result = await aRuntime({ plugins: [gates()] }).runtime.execute(flow);
    const why = result.why('c');
    expect(why?.reason).to.equal('deadEdges');
    expect(why?.because?.routing).to.deep.equal({
      node: 'choose',
      port: 'right',
      taken: ['left'],
      because: { asked: ['left'] },
    });
    expect(why?.because?.text).to.equal(
      '"b" was skipped: input "value" comes from "choose.right", and "choose" took "left".',
    );
  });

  it('puts the reason of a switch into words, where it tells one', async () => {
    const told = async (because: unknown) => {
      const node = defineNode({
        type: 'x',
        outputs: { left: port().optional(), right: port().optional() },
        routes: { ports: ['left', 'right'], multiple: false },
        run: () => new Routed({ left: 1 }, ['left'], because),
      });
      const flow = aWorkflow().node('x', node).node('n', pass).edge('x.right', 'n.value').build();
      const result = await aRuntime({ plugins: [gates()] }).runtime.execute(flow);
      return [result.why('n')?.text.split('and ')[1], result.why('n')?.routing?.because];
    };
    const calm = '"x" took "left".';
    expect(await told('it is small')).to.deep.equal([
      '"x" took "left": it is small.',
      'it is small',
    ]);
    expect((await told({ text: 'it is 7' }))[0]).to.equal('"x" took "left": it is 7.');
    expect(await told(() => 'asked late')).to.deep.equal([
      '"x" took "left": asked late.',
      'asked late',
    ]);
    expect((await told({ text: 7 }))[0]).to.equal(calm);
    expect((await told(''))[0]).to.equal(calm);
    const broken = () => {
      throw new Error('not now');
    };
    expect(await told(broken)).to.deep.equal([calm, undefined]);
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect((await told(() => proxy))[0]).to.equal(calm);
  });

  it('tells of a switch what it took itself', async () => {
    const flow = aWorkflow().node('choose', chooser(), { take: [] }).build();
    const result = await aRuntime({ plugins: [gates()] }).runtime.execute(flow);
    expect(result.why('choose')?.text).to.equal('"choose" took no port.');
    expect(result.why('choose')?.routing).to.deep.equal({
      node: 'choose',
      port: undefined,
      taken: [],
      because: { asked: [] },
    });
  });

  it('tells of what completed, what was aborted, and what there is not', async () => {
    const { runtime } = aRuntime();
    const flow = aWorkflow()
      .node('first', spied(() => runtime.dispose().then(() => ({}))).node)
      .node('then', spied().node)
      .edge('first', 'then.value')
      .build();
    const result = await runtime.start(flow, { graceMs: 0 }).result;
    expect(result.why('first')?.text).to.equal(
      '"first" was told to stop and did not come back in time.',
    );
    expect(result.why('then')?.text).to.equal(
      '"then" was not started: the run was stopped (aborted).',
    );
    expect(result.why('nobody')).to.equal(undefined);
    const good = await aRuntime().runtime.execute(only(value(1)));
    expect(good.why('only')?.text).to.equal('"only" completed.');
    expect(good.why('only', 'inner')).to.equal(undefined);
  });

  it('leads into sub-workflows, by path and by itself', async () => {
    const inner = subWorkflow(
      aWorkflow('inner').node('x', failing('boom')).node('y', pass).edge('x', 'y.value').build(),
    );
    const result = await aRuntime().runtime.start(only(inner)).result;
    expect(result.why('only')?.because?.node).to.equal('x');
    expect(result.why('only', 'y')?.because?.node).to.equal('x');
    expect(result.why('only', 'x')?.status).to.equal('failed');
    expect(result.why('only', 'z')).to.equal(undefined);
  });

  it('follows a chain of 20,000 skips', async () => {
    const chain = chainOf(20_000);
    const first = chain.nodes[0];
    const flow = {
      ...chain,
      nodes: [{ ...first, node: failing('boom') }, ...chain.nodes.slice(1)],
    } as typeof chain;
    const result = await aRuntime().runtime.start(flow, { onError: 'continue' }).result;
    let why = result.why('n19999');
    let links = 0;
    while (why?.because !== undefined) {
      why = why.because;
      links++;
    }
    expect([links, why?.node, why?.status]).to.deep.equal([19_999, 'n0', 'failed']);
  }).timeout(10_000);
});
