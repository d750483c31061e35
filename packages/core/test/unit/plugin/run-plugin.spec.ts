import { expect } from 'chai';
import { Container } from 'inversify';
import { RuntimeError } from '#core/errors/runtime-error.js';
import type { Plugin } from '#core/plugin/plugin.js';
import { applyPlugin, registerPlugin } from '#core/plugin/run-plugin.js';
import { Logger, SilentLogger } from '#core/services/logger.js';
import { throwing, thrown } from '../errors/thrown.js';

const manifest = { name: 'mine', version: '1.0.0' };

/** What registering and applying this plugin throws. */
function failureOf(plugin: Omit<Plugin, 'manifest'>) {
  return thrown(() => {
    const whole: Plugin = { manifest, ...plugin };
    registerPlugin(new Container(), whole);
    applyPlugin(whole, {} as never, {} as never);
  });
}

describe('starting a plugin', () => {
  it('calls register and apply as methods, with what is due to them', () => {
    const container = new Container({ defaultScope: 'Singleton' });
    class Stateful {
      readonly manifest = manifest;
      readonly logger = new SilentLogger();
      seen: unknown[] = [];
      register({ bind }: Parameters<NonNullable<Plugin['register']>>[0]) {
        bind(Logger).toConstantValue(this.logger);
      }
      apply(...args: unknown[]) {
        this.seen = args;
      }
    }
    const plugin = new Stateful();
    expect(registerPlugin(container, plugin)).to.deep.equal([Logger]);
    expect(container.get(Logger)).to.equal(plugin.logger);
    const [hooks, services] = [{}, {}];
    applyPlugin(plugin, hooks as never, services as never);
    expect(plugin.seen).to.deep.equal([hooks, services]);
  });

  it('asks nothing of a plugin without register and apply', () => {
    expect(registerPlugin(new Container(), { manifest })).to.deep.equal([]);
    applyPlugin({ manifest }, {} as never, {} as never);
  });

  it('names the plugin that throws, and keeps what it threw', () => {
    for (const cause of [undefined, 'text', new Error('boom')]) {
      const fail = throwing(cause);
      for (const error of [failureOf({ register: fail }), failureOf({ apply: fail })]) {
        expect(error).to.include({ code: 'PLUGIN_FAILED', cause });
        expect(error.message).to.include('Plugin "mine" failed to');
        expect(error.where).to.deep.equal({ plugin: 'mine' });
      }
    }
  });

  it('passes errors of Tenon through untouched', () => {
    const own = new RuntimeError('OPTION_INVALID', 'no');
    const fail = throwing(own);
    expect(failureOf({ register: fail })).to.equal(own);
    expect(failureOf({ apply: fail })).to.equal(own);
  });

  it('refuses asynchronous functions, and handles their rejections', async () => {
    const unhandled: unknown[] = [];
    const collect = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', collect);
    const later = (): void => Promise.reject(new Error('late')) as never;
    for (const error of [failureOf({ register: later }), failureOf({ apply: later })]) {
      expect(error.code).to.equal('PLUGIN_FAILED');
      expect(error.message).to.include('it answered a promise');
    }
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', collect);
    expect(unhandled).to.deep.equal([]);
  });
});
