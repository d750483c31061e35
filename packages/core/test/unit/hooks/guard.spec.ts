import { expect } from 'chai';
import fc from 'fast-check';
import { AsyncSeriesHook, SyncBailHook, SyncHook, SyncLoopHook } from 'tapable';
import { HookGuard } from '#core/hooks/guard.js';
import type { HookRule } from '#core/hooks/hook-rule.js';
import type { RuntimeHooks } from '#core/hooks/runtime-hooks.js';
import type { TapOnly } from '#core/hooks/tap-only.js';
import { SystemClock } from '#core/services/clock.js';
import { thrown } from '../errors/thrown.js';
import { openRegistry, sealedRegistry, some, tapping } from './registry.js';

const ENVIRONMENT = { clock: new SystemClock(), hookTimeoutMs: 1, observerFailed() {} };

function guardOf(hooks: object, rule: HookRule = { role: 'decision' }): HookGuard {
  const guard = new HookGuard(['first', 'second', 'third']);
  guard.guard('Test', hooks, Object.fromEntries(Object.keys(hooks).map((name) => [name, rule])));
  return guard;
}

describe('the guard of hooks', () => {
  it('runs taps in the order of their plugins, whenever they were added', () => {
    const additions = fc.array(fc.constantFrom('first', 'second', 'third'));
    fc.assert(
      fc.property(additions, (names) => {
        const calls: string[] = [];
        const hooks = { hook: new SyncHook<[]>([]) };
        const guard = guardOf(hooks);
        names.forEach((name, i) => hooks.hook.tap(name, () => void calls.push(`${name} ${i}`)));
        guard.seal(ENVIRONMENT);
        hooks.hook.call();
        const expected = ['first', 'second', 'third'].flatMap((name) =>
          names.flatMap((other, i) => (other === name ? [`${name} ${i}`] : [])),
        );
        expect(calls).to.deep.equal(expected);
      }),
    );
  });

  it('runs the taps of dispose last registered first, also within one plugin', async () => {
    const calls: string[] = [];
    const plugins = ['a', 'b', 'c'].map((name, i) =>
      tapping(
        name,
        (hooks) => {
          hooks.dispose.tap(name, () => void calls.push(`${name}1`));
          hooks.dispose.tapPromise(name, async () => void calls.push(`${name}2`));
        },
        { stage: i },
      ),
    );
    await sealedRegistry(plugins).calls.dispose?.();
    expect(calls).to.deep.equal(['c2', 'c1', 'b2', 'b1', 'a2', 'a1']);
  });

  it('refuses the options "before" and "stage" of tapable', () => {
    for (const option of [{ before: 'x' }, { before: ['x'] }, { stage: 5 }, { stage: undefined }]) {
      const hooks = { hook: new SyncHook<[]>([]) };
      guardOf(hooks);
      const tap = () => hooks.hook.tap({ name: 'first', ...option } as never, () => {});
      if (Object.values(option)[0] === undefined) {
        tap();
        continue;
      }
      const error = thrown(tap);
      expect(error.code).to.equal('HOOK_MISUSE');
      expect(error.message).to.include('has the option');
      expect(error.hint).to.include('manifest');
      expect(hooks.hook.taps).to.have.lengthOf(0);
    }
  });

  it('refuses them through the tap side as well', () => {
    const error = thrown(() =>
      openRegistry(
        tapping('mine', (hooks) =>
          hooks.prepare.tap(some<string>({ name: 'mine', stage: -1 }), () => {}),
        ),
      ),
    );
    expect(error.code).to.equal('HOOK_MISUSE');
    expect(error.where).to.deep.equal({ plugin: 'mine', hook: 'prepare' });
  });

  it("refuses a tap under a name that is no plugin's", () => {
    const hooks = { hook: new SyncHook<[]>([]) };
    guardOf(hooks);
    const error = thrown(() => hooks.hook.tap('stranger', () => {}));
    expect(error.message).to.equal(
      'The tap "stranger" of the hook "Test.hook" bears the name of no plugin of this runtime.',
    );
  });

  it('refuses callbacks, and what is no function', () => {
    const verify = new SyncHook<[]>([]);
    const prepare = new AsyncSeriesHook<[]>([]);
    guardOf({ verify, prepare });
    const error = thrown(() => verify.tap('first', some('nothing')));
    expect(error.message).to.include('is "nothing" and no function');
    expect(thrown(() => prepare.tapAsync('first', () => {})).hint).to.equal('Use tapPromise.');
  });

  it('refuses a time limit that is none, and one for a tap that cannot wait', () => {
    const { prepare } = { prepare: new AsyncSeriesHook<[]>([]) };
    guardOf({ prepare });
    const limited = (timeoutMs: unknown) => some<never>({ name: 'first', timeoutMs });
    for (const timeoutMs of [0, -1, NaN, '5']) {
      const error = thrown(() => prepare.tapPromise(limited(timeoutMs), async () => {}));
      expect(error.code).to.equal('HOOK_MISUSE');
      expect(error.message).to.include('for "timeoutMs"');
    }
    expect(thrown(() => prepare.tap(limited(5), () => {})).hint).to.equal(
      'Tap it with tapPromise.',
    );
    prepare.tapPromise(limited(Infinity), async () => {});
  });

  it('refuses taps after sealing, also from within a hook', () => {
    let kept: TapOnly<RuntimeHooks> | undefined;
    const { calls } = sealedRegistry([
      tapping('mine', (hooks) => {
        kept = hooks;
        hooks.verify.tap('mine', () => {
          hooks.verify.tap('mine', () => {});
        });
      }),
    ]);
    for (const tap of [
      () => kept?.node.tap('mine', () => {}),
      () => kept?.settled.tapPromise('mine', async () => {}),
      () => calls.verify?.([], some()),
    ]) {
      const error = thrown(tap);
      expect(error.code).to.equal('HOOK_MISUSE');
      expect(error.message).to.include('comes after sealing');
      expect(error.where.plugin).to.equal('mine');
    }
  });

  it('refuses to call a tap before sealing', () => {
    const hooks = { hook: new SyncHook<[]>([]) };
    guardOf(hooks, { role: 'observer' });
    hooks.hook.tap('first', () => {
      throw new Error('boom');
    });
    expect(thrown(() => hooks.hook.call()).code).to.equal('RUNTIME_STARTING');
  });

  it('refuses hooks without an order, and what is no hook', () => {
    for (const hook of [new SyncLoopHook<[]>([]), {}, null, undefined, () => 0]) {
      expect(thrown(() => guardOf({ hook })).code).to.equal('HOOK_MISUSE');
    }
  });

  it('refuses observers on a hook whose taps decide', () => {
    const error = thrown(() =>
      guardOf({ hook: new SyncBailHook<[], unknown>([]) }, { role: 'observer' }),
    );
    expect(error.message).to.include('SyncBailHook');
  });

  it('refuses a time-out that is no positive number', () => {
    for (const hookTimeoutMs of [0, -1, NaN, some<number>('30')]) {
      const guard = guardOf({});
      expect(thrown(() => guard.seal({ ...ENVIRONMENT, hookTimeoutMs })).code).to.equal(
        'OPTION_INVALID',
      );
    }
    guardOf({}).seal({ ...ENVIRONMENT, hookTimeoutMs: Infinity });
  });

  it('recognises the hooks of another copy of tapable', () => {
    class SyncHookOfAnotherCopy {
      taps = [];
      intercept() {}
      tap() {}
    }
    Object.defineProperty(SyncHookOfAnotherCopy, 'name', { value: 'SyncHook' });
    expect(guardOf({ hook: new SyncHookOfAnotherCopy() }).hooks[0]?.kind.flow).to.equal('series');
  });
});
