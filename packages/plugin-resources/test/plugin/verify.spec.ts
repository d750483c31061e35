import { subWorkflow, type Workflow, workflow } from '@tenon/core';
import { defineResourceNode, type Resource, resource } from '@tenon/plugin-resources';
import { aRuntime, only, pass } from '@tenon/testing';
import { expect } from 'chai';
import { leasingAll, leasingNode } from '../support/nodes.js';
import { withResources } from '../support/runtime.js';
import { type Thing, things } from '../support/things.js';

function found(flow: Workflow, define: readonly Resource[] = []) {
  return withResources({ define })
    .runtime.verify(flow)
    .map(({ code, message, hint }) => [code, message, hint]);
}

const node = leasingNode(resource<Thing>('databse'), () => 0);

describe('verification', () => {
  it('finds a resource that nobody declares, and names near ones', () => {
    expect(found(only(node), [things({ name: 'database' }).resource])).to.deep.equal([
      [
        'RESOURCE_UNKNOWN',
        'Node "only" needs the resource "databse", which nobody declares.',
        'Did you mean "database"?',
      ],
    ]);
    expect(found(only(node), [things({ name: 'cache' }).resource])[0]?.[2]).to.equal(
      'Declare it: resources({ define: [defineResource({ name: "databse", … })] }). There are "cache".',
    );
    expect(found(only(node))[0]?.[2]).to.equal(
      'Declare it: resources({ define: [defineResource({ name: "databse", … })] }).',
    );
  });

  it('finds all of them, at any depth, and says where', () => {
    const inner = workflow('inner');
    inner.add('deep', node);
    const flow = workflow('outer');
    flow.add('one', node);
    flow.add('two', subWorkflow(inner.build()));
    const issues = withResources().runtime.verify(flow.build());
    expect(issues.map(({ where }) => [where.workflow, where.within, where.node])).to.deep.equal([
      ['outer', undefined, 'one'],
      ['inner', ['two'], 'deep'],
    ]);
  });

  it('finds two resources of one name that nodes bring', () => {
    const flow = workflow('two');
    const one = things();
    flow.add(
      'one',
      leasingNode(one.resource, () => 0),
    );
    flow.add(
      'same',
      leasingNode(one.resource, () => 0),
    );
    flow.add(
      'other',
      leasingNode(things().resource, () => 0),
    );
    expect(found(flow.build()).map(([code, message]) => [code, message])).to.deep.equal([
      [
        'RESOURCE_CONFLICT',
        'Node "other" brings a resource "thing" that is another than the one a node before it brings.',
      ],
    ]);
    expect(found(flow.build(), [things().resource])).to.deep.equal([]);
  });

  it('finds a node that would wait for itself', () => {
    const need = resource<Thing>('thing');
    const twice = only(leasingAll({ one: need, two: need }, () => 0));
    expect(found(twice, [things().resource]).map(([code]) => code)).to.deep.equal([
      'RESOURCE_TWICE',
    ]);
    expect(found(twice, [things({ shared: true }).resource])).to.deep.equal([]);
  });

  it('finds nothing where nothing is needed', () => {
    expect(found(only(pass, { value: 1 }))).to.deep.equal([]);
    const plain = defineResourceNode({ type: 'plain', resources: {}, run: () => ({}) });
    expect(aRuntime().runtime.verify(only(plain))).to.deep.equal([]);
  });

  it('names the package where no plugin has resources, and the run is refused', async () => {
    const { runtime } = aRuntime();
    const [issue, ...others] = runtime.verify(only(node));
    expect([issue?.code, issue?.message, others]).to.deep.equal([
      'PLUGIN_MISSING',
      'No plugin of this runtime provides "resources", which is needed by node "only" (its resources "databse").',
      [],
    ]);
    expect(issue?.hint).to.equal(
      'Install "@tenon/plugin-resources" and add resources() to the plugins of createRuntime.',
    );
    const { status, error } = await runtime.start(only(node)).result;
    expect([status, error?.code]).to.deep.equal(['refused', 'PLUGIN_MISSING']);
  });

  it('leaves it to the plan where somebody else claims to provide resources', async () => {
    const { runtime } = aRuntime({
      plugins: [{ manifest: { name: 'other', version: '1.0.0', provides: ['resources'] } }],
    });
    const { error } = await runtime.start(only(node)).result;
    expect([error?.code, error?.hint]).to.deep.equal([
      'PLUGIN_MISSING',
      'Install "@tenon/plugin-resources" and add resources() to the plugins of createRuntime.',
    ]);
  });
});
