import { defineHookSet, type Plugin, type RunResult, RuntimeError } from '@tenon/core';
import {
  aFault,
  aRuntime,
  aWorkflow,
  type Fault,
  type FaultOptions,
  pass,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { SyncWaterfallHook } from 'tapable';

/** A wrapper that calls what is in it again when it fails, so often in all. */
function retrying(attempts: number): Plugin {
  return {
    manifest: { name: 'retrying', version: '1.0.0' },
    apply(hooks) {
      hooks.node.tap('retrying', (wraps) =>
        wraps.add('retry', (next) => async (inputs, context) => {
          for (let attempt = 1; ; attempt++) {
            try {
              return await next(inputs, context);
            } catch (error) {
              if (attempt === attempts) throw error;
            }
          }
        }),
      );
    },
  };
}

const abc = aWorkflow()
  .node('a', value(1))
  .node('b', pass)
  .node('c', pass)
  .edge('a', 'b.value')
  .edge('b', 'c.value')
  .build();

interface Ran {
  readonly fault: Fault;
  readonly result: RunResult;
  readonly clock: VirtualClock;
}

async function ran(
  options: FaultOptions,
  { plugins = [] as readonly Plugin[], timeoutMs = 5000 } = {},
): Promise<Ran> {
  const clock = new VirtualClock();
  const fault = aFault(options);
  const { runtime } = aRuntime({ clock, plugins: [...plugins, fault.plugin] });
  const { result } = runtime.start(abc, { signal: fault.signal, timeoutMs });
  const settled = await clock.until(result);
  return { fault, result: settled, clock };
}

function invalid(options: object): RuntimeError {
  try {
    aFault(options as FaultOptions);
  } catch (error) {
    return error as RuntimeError;
  }
  throw new Error('It was taken.');
}

describe('aFault', () => {
  describe('at a step', () => {
    it('fails the n-th visit and no other', async () => {
      const { result, fault } = await ran({ kind: 'fail', on: 'step', nth: 2 });
      expect(result.error?.code).to.equal('NODE_FAILED');
      expect(result.error?.where.node).to.equal('b');
      expect(result.error?.cause).to.equal(fault.error);
      expect(fault.error).to.have.property('message', 'Injected: fail at step 2');
      expect(result.outcomes.get('a')?.status).to.equal('completed');
      expect(fault.struck).to.deep.equal([
        {
          on: 'step',
          nth: 2,
          runId: 'run-1',
          node: 'b',
          path: ['b'],
          attempt: undefined,
          hook: undefined,
          plugin: undefined,
        },
      ]);
    });

    it('throws whatever it is given, undefined as well', async () => {
      const { result } = await ran({ kind: 'fail', on: 'step', error: undefined });
      expect(result.error?.code).to.equal('NODE_FAILED');
      expect(result.error).to.have.property('cause', undefined);
    });

    it('rejects later what `fail` throws at once', async () => {
      const { result, fault } = await ran({ kind: 'reject', on: 'step', nth: 3 });
      expect(result.error?.where.node).to.equal('c');
      expect(result.error?.cause).to.equal(fault.error);
    });

    it('hangs until something else ends the run', async () => {
      const { result, clock } = await ran({ kind: 'hang', on: 'step' }, { timeoutMs: 300 });
      expect(result.error?.code).to.equal('TIMEOUT');
      expect(result.outcomes.get('a')?.reason).to.equal('abandoned');
      expect(clock.now()).to.equal(1300); // the grace period is over
    });

    it('delays by the clock of the runtime, and goes on', async () => {
      const { result, clock } = await ran({ kind: 'delay', on: 'step', nth: 2, delayMs: 70 });
      expect(result.status).to.equal('completed');
      expect(clock.now()).to.equal(70);
      expect((await ran({ kind: 'delay', on: 'step' })).clock.now()).to.equal(1000);
    });

    it('gives a delay up when the run stops', async () => {
      const { result, clock } = await ran({ kind: 'delay', on: 'step' }, { timeoutMs: 10 });
      expect(result.error?.code).to.equal('TIMEOUT');
      expect(result.outcomes.get('a')?.reason).to.equal('cutOff');
      expect(clock.now()).to.equal(10);
      expect(clock.pendingTimers).to.equal(0);
    });

    it('does not begin to wait in a run that has been aborted', async () => {
      const clock = new VirtualClock();
      const fault = aFault({ kind: 'delay', on: 'step' });
      const stopper = new AbortController();
      const late: Plugin = {
        manifest: { name: 'late', version: '1.0.0' },
        apply(hooks) {
          hooks.node.tap('late', (wraps) =>
            wraps.add('limit', (next) => (inputs, context) => {
              stopper.abort('enough');
              return next(inputs, context);
            }),
          );
        },
      };
      const { runtime } = aRuntime({ clock, plugins: [late, fault.plugin] });
      const { result } = runtime.start(abc, { signal: stopper.signal });
      expect((await clock.until(result)).status).to.equal('aborted');
      expect(fault.struck).to.have.length(1);
      expect(clock.now()).to.equal(0);
      expect(clock.pendingTimers).to.equal(0);
    });

    it('aborts the run with its reason', async () => {
      const { result, fault } = await ran({ kind: 'abort', on: 'step', nth: 2 });
      expect(result.status).to.equal('aborted');
      expect(result.error?.cause).to.equal(fault.error);
      expect(result.outcomes.get('c')?.reason).to.equal('notStarted');
    });

    it('tells of a run that does not listen to its signal', async () => {
      const fault = aFault({ kind: 'abort', on: 'step' });
      const { runtime } = aRuntime({ plugins: [fault.plugin] });
      const { error } = await runtime.start(abc).result;
      expect(RuntimeError.is(fault.flaw, 'FAULT_UNHEARD')).to.equal(true);
      expect(error?.cause).to.equal(fault.flaw);
    });

    it('strikes several in a row, and counts what "where" lets through', async () => {
      const { fault, result } = await ran({
        kind: 'delay',
        on: 'step',
        nth: 2,
        times: Infinity,
        where: ({ node }) => node !== 'b',
      });
      expect(fault.struck.map(({ node, nth }) => [node, nth])).to.deep.equal([['c', 2]]);
      expect(result.status).to.equal('completed');
    });
  });

  describe('at an attempt', () => {
    it('strikes inside what retries, and tells which attempt it is', async () => {
      const plugins = [retrying(3)];
      const attempt = await ran(
        { kind: 'fail', on: 'attempt', times: 2, where: ({ node }) => node === 'b' },
        { plugins },
      );
      expect(attempt.result.status).to.equal('completed');
      expect(attempt.fault.struck.map((site) => site.attempt)).to.deep.equal([1, 2]);
      expect(attempt.result.outcomes.get('b')?.attempts).to.equal(3);
    });

    it('can strike the n-th attempt of a visit', async () => {
      const { fault } = await ran(
        { kind: 'fail', on: 'attempt', times: 3, where: ({ attempt }) => attempt === 1 },
        { plugins: [retrying(2)] },
      );
      expect(fault.struck.map(({ node }) => node)).to.deep.equal(['a', 'b', 'c']);
    });

    it('leaves nothing to retry where a step fails', async () => {
      const plugins = [retrying(3)];
      const { result, fault } = await ran({ kind: 'fail', on: 'step' }, { plugins });
      expect(result.error?.cause).to.equal(fault.error);
    });
  });

  describe('at a hook', () => {
    it('taps every hook of a runtime, and fails the run in the n-th call', async () => {
      const { result, fault } = await ran({
        kind: 'fail',
        on: 'hook',
        where: ({ hook }) => hook === 'prepare',
      });
      expect(result.status).to.equal('refused');
      expect(result.error?.code).to.equal('HOOK_FAILED');
      expect(result.error?.where).to.deep.equal({ plugin: 'fault', hook: 'prepare' });
      expect(fault.struck).to.have.length(1);
      expect(fault.struck[0]).to.include({ hook: 'prepare', plugin: 'fault', runId: 'run-1' });
    });

    it('counts no tap that cannot wait where a fault waits', async () => {
      const { result, fault, clock } = await ran({ kind: 'delay', on: 'hook', nth: 2, delayMs: 9 });
      expect(fault.struck[0]?.hook).to.equal('prepare'); // behind `admit`
      expect(result.status).to.equal('completed');
      expect(clock.now()).to.equal(9);
    });

    it('hangs until the time of the hook is over', async () => {
      const where = ({ hook }: { readonly hook: string | undefined }) => hook === 'settled';
      const { result, clock } = await ran({ kind: 'hang', on: 'hook', where });
      expect(result.status).to.equal('completed');
      expect(clock.now()).to.equal(30_000);
    });

    it('aborts a run where it can still be aborted, and asks nobody to hear where it cannot', async () => {
      for (const [hook, status] of [
        ['verify', 'completed'],
        ['prepare', 'aborted'],
        ['settled', 'completed'],
      ]) {
        const fault = aFault({ kind: 'abort', on: 'hook', where: (site) => site.hook === hook });
        const { runtime } = aRuntime({ plugins: [fault.plugin] });
        if (hook === 'verify') runtime.verify(abc);
        const options = hook === 'verify' ? {} : { signal: fault.signal };
        const result = await runtime.start(abc, options).result;
        expect(result.status, hook).to.equal(status);
        expect(fault.struck, hook).to.have.length(1);
        expect(fault.flaw, hook).to.equal(undefined);
      }
    });

    it('tells in a hook of a run that does not listen to its signal', async () => {
      const fault = aFault({ kind: 'abort', on: 'hook', where: ({ hook }) => hook === 'prepare' });
      const { runtime } = aRuntime({ plugins: [fault.plugin] });
      expect((await runtime.start(abc).result).error?.code).to.equal('FAULT_UNHEARD');
    });

    it('strikes hooks that plugins publish, where they are named and there', async () => {
      const Hooks = defineHookSet('OwnHooks', () => ({
        rate: new SyncWaterfallHook<[rate: number], number | void>(['rate']),
      }));
      const Absent = defineHookSet('AbsentHooks', () => ({}));
      const rates: unknown[] = [];
      const owner: Plugin = {
        manifest: { name: 'owner', version: '1.0.0' },
        publishes: [Hooks],
        apply(hooks, services) {
          const calls = services.get(Hooks.calls);
          hooks.prepare.tap('owner', () => void rates.push(calls.rate?.(1)));
        },
      };
      const options = { kind: 'fail', on: 'hook', hooks: [Hooks, Absent] } as const;
      const where: FaultOptions['where'] = ({ hook }) => hook === 'OwnHooks.rate';
      const { result, fault } = await ran({ ...options, where }, { plugins: [owner] });
      expect(fault.struck[0]).to.include({ hook: 'OwnHooks.rate', plugin: 'fault' });
      expect(result.error?.code).to.equal('HOOK_FAILED');
      await ran({ ...options, nth: 99 }, { plugins: [owner] });
      expect(rates).to.deep.equal([1]);
    });
  });

  describe('around a plugin', () => {
    const Hooks = defineHookSet('OtherHooks', () => ({
      rate: new SyncWaterfallHook<[rate: number], number | void>(['rate']),
    }));
    const owner: Plugin = {
      manifest: { name: 'owner', version: '1.0.0' },
      publishes: [Hooks],
      apply(hooks, services) {
        const calls = services.get(Hooks.calls);
        hooks.prepare.tap('owner', () => void calls.rate?.(1));
      },
    };

    it('fails its taps under its own name, and those of other plugins not at all', async () => {
      const calls: string[] = [];
      const mine: Plugin = {
        manifest: { name: 'mine', version: '1.0.0', requires: ['owner'] },
        register: ({ bind }) => void bind('answer').toConstantValue(42),
        apply(hooks, services) {
          expect(services.getAll('answer')).to.deep.equal([42]);
          expect(services.get('answer')).to.equal(42);
          services.tryGet(Hooks.id)?.rate.tap('mine', () => void calls.push('rate'));
          hooks.prepare.tapPromise('mine', async () => {
            await Promise.resolve();
            calls.push('prepare');
          });
        },
      };
      for (const [kind, hook] of [
        ['fail', 'OtherHooks.rate'],
        ['hang', 'prepare'],
      ] as const) {
        const fault = aFault({ kind, on: 'hook', hooks: [Hooks] });
        const clock = new VirtualClock();
        const { runtime } = aRuntime({ clock, plugins: [owner, fault.around(mine)] });
        const { error } = await clock.until(runtime.start(abc).result);
        expect(error?.where).to.deep.equal({ plugin: 'mine', hook });
        expect(fault.struck[0]).to.include({ plugin: 'mine', hook });
      }
      expect(calls).to.deep.equal(['rate']);
    });

    it('hands sets on as they are that are not among its own', async () => {
      const fault = aFault({ kind: 'fail', on: 'hook' });
      const mine: Plugin = {
        manifest: { name: 'mine', version: '1.0.0', requires: ['owner'] },
        apply: (_, services) => services.get(Hooks.id).rate.tap('mine', () => undefined),
      };
      const { runtime } = aRuntime({ plugins: [owner, fault.around(mine)] });
      await runtime.execute(abc);
      expect(fault.struck).to.have.length(0);
    });

    it('publishes what the plugin publishes, and keeps what its apply answers', async () => {
      const fault = aFault({ kind: 'fail', on: 'hook', nth: 2 });
      const { runtime } = aRuntime({ plugins: [fault.around(owner)] });
      await runtime.execute(abc);
      const bare: Plugin = { manifest: { name: 'bare', version: '1.0.0' } };
      expect(() => aRuntime({ plugins: [fault.around(bare)] })).not.to.throw();
    });

    it('leaves it to the hooks to say what is wrong with how they are used', () => {
      const fault = aFault({ kind: 'fail', on: 'hook' });
      const using = (apply: Plugin['apply']) => () => {
        const plugin = { manifest: { name: 'mine', version: '1.0.0' }, apply } as Plugin;
        return aRuntime({ plugins: [fault.around(plugin)] });
      };
      expect(using((hooks) => void Reflect.get(hooks, 'prepared'))).to.throw(/no hook|"prepared"/);
      expect(using((hooks) => void Reflect.get(hooks.verify, 'tapPromise'))).to.throw(
        /"tapPromise"/,
      );
      expect(using((hooks) => hooks.prepare.tap('other', () => undefined))).to.throw(/"other"/);
      expect(using((hooks) => hooks.prepare.tap('mine', 7 as never))).to.throw();
      expect(
        using((hooks) => {
          expect('tapPromise' in hooks.verify).to.equal(false);
          expect('prepare' in hooks).to.equal(true);
          expect(Reflect.get(hooks, 'then')).to.equal(undefined);
          expect(Reflect.get(hooks.verify, Symbol.toStringTag)).to.equal(undefined);
        }),
      ).not.to.throw();
    });
  });

  describe('refuses', () => {
    for (const [what, options, words] of [
      ['a kind there is not', { kind: 'explode', on: 'step' }, '"kind" of a fault'],
      ['a place there is not', { kind: 'fail', on: 'node' }, '"on" of a fault'],
      ['a number below 1', { kind: 'fail', on: 'step', nth: 0 }, '"nth" of a fault'],
      ['half a time', { kind: 'fail', on: 'step', times: 0.5 }, '"times" of a fault'],
      ['a negative delay', { kind: 'delay', on: 'step', delayMs: -1 }, '"delayMs" of a fault'],
      [
        'an endless delay',
        { kind: 'delay', on: 'step', delayMs: Infinity },
        '"delayMs" of a fault',
      ],
      ['a "where" that is no function', { kind: 'fail', on: 'step', where: 'b' }, '"where"'],
      ['one hook set in place of a list', { kind: 'fail', on: 'hook', hooks: {} }, '"hooks"'],
      ['a misspelt option', { kind: 'fail', on: 'step', nht: 2 }, 'no option "nht"'],
    ] as const) {
      it(what, () => {
        const error = invalid(options);
        expect(error.code).to.equal('OPTION_INVALID');
        expect(error.message).to.contain(words);
      });
    }
  });
});
