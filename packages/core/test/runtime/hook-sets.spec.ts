import { defineHookSet, type Run } from '@tenon/core';
import { aRuntime, only, value } from '@tenon/testing';
import { expect } from 'chai';
import { SyncBailHook, SyncHook, SyncWaterfallHook } from 'tapable';
import { tapping } from '../support/plugins.js';
import { thrown } from '../unit/errors/thrown.js';

describe('hooks that a plugin publishes', () => {
  const CacheHooks = defineHookSet(
    'CacheHooks',
    () => ({
      key: new SyncWaterfallHook<[key: string], string | void>(['key']),
      hit: new SyncHook<[key: string, run: Run]>(['key', 'run']),
      find: new SyncBailHook<[key: string], number | undefined>(['key']),
    }),
    { observers: ['hit'] },
  );
  const owner = (found: unknown[]) =>
    tapping(
      'cache',
      (hooks, services) => {
        const calls = services.get(CacheHooks.calls);
        hooks.settled.tap('cache', (_outcome, run) => {
          found.push(calls.key?.('k') ?? 'k', calls.find?.('k'));
          calls.hit?.('k', run);
        });
      },
      { publishes: [CacheHooks] },
    );

  it('are tapped by others through the container, in the solved order', async () => {
    const found: unknown[] = [];
    const hits: string[] = [];
    const taps = (name: string, after: string[]) =>
      tapping(
        name,
        (_hooks, services) => {
          const hooks = services.tryGet(CacheHooks.id);
          hooks?.key.tap(name, (key) => `${key}/${name}`);
          hooks?.find.tap(name, () => (name === 'two' ? 7 : undefined));
          hooks?.hit.tap(name, () => {
            hits.push(name);
            if (name === 'one') throw new Error('boom');
          });
        },
        { after },
      );
    const { runtime } = aRuntime({
      plugins: [taps('two', ['one']), taps('one', ['cache']), owner(found)],
    });
    const { warnings } = await runtime.execute(only(value(1)));
    expect(found).to.deep.equal(['k/one/two', 7]);
    expect(hits).to.deep.equal(['one', 'two']);
    expect(warnings.map(({ code, message }) => [code, message])).to.deep.equal([
      ['OBSERVER_FAILED', 'Plugin "one" failed in the hook "CacheHooks.hit": boom'],
    ]);
    const described = runtime.describe().hooks.filter(({ set }) => set === 'CacheHooks');
    expect(described.map(({ name, role, taps: list }) => [name, role, list.length])).to.deep.equal([
      ['CacheHooks.key', 'decision', 2],
      ['CacheHooks.hit', 'observer', 2],
      ['CacheHooks.find', 'decision', 2],
    ]);
  });

  it('are asked for where nobody publishes them: the error says whom to add', () => {
    const asking = (id: typeof CacheHooks.id | typeof CacheHooks.calls) => () =>
      aRuntime({
        plugins: [tapping('asking', (_hooks, services) => void services.get<object>(id))],
      });
    const error = thrown(asking(CacheHooks.id));
    expect(error.code).to.equal('SERVICE_UNBOUND');
    expect(error.message).to.equal(
      'The hook set "CacheHooks" is not bound, and plugin "asking" asked for it.',
    );
    expect(error.hint).to.equal(
      'Add the plugin that publishes CacheHooks to the plugins of createRuntime. Where it may be absent, ask with tryGet.',
    );
    expect(thrown(asking(CacheHooks.calls)).hint).to.equal(
      'Let the plugin that calls the hooks publish them: publishes: [CacheHooks].',
    );
  });

  it('cost nothing where nobody taps, are absent where nobody publishes, and are called by their owner only', async () => {
    const found: unknown[] = [];
    await aRuntime({ plugins: [owner(found)] }).runtime.execute(only(value(1)));
    expect(found).to.deep.equal(['k', undefined]);
    let hooks: unknown = 'unset';
    aRuntime({
      plugins: [
        tapping('other', (_hooks, services) => void (hooks = services.tryGet(CacheHooks.id))),
      ],
    });
    expect(hooks).to.equal(undefined);
    const steals = tapping('steals', (_hooks, services) => void services.get(CacheHooks.calls), {
      after: ['cache'],
    });
    const error = thrown(() => aRuntime({ plugins: [owner([]), steals] }));
    expect([error.code, error.where.plugin]).to.deep.equal(['HOOK_MISUSE', 'steals']);
    const twice = tapping('twice', () => undefined, { publishes: [CacheHooks] });
    expect(thrown(() => aRuntime({ plugins: [owner([]), twice] })).code).to.equal(
      'CAPABILITY_CONFLICT',
    );
  });
});

describe('the answers of taps on hooks that a plugin publishes', () => {
  it('may be held to a shape, and are HOOK_MISUSE of the tap otherwise', async () => {
    const Keys = defineHookSet(
      'Keys',
      () => ({ key: new SyncWaterfallHook<[key: string], string | void>(['key']) }),
      { answers: { key: { what: 'a text', is: (answer) => typeof answer === 'string' } } },
    );
    const owner = tapping(
      'keys',
      (hooks, services) => {
        const calls = services.get(Keys.calls);
        hooks.prepare.tap('keys', () => void calls.key?.('k'));
      },
      { publishes: [Keys] },
    );
    const answering = (answer: unknown) =>
      tapping(
        'answers',
        (_hooks, services) => services.get(Keys.id).key.tap('answers', () => answer as string),
        { after: ['keys'] },
      );
    const outcome = (answer: unknown) =>
      aRuntime({ plugins: [owner, answering(answer)] }).runtime.start(only(value(1))).result;
    expect((await outcome('x')).status).to.equal('completed');
    const { error } = await outcome(7);
    expect([error?.code, error?.where.plugin]).to.deep.equal(['HOOK_MISUSE', 'answers']);
    expect(error?.hint).to.include('a text');
  });
});
