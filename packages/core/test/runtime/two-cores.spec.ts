import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as core from '@tenon/core';
import { aRuntime, aWorkflow, only, value } from '@tenon/testing';
import { expect } from 'chai';
import { SyncHook } from 'tapable';
import { gates } from '../support/plugins.js';
import { rejected } from '../unit/errors/thrown.js';

/** Beside the first copy, so that it finds the same dependencies. */
const COPY = fileURLToPath(new URL('../../second-core', import.meta.url));
const DIST = fileURLToPath(new URL('.', import.meta.resolve('@tenon/core')));

describe('two copies of the core in one process', () => {
  let other: typeof core;
  before(async function () {
    this.timeout(10_000);
    cpSync(DIST, COPY, { recursive: true });
    other = (await import(pathToFileURL(`${COPY}/index.js`).href)) as typeof core;
  });
  after(() => rmSync(COPY, { recursive: true, force: true }));

  it('are two', () => {
    expect(other.RuntimeError).not.to.equal(core.RuntimeError);
  });

  it("recognise each other's errors", async () => {
    const error = new other.RuntimeError('TIMEOUT', 'mine');
    expect(error instanceof core.RuntimeError).to.equal(false);
    expect(core.RuntimeError.is(error, 'TIMEOUT')).to.equal(true);
    const failed = await rejected(other.createRuntime().execute(only(value(1)), { id: '' }));
    expect(core.RuntimeError.is(failed, 'OPTION_INVALID')).to.equal(true);
  });

  it("run each other's nodes, workflows and sub-workflows", async () => {
    const double = other.defineNode({
      type: 'double',
      inputs: { n: other.port<number>() },
      outputs: { n: other.port<number>().many() },
      run: ({ n }) => ({ n: [n * 2] }),
    });
    const inner = other.workflow('inner', { outputs: { n: other.port<readonly number[]>() } });
    const a = inner.add('a', double, { n: 4 });
    inner.output('n', a.out.n);
    const flow = aWorkflow()
      .node('two', value(2))
      .node('double', double as never)
      .node('sub', other.subWorkflow(inner.build()) as never)
      .edge('two', 'double.n')
      .build();
    for (const runtime of [core.createRuntime(), other.createRuntime()]) {
      const { results } = await runtime.execute(flow);
      expect(results['double']).to.deep.equal({ n: [4] });
      expect({ ...results['sub'] }).to.deep.equal({ n: [8] });
    }
  });

  it('share services by their identifiers, and plugins with their hooks', async () => {
    expect(other.Logger).to.equal(core.Logger);
    const hits: string[] = [];
    const Hooks = other.defineHookSet('OtherHooks', () => ({
      hit: new SyncHook<[string]>(['id']),
    }));
    const plugin: core.Plugin = {
      manifest: { name: 'other', version: '1.0.0', after: ['results'] },
      publishes: [Hooks],
      apply(hooks, services) {
        services.get(other.Logger).info('hello');
        hooks.results.tap(
          'other',
          (results) => new other.LazyResults(() => ({ ...results.record, x: null })),
        );
        hooks.settled.tap('other', (_outcome, run) => {
          services.get(Hooks.calls).hit?.(run.id);
        });
      },
    };
    const taps: core.Plugin = {
      manifest: { name: 'taps', version: '1.0.0' },
      apply: (_hooks, services) => {
        services.get(Hooks.id).hit.tap('taps', (id) => void hits.push(id));
      },
    };
    const { runtime, log } = aRuntime({ plugins: [plugin, taps] });
    const { results } = await runtime.execute(only(value(1)));
    expect([hits, log.lines.length]).to.deep.equal([['run-1'], 1]);
    expect({ ...results }).to.deep.equal({ only: { value: 1 }, x: null });
  });

  it("understand each other's routing", async () => {
    const choose = other.defineNode({
      type: 'choose',
      outputs: { left: other.port(), right: other.port() },
      routes: { ports: ['left', 'right'], multiple: false },
      run: () => new other.Routed({ left: 1 }, ['left']),
    });
    const flow = aWorkflow()
      .node('choose', choose as never)
      .node('a', value(1))
      .build();
    const { status } = await aRuntime({ plugins: [gates()] }).runtime.start(flow).result;
    expect(status).to.equal('completed');
  });
});
