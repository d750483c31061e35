import { expect } from 'chai';
import { kindOf } from '#core/hooks/hook-kind.js';
import {
  createRuntimeHooks,
  RUNTIME_HOOK_RULES,
  type RuntimeHooks,
} from '#core/hooks/runtime-hooks.js';
import { NodeWraps } from '#core/plan/node-wraps.js';
import { thrown } from '../errors/thrown.js';
import { sealedRegistry, some, tapping } from './registry.js';

describe('the hooks of the core', () => {
  it('are of the classes that the architecture states, in the order in which a run passes them', () => {
    const hooks = createRuntimeHooks();
    const kinds = Object.entries<unknown>({ ...hooks }).map(([name, hook]) => [
      name,
      kindOf(hook, name).name,
    ]);
    expect(kinds).to.deep.equal([
      ['verify', 'SyncWaterfallHook'],
      ['plan', 'SyncWaterfallHook'],
      ['node', 'SyncHook'],
      ['prepare', 'AsyncSeriesWaterfallHook'],
      ['admit', 'AsyncSeriesWaterfallHook'],
      ['review', 'SyncWaterfallHook'],
      ['execute', 'AsyncSeriesBailHook'],
      ['nodeStarted', 'SyncHook'],
      ['nodeSettled', 'SyncHook'],
      ['results', 'AsyncSeriesWaterfallHook'],
      ['settled', 'AsyncSeriesHook'],
      ['dispose', 'AsyncSeriesHook'],
    ]);
  });

  it('are frozen, and made anew for each runtime', () => {
    expect(createRuntimeHooks()).to.be.frozen;
    expect(createRuntimeHooks().verify).not.to.equal(createRuntimeHooks().verify);
  });

  it('let only those observe that tell what has happened', () => {
    const observers = Object.entries(RUNTIME_HOOK_RULES)
      .filter(([, { role }]) => role === 'observer')
      .map(([name]) => name as keyof RuntimeHooks);
    expect(observers).to.deep.equal(['nodeStarted', 'nodeSettled', 'settled', 'dispose']);
  });

  it('tell the wrappers of a node whose tap adds them', () => {
    const add = (name: string, wrapper: () => never) =>
      tapping(name, (hooks) => hooks.node.tap(name, (wraps) => wraps.add('check', wrapper)));
    const { calls } = sealedRegistry([
      tapping('a', (hooks) => hooks.node.tap('a', () => {})),
      add('b', () => some<never>('no function')),
      tapping('c', (hooks) => hooks.node.tap('c', () => {})),
    ]);
    const wraps = new NodeWraps();
    calls.node?.(wraps, some(), some());
    expect(thrown(() => wraps.fold(() => ({}), 'order')).where).to.deep.equal({
      hook: 'node',
      plugin: 'b',
      node: 'order',
    });
  });
});
