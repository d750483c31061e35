import { expect } from 'chai';
import { AsyncSeriesWaterfallHook, SyncBailHook, SyncHook } from 'tapable';
import type { Calls } from '#core/hooks/calls.js';
import { defineHookSet, isHookSet } from '#core/hooks/hook-set.js';
import { rejected, thrown } from '../errors/thrown.js';
import { aRun, openRegistry, sealedRegistry, tapping } from './registry.js';

const LapHooks = defineHookSet(
  'LapHooks',
  () => ({
    lap: new SyncBailHook<[lap: number], 'stop' | undefined>(['lap']),
    time: new AsyncSeriesWaterfallHook<[ms: number, run: object], number | void>(['ms', 'run']),
    finished: new SyncHook<[laps: number]>(['laps']),
  }),
  { observers: ['finished'] },
);
type LapCalls = Calls<ReturnType<typeof LapHooks.create>>;

/** A plugin that publishes the hooks above, and shows its calling side. */
function owner(take: (calls: LapCalls) => void = () => {}) {
  return tapping('laps', (_, services) => take(services.get(LapHooks.calls)), {
    publishes: [LapHooks],
    stage: 700,
  });
}

describe('a published hook set', () => {
  it('gives others the tap side under their own name, whatever the order of the plugins', () => {
    let calls: LapCalls | undefined;
    const seen: string[] = [];
    const tapper = (name: string, stage: number) =>
      tapping(
        name,
        (_, services) => services.get(LapHooks.id).lap.tap(name, () => void seen.push(name)),
        { stage },
      );
    sealedRegistry([owner((own) => (calls = own)), tapper('late', 900), tapper('early', 100)]);
    expect(calls?.lap?.(1)).to.equal(undefined);
    expect(seen).to.deep.equal(['early', 'late']);
    expect(calls?.time).to.equal(null);
  });

  it('is under the same guard as the hooks of the core', async () => {
    let calls: LapCalls | undefined;
    const { observed } = sealedRegistry([
      owner((own) => (calls = own)),
      tapping('mine', (_, services) => {
        const hooks = services.get(LapHooks.id);
        hooks.lap.tap('mine', () => {
          throw new Error('boom');
        });
        hooks.finished.tap('mine', () => {
          throw new Error('seen');
        });
        hooks.time.tapPromise('mine', () => new Promise(() => {}));
      }),
    ]);
    const error = thrown(() => calls?.lap?.(1));
    expect(error.code).to.equal('HOOK_FAILED');
    expect(error.where).to.deep.equal({ plugin: 'mine', hook: 'LapHooks.lap' });
    calls?.finished?.(3);
    expect(observed[0]?.error.code).to.equal('OBSERVER_FAILED');
    const run = aRun();
    const answer = calls?.time?.(1, run);
    run.abort();
    expect((await rejected(answer)).code).to.equal('ABORTED');
  });

  it('keeps its calling side for its owner', () => {
    const error = thrown(() =>
      openRegistry(
        owner(),
        tapping('mine', (_, services) => services.get(LapHooks.calls)),
      ),
    );
    expect(error.code).to.equal('HOOK_MISUSE');
    expect(error.message).to.include('belongs to plugin "laps"');
  });

  it('is absent where its plugin is: optional to ask for, an error to insist on', () => {
    openRegistry(
      tapping('mine', (_, services) => {
        expect(services.tryGet(LapHooks.id)).to.equal(undefined);
        expect(thrown(() => services.get(LapHooks.id)).code).to.equal('SERVICE_UNBOUND');
      }),
    );
  });

  it('is made anew for each runtime', () => {
    const first: unknown[] = [];
    const tapper = tapping('mine', (_, services) =>
      services.get(LapHooks.id).finished.tap('mine', (laps) => void first.push(laps)),
    );
    let tapped: LapCalls | undefined;
    let untapped: LapCalls | undefined;
    sealedRegistry([owner((own) => (tapped = own)), tapper]);
    sealedRegistry([owner((own) => (untapped = own))]);
    tapped?.finished?.(1);
    expect(untapped?.finished).to.equal(null);
    expect(first).to.deep.equal([1]);
  });

  it('is bound in the container for services that have it injected', () => {
    const { container } = openRegistry(owner());
    const hooks = container.get(LapHooks.id);
    hooks.lap.tap('laps', () => undefined);
    expect(thrown(() => hooks.lap.tap('stranger', () => undefined)).code).to.equal('HOOK_MISUSE');
    expect(container.get(LapHooks.calls)).to.have.keys('lap', 'time', 'finished');
  });

  it('refuses taps under the name of another plugin, and after sealing', () => {
    let late: (() => void) | undefined;
    sealedRegistry([
      owner(),
      tapping('mine', (_, services) => {
        const hooks = services.get(LapHooks.id);
        expect(thrown(() => hooks.lap.tap('laps', () => undefined)).code).to.equal('HOOK_MISUSE');
        late = () => hooks.lap.tap('mine', () => undefined);
      }),
    ]);
    expect(thrown(() => late?.()).message).to.include('after sealing');
  });

  it('is published by one plugin only', () => {
    const error = thrown(() =>
      openRegistry(
        owner(),
        tapping('other', () => {}, { publishes: [LapHooks] }),
      ),
    );
    expect(error.code).to.equal('CAPABILITY_CONFLICT');
    expect(error.message).to.include('"LapHooks"').and.include('"laps"').and.include('"other"');
  });

  it('that cannot make its hooks fails the start, naming the plugin', () => {
    const publish = (create: () => object) =>
      thrown(() =>
        openRegistry(tapping('mine', () => {}, { publishes: [defineHookSet('Odd', create)] })),
      );
    const failed = publish(() => {
      throw new Error('boom');
    });
    expect(failed).to.include({ code: 'PLUGIN_FAILED' });
    expect(failed.where.plugin).to.equal('mine');
    expect(publish(() => undefined as never).code).to.equal('HOOK_MISUSE');
    expect(publish(() => ({ hook: 'none' })).code).to.equal('HOOK_MISUSE');
  });

  it('needs a name, and is recognised by its brand', () => {
    expect(thrown(() => defineHookSet('', () => ({}))).code).to.equal('OPTION_INVALID');
    expect(isHookSet(LapHooks)).to.equal(true);
    for (const value of [undefined, null, {}, 'LapHooks']) expect(isHookSet(value)).to.equal(false);
  });
});
