import { expect } from 'chai';
import { SyncHook } from 'tapable';
import { defineHookSet } from '#core/hooks/hook-set.js';
import { checkPlugin } from '#core/plugin/check-plugin.js';
import { thrown } from '../errors/thrown.js';

const manifest = { name: 'mine', version: '1.0.0' };

function refusal(value: unknown) {
  const error = thrown(() => checkPlugin(value, 'plugins[2]'));
  expect(error.code).to.equal('PLUGIN_INVALID');
  return error;
}

describe('checkPlugin', () => {
  it('answers the very plugin that it was given', () => {
    const hooks = defineHookSet('MineHooks', () => ({ x: new SyncHook() }));
    for (const plugin of [
      { manifest },
      Object.freeze({ manifest, publishes: [hooks], register() {}, apply() {} }),
      { manifest: { ...manifest, stage: 350, requires: ['a'], after: [], homepage: 'https://x' } },
      new (class {
        manifest = manifest;
        apply() {}
      })(),
    ]) {
      expect(checkPlugin(plugin, 'plugins[0]')).to.equal(plugin);
    }
  });

  it('shows the shape to write where a plugin of webpack was given', () => {
    class WebpackPlugin {
      apply(_compiler: unknown) {}
    }
    const error = refusal(new WebpackPlugin());
    expect(error.message).to.equal(
      'plugins[2] has "apply" but no manifest, like a plugin of webpack.',
    );
    expect(error.hint).to.include("manifest: { name: 'my-plugin', version: '1.0.0' }");
    expect(error.hint).to.include("hooks.prepare.tap('my-plugin'");
  });

  it('asks for the call where a factory was given', () => {
    const error = refusal(function cycles() {});
    expect(error.message).to.equal('plugins[2] is function cycles, and no plugin.');
    expect(error.hint).to.include('cycles()');
  });

  it('asks for await where a promise was given, and leaves no rejection unhandled', () => {
    expect(refusal(Promise.reject(new Error('late'))).hint).to.include('Await it');
  });

  it('refuses what is no object', () => {
    for (const value of [undefined, null, 'cycles', 7, Symbol('s')]) refusal(value);
  });

  it('refuses a manifest without a proper name or version', () => {
    for (const name of [undefined, '', ' mine', 'mine\n', 7, null]) {
      expect(refusal({ manifest: { ...manifest, name } }).message).to.include(
        'The name of plugins[2]',
      );
    }
    for (const version of [undefined, '', 1]) {
      expect(refusal({ manifest: { ...manifest, version } }).where.plugin).to.equal('mine');
    }
    for (const value of [null, 'mine', 7]) refusal({ manifest: value });
  });

  it('refuses a stage that is no finite number', () => {
    for (const stage of [NaN, Infinity, '300', null]) {
      const error = refusal({ manifest: { ...manifest, stage } });
      expect(error.message).to.include('The stage of plugin "mine"');
    }
  });

  it('refuses lists that are not lists of names', () => {
    for (const list of ['requires', 'after', 'before', 'provides']) {
      for (const value of ['cycles', [7], [''], {}, null]) {
        expect(refusal({ manifest: { ...manifest, [list]: value } }).message).to.include(
          `"${list}" of plugin "mine"`,
        );
      }
    }
  });

  it('takes a misspelt member for a mistake, and leaves others alone', () => {
    const error = refusal({ manifest: { ...manifest, befor: ['audit'] } });
    expect(error.message).to.include('"befor"');
    expect(error.hint).to.equal('Did you mean "before"?');
  });

  it('refuses register, apply and publishes of the wrong type', () => {
    for (const member of ['register', 'apply', 'publishes']) {
      expect(refusal({ manifest, [member]: 'yes' }).message).to.include(`"${member}" of plugin`);
    }
    refusal({ manifest, publishes: [{ name: 'NotASet' }] });
  });
});
