import { createRuntime, type RuntimeHooks, type TapOnly } from '@tenon/core';
import { aRuntime, only, pass, VirtualClock, value } from '@tenon/testing';
import { expect } from 'chai';
import { ASYNC, on } from '../support/hook-taps.js';
import { tapping } from '../support/plugins.js';
import { never } from '../support/waiting.js';
import { thrown } from '../unit/errors/thrown.js';

describe('a tap', () => {
  it('that never settles runs into the time-out of hooks, or its own', async () => {
    const clock = new VirtualClock();
    for (const hook of ASYNC.filter((name) => name !== 'execute')) {
      const { runtime } = aRuntime({ clock, hookTimeoutMs: 100, plugins: [on(hook, never, true)] });
      const start = clock.now();
      const { status, error, warnings } = await clock.until(runtime.start(only(value(1))).result);
      expect(clock.now() - start, hook).to.equal(100);
      if (hook === 'settled')
        expect([status, warnings[0]?.code]).to.deep.equal(['completed', 'HOOK_TIMEOUT']);
      else expect([error?.code, error?.where.hook]).to.deep.equal(['HOOK_TIMEOUT', hook]);
    }
    const patient = tapping('patient', (hooks) => {
      hooks.prepare.tapPromise({ name: 'patient', timeoutMs: 5000 }, never);
    });
    const start = clock.now();
    const { runtime } = aRuntime({ clock, hookTimeoutMs: 100, plugins: [patient] });
    expect((await clock.until(runtime.start(only(value(1))).result)).error?.code).to.equal(
      'HOOK_TIMEOUT',
    );
    expect([clock.now() - start, clock.pendingTimers]).to.deep.equal([5000, 0]);
  });

  it('that answers null or a promise where a value is due is refused', async () => {
    for (const [hook, answer] of [
      ['prepare', null],
      ['admit', null],
      ['results', null],
      ['verify', null],
      ['plan', null],
      ['execute', null],
      ['prepare', Promise.resolve()],
      ['node', Promise.reject(new Error('unhandled?'))],
    ] as const) {
      const { runtime } = aRuntime({ plugins: [on(hook, () => answer)] });
      const { error } = await runtime.start(only(value(1))).result;
      expect([error?.code, error?.where], hook).to.deep.equal([
        'HOOK_MISUSE',
        { plugin: 'mine', hook },
      ]);
    }
  });

  it('may come only while the plugin applies, under its own name, and says no place', () => {
    const cases: readonly [(hooks: TapOnly<RuntimeHooks>) => unknown, string][] = [
      [(hooks) => hooks.settled.tap('other', () => undefined), 'as the name of a tap'],
      [
        (hooks) => hooks.settled.tap({ name: 'mine', before: 'x' } as never, () => undefined),
        '"before"',
      ],
      [
        (hooks) => hooks.settled.tap({ name: 'mine', stage: -1 } as never, () => undefined),
        '"stage"',
      ],
      [(hooks) => hooks.settled.tap('mine', 7 as never), 'no function'],
      [
        (hooks) => hooks.settled.tapPromise({ name: 'mine', timeoutMs: NaN }, () => undefined),
        '"timeoutMs"',
      ],
    ];
    for (const [act, message] of cases) {
      const error = thrown(() => createRuntime({ plugins: [tapping('mine', act)] }));
      expect(error.code, message).to.equal('HOOK_MISUSE');
      expect(error.message).to.include(message);
    }
    const unknown = thrown(() =>
      createRuntime({ plugins: [tapping('mine', (hooks) => (hooks as never)['setled'])] }),
    );
    expect([unknown.code, unknown.hint]).to.satisfy(
      ([code, hint]: string[]) => code === 'HOOK_UNKNOWN' && hint?.includes('"settled"') === true,
    );
  });

  it('that is added during a run or in another hook is refused', async () => {
    let late: TapOnly<RuntimeHooks> | undefined;
    const keeps = tapping('mine', (hooks) => {
      late = hooks;
      hooks.prepare.tap('mine', () => {
        hooks.settled.tap('mine', () => undefined);
      });
    });
    const { runtime } = aRuntime({ plugins: [keeps] });
    const { status, error } = await runtime.start(only(value(1))).result;
    expect([status, error?.code]).to.deep.equal(['refused', 'HOOK_MISUSE']);
    expect(error?.message).to.include('comes after sealing');
    expect(thrown(() => late?.settled.tap('mine', () => undefined)).code).to.equal('HOOK_MISUSE');
  });

  it('sees views that cannot be changed for anybody else', async () => {
    const tries: string[] = [];
    const attempt = (name: string, act: () => unknown) => {
      try {
        act();
        tries.push(name);
      } catch (error) {
        expect(error).to.be.instanceOf(TypeError);
      }
    };
    const spoils = tapping('spoils', (hooks) => {
      hooks.verify.tap('spoils', (_issues, { workflow }) => {
        attempt('nodes', () => (workflow.nodes as unknown[]).push(1));
        attempt('config', () => Object.assign(workflow.nodes[0]?.config ?? {}, { value: 2 }));
      });
      hooks.plan.tap('spoils', (draft) => {
        attempt('draft', () => (draft.gates as unknown[]).push(1));
      });
      hooks.node.tap('spoils', (_wraps, step) => {
        attempt('settings', () => Object.assign(step.settings, { x: 1 }));
        attempt('definition', () => Object.assign(step.definition, { type: 'x' }));
      });
      hooks.execute.tap('spoils', (plan) => {
        attempt('plan', () => Object.assign(plan, { hasGates: true }));
        attempt('step', () => Object.assign(plan.steps[0] ?? {}, { id: 'x' }));
        return undefined;
      });
      hooks.nodeSettled.tap('spoils', (outcome) => {
        attempt('outcome', () => Object.assign(outcome, { status: 'failed' }));
      });
      hooks.settled.tap('spoils', (outcome) => {
        attempt('run outcome', () => Object.assign(outcome, { status: 'failed' }));
        attempt('failures', () => (outcome.failures as unknown[]).push(1));
        attempt('warnings', () => (outcome.warnings as unknown[]).push(1));
      });
    });
    const { runtime } = aRuntime({ plugins: [spoils] });
    const { status, results } = await runtime.start(only(pass, { value: { n: 1 } })).result;
    expect([status, results['only']]).to.deep.equal(['completed', { value: { n: 1 } }]);
    expect(tries).to.deep.equal([]);
  });
});
