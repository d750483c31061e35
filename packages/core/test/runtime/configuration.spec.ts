import { defineNode, port, type Supply, subWorkflow } from '@tenon/core';
import { aRuntime, aWorkflow, only, value } from '@tenon/testing';
import { expect } from 'chai';
import { tapping } from '../support/plugins.js';

/** Supplies just these values to every run. */
const supplying = (...supplies: readonly Supply[]) =>
  tapping(
    'supplying',
    (hooks) => {
      hooks.prepare.tap('supplying', (request) => ({ ...request, supplies }));
    },
    { provides: ['parameters'] },
  );

const node = defineNode({
  type: 'x',
  inputs: { a: port().default('default'), b: port().optional() },
  settings: { s: port().default('default') },
  outputs: { got: port() },
  run: (inputs, { settings }) => ({ got: { ...inputs, ...settings } }),
});

const supply = (name: string, rank: Supply['rank'], within: readonly string[] = []): Supply => ({
  within,
  node: 'only',
  name,
  rank,
  value: `${rank} ${name}`,
});

describe('configuration that a run supplies', () => {
  it('stands in place of what is configured, below everything else', async () => {
    const config = [supply('a', 'config'), supply('s', 'config')];
    const got = async (...supplies: readonly Supply[]) =>
      (
        await aRuntime({ plugins: [supplying(...supplies)] }).runtime.execute(
          only(node, { a: '${a}', s: '${s}' }),
        )
      ).results['only']?.['got'];
    expect(await got(...config)).to.deep.equal({ a: 'config a', s: 'config s' });
    expect(await got(...config, supply('a', 'workflow'), supply('s', 'workflow'))).to.deep.equal({
      a: 'workflow a',
      s: 'workflow s',
    });
    expect(await got(...config, supply('a', 'addressed'), supply('s', 'addressed'))).to.deep.equal({
      a: 'addressed a',
      s: 'addressed s',
    });
    const flow = aWorkflow()
      .node('s', value('connection'))
      .node('only', node)
      .edge('s.value', 'only.a')
      .build();
    const { results } = await aRuntime({ plugins: [supplying(...config)] }).runtime.execute(flow);
    expect(results['only']?.['got']).to.deep.equal({ a: 'connection', s: 'config s' });
  });

  it('reaches sub-workflows', async () => {
    const plugin = supplying(supply('b', 'config', ['only']));
    const { outcomes } = await aRuntime({ plugins: [plugin] }).runtime.execute(
      only(subWorkflow(only(node))),
    );
    expect(outcomes.get('only')?.nested?.get('only')?.outputs).to.deep.equal({
      got: { a: 'default', b: 'config b', s: 'default' },
    });
  });
});

describe('a port that takes its text as it stands', () => {
  const raw = defineNode({
    type: 'raw',
    inputs: { list: port<string>().raw().many().optional() },
    settings: { script: port<string>().raw().describe('A script.') },
    run: (_inputs, { settings }) => {
      seen.push(settings.script);
      return {};
    },
  });
  const seen: string[] = [];

  it('needs no plugin for what would be a template elsewhere', async () => {
    const { runtime } = aRuntime();
    await runtime.execute(only(raw, { script: 'echo ${HOME}' }));
    expect(seen).to.deep.equal(['echo ${HOME}']);
    expect(runtime.verify(only(node, { b: '${HOME}' })).map(({ code }) => code)).to.deep.equal([
      'PLUGIN_MISSING',
    ]);
  });

  it('gets a list where it takes one, since nothing will be made of the text', () => {
    const { runtime } = aRuntime({ plugins: [supplying()] });
    const flow = only(raw, { script: '', list: '${all}' });
    expect(runtime.verify(flow).map(({ code }) => code)).to.deep.equal(['CONFIG_INVALID']);
  });
});
