import { defineNode, type PluginStatements, subWorkflow, workflow } from '@tenon/core';
import { aRuntime } from '@tenon/testing';
import { expect } from 'chai';
import { tapping } from '../support/plugins.js';

/** What no plugin of the tests declares. */
const stated = (statements: object) => statements as PluginStatements;

const plain = defineNode({ type: 'plain', run: () => ({}) });

describe('what is stated for plugins', () => {
  it('is copied and frozen, in workflows, node types and nodes', () => {
    const given = { cache: { ages: [1, 2] } };
    const typed = defineNode({ type: 'typed', plugins: stated(given), run: () => ({}) });
    const flow = workflow('flow');
    flow.plugins(stated(given));
    flow.add('a', plain, {}, { plugins: stated(given) });
    flow.add('b', plain);
    const built = flow.build();
    given.cache.ages.push(3);
    for (const kept of [built.plugins, built.nodes[0]?.plugins, typed.plugins]) {
      expect(kept).to.deep.equal({ cache: { ages: [1, 2] } });
      const inside = Object.values(Object(kept?.['cache']) as object);
      expect(inside.map(Object.isFrozen)).to.deep.equal([true]);
    }
    expect(built.nodes[1]).to.not.have.property('plugins');
    expect(workflow('none').build()).to.not.have.property('plugins');
    expect(plain).to.not.have.property('plugins');
  });

  it('reaches plugins where they wrap nodes', async () => {
    const seen: unknown[] = [];
    const reader = tapping('reader', (hooks) => {
      hooks.node.tap('reader', (_wraps, { node, definition }, plan) => {
        seen.push(node.plugins, definition.plugins, plan.workflow.plugins);
      });
    });
    const typed = defineNode({ type: 't', plugins: stated({ reader: 2 }), run: () => ({}) });
    const flow = workflow('flow');
    flow.plugins(stated({ reader: 3 }));
    flow.add('a', typed, {}, { plugins: stated({ reader: 1 }) });
    await aRuntime({ plugins: [reader] }).runtime.execute(flow.build());
    expect(seen).to.deep.equal([{ reader: 1 }, { reader: 2 }, { reader: 3 }]);
  });

  it('refuses the workflow where nobody is to heed it, once for each name', () => {
    const { runtime } = aRuntime({ plugins: [tapping('reader', () => undefined)] });
    const typed = defineNode({ type: 't', plugins: stated({ other: 1 }), run: () => ({}) });
    const inner = workflow('inner');
    inner.add('deep', plain, {}, { plugins: stated({ cache: 1, __proto__: null, readr: 1 }) });
    const flow = workflow('flow');
    flow.plugins(stated({ cache: 1, reader: 1 }));
    flow.add('a', typed);
    flow.add('b', typed);
    flow.add('sub', subWorkflow(inner.build()));
    const issues = runtime.verify(flow.build());
    expect(
      issues.map(({ code, message, hint, where }) => [code, message, hint, where]),
    ).to.deep.equal([
      [
        'PLUGIN_MISSING',
        'No plugin of this runtime is called "cache" or provides it, and the workflow states something for it.',
        'Add it to the plugins of createRuntime, or leave that out.',
        { workflow: 'flow', plugin: 'cache' },
      ],
      [
        'PLUGIN_MISSING',
        'No plugin of this runtime is called "other" or provides it, and the type "t" of node "a" states something for it.',
        'Add it to the plugins of createRuntime, or leave that out.',
        { workflow: 'flow', node: 'a', plugin: 'other' },
      ],
      [
        'PLUGIN_MISSING',
        'No plugin of this runtime is called "readr" or provides it, and node "deep" states something for it. (Inside "sub".)',
        'Did you mean "reader"?',
        { workflow: 'inner', within: ['sub'], node: 'deep', plugin: 'readr' },
      ],
    ]);
  });

  it('may be for a capability that a plugin provides', () => {
    const { runtime } = aRuntime({
      plugins: [{ manifest: { name: 'p', version: '1.0.0', provides: ['cache'] } }],
    });
    const flow = workflow('flow');
    flow.plugins(stated({ cache: 1 }));
    flow.add('a', plain);
    expect(runtime.verify(flow.build())).to.deep.equal([]);
  });

  it('is described by what a plugin accepts', () => {
    const accepts = { node: { type: 'object' } };
    const { runtime } = aRuntime({
      plugins: [{ manifest: { name: 'p', version: '1.0.0' }, accepts }],
    });
    const found = runtime.describe().plugins.filter((plugin) => plugin.accepts !== undefined);
    expect(found.map(({ name, accepts: taken }) => [name, taken])).to.deep.equal([['p', accepts]]);
  });
});
