import { readFileSync } from 'node:fs';
import { createRuntime, type Plugin, RuntimeError } from '@tenon/core';
import { aRuntime, only, pass, pluginSpec, spied, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { BreakerHooks, breaker, type Circuit, CircuitStore, VERSION } from 'tenon-plugin-breaker';

const MOODY = { types: ['spied'], failures: 2, restMs: 1000 };

/** A runtime with a breaker, and a node that fails until it is told to work. */
function aMoodyService(more: Parameters<typeof aRuntime>[0] = {}) {
  const clock = new VirtualClock();
  const service = { works: false, says: '503' };
  const { node, calls } = spied(() => {
    if (!service.works) throw new Error(service.says);
    return { value: 200 };
  });
  const plugins = [breaker(MOODY), ...(more.plugins ?? [])];
  const { runtime } = aRuntime({ ...more, clock, plugins });
  const run = async () => (await runtime.start(only(node)).result).error?.code;
  return { clock, service, calls, run };
}

// #region spec
pluginSpec(breaker({ types: ['pass'] }), { workflow: (n) => only(pass, { value: n }) });
// #endregion

describe('the plugin from nothing', () => {
  // #region test
  it('does not call for a while what has failed twice in a row', async () => {
    const { clock, service, calls, run } = aMoodyService();

    expect(await run()).to.equal('NODE_FAILED');
    expect(await run()).to.equal('NODE_FAILED');
    expect(await run()).to.equal('BREAKER_OPEN');
    expect(calls).to.have.lengthOf(2);

    service.works = true;
    await clock.advance(1000);
    expect(await run()).to.equal(undefined);
  });
  // #endregion

  it('opens again after a rest at the first failure', async () => {
    const { clock, run } = aMoodyService();
    await run();
    await run();
    await clock.advance(1000);
    expect(await run()).to.equal('NODE_FAILED');
    expect(await run()).to.equal('BREAKER_OPEN');
  });

  it('forgets failures when a call succeeds', async () => {
    const { service, run } = aMoodyService();
    await run();
    service.works = true;
    await run();
    service.works = false;
    expect([await run(), await run()]).to.deep.equal(['NODE_FAILED', 'NODE_FAILED']);
  });

  // #region hooks
  it('tells once that it opens, and lets others say what counts', async () => {
    const opened: string[] = [];
    const watcher: Plugin = {
      manifest: { name: 'watcher', version: '1.0.0', requires: ['breaker'] },
      apply(_hooks, services) {
        const taps = services.get(BreakerHooks.id);
        taps.counts.tap('watcher', (_, error) => (error as Error).message !== '404');
        taps.opened.tap('watcher', (type, failures) => {
          opened.push(`${type} after ${String(failures)}`);
        });
      },
    };
    const { service, run } = aMoodyService({ plugins: [watcher] });
    service.says = '404';
    await run();
    await run();
    expect(opened).to.deep.equal([]);
    service.says = '503';
    await run();
    await run();
    await run();
    expect(opened).to.deep.equal(['spied after 2']);
  });
  // #endregion

  it('keeps its circuits where the host says', async () => {
    const kept = new Map<string, Circuit>();
    const { run } = aMoodyService({
      configure: ({ bind }) => {
        bind(CircuitStore).toConstantValue({
          read: (type) => kept.get(type) ?? { failures: 9, failedAt: 0 },
          write: (type, circuit) => kept.set(type, circuit),
        });
      },
    });
    expect(await run()).to.equal('BREAKER_OPEN');
  });

  it('names the options that are wrong', () => {
    expect(() => breaker({ types: [], restMs: -1 }))
      .to.throw(RuntimeError, '"types" is [] and should not be empty; "restMs" is -1')
      .with.property('code', 'OPTION_INVALID');
  });

  it('leaves nodes of other types alone', () => {
    const plugins = [breaker({ types: ['other'] })];
    expect(createRuntime({ plugins }).verify(only(spied().node))).to.deep.equal([]);
  });

  it('has the version of its package', () => {
    const url = new URL('../../package.json', import.meta.url);
    const { version } = JSON.parse(readFileSync(url, 'utf8')) as { version: string };
    expect(VERSION).to.equal(version);
  });
});
