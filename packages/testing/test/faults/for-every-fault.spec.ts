import { type Plugin, RuntimeError } from '@tenon/core';
import {
  aRuntime,
  chainOf,
  type EveryFaultOptions,
  type Fault,
  forEveryFault,
  VirtualClock,
} from '@tenon/testing';
import { expect } from 'chai';

async function failureOf(promise: Promise<unknown>): Promise<RuntimeError> {
  return promise.then(
    () => expect.fail('Nothing failed.'),
    (error: unknown) => error as RuntimeError,
  );
}

/** Runs a chain of three nodes with the fault, on a clock of its own. */
async function chain({ plugin, signal }: Fault, plugins: readonly Plugin[] = []) {
  const clock = new VirtualClock();
  const { runtime } = aRuntime({ clock, plugins: [...plugins, plugin] });
  const result = await clock.until(
    runtime.start(chainOf(3), { signal, timeoutMs: 60_000, graceMs: 10 }).result,
  );
  await clock.until(runtime.dispose());
  return { result, clock };
}

describe('forEveryFault', () => {
  it('strikes each step with each kind of fault, one at a time', async () => {
    const titles: string[] = [];
    const statuses: string[] = [];
    const struck = await forEveryFault(
      async (fault) => {
        titles.push(fault.title);
        statuses.push((await chain(fault)).result.status);
      },
      { on: ['step'] },
    );
    const kinds = ['fail', 'reject', 'hang', 'delay', 'abort'];
    // The last of each finds nothing to strike, and so ends the kind.
    expect(titles).to.deep.equal(
      kinds.flatMap((kind) => [1, 2, 3, 4].map((nth) => `${kind} at step ${String(nth)}`)),
    );
    expect(struck.map(({ node }) => node)).to.deep.equal(kinds.flatMap(() => ['n0', 'n1', 'n2']));
    expect(statuses.map((status) => status[0]).join('')).to.equal(
      'fffcfffcfffccccca'.concat('aac'),
    );
  });

  it('strikes every hook of a runtime, and no run is left hanging or with a timer', async () => {
    const struck = await forEveryFault(async (fault) => {
      const { result, clock } = await chain(fault);
      expect(result.status).to.be.oneOf(['completed', 'failed', 'aborted', 'refused']);
      expect(clock.pendingTimers).to.equal(0);
    }, {});
    const hooks = new Set(struck.map(({ hook }) => hook));
    expect([...hooks].filter((hook) => hook !== undefined).sort()).to.deep.equal(
      [
        'admit',
        'dispose',
        'execute',
        'node',
        'nodeSettled',
        'nodeStarted',
        'plan',
        'prepare',
        'results',
        'review',
        'settled',
        'verify',
      ].sort(),
    );
  });

  it('says which fault a test failed with, where it struck, and how to inject it alone', async () => {
    const cause = new Error('expected completed');
    const error = await failureOf(
      forEveryFault(
        async (fault) => {
          if ((await chain(fault)).result.status !== 'completed') throw cause;
        },
        { kinds: ['delay', 'fail'], where: ({ node }) => node !== 'n0' },
      ),
    );
    expect(error.code).to.equal('FAULT_NOT_SURVIVED');
    expect(error.message).to.equal(
      'The test failed with the fault "fail at step 1" in node "n1": expected completed',
    );
    expect(error.hint).to.contain("aFault({ kind: 'fail', on: 'step', nth: 1 })");
    expect(error.cause).to.equal(cause);
  });

  it('names hook and plugin, or that nothing was struck', async () => {
    const inHook = await failureOf(
      forEveryFault(
        async (fault) => {
          if ((await chain(fault)).result.status === 'refused') throw new Error('refused');
        },
        { on: ['hook'], kinds: ['fail'], where: ({ hook }) => hook === 'prepare' },
      ),
    );
    expect(inHook.message).to.contain('in hook "prepare" of plugin "fault": refused');
    const nowhere = await failureOf(forEveryFault(() => expect.fail('at once')));
    expect(nowhere.message).to.contain('"fail at step 1", which did not strike: at once');
  });

  it('fails where no fault had anything to strike', async () => {
    const error = await failureOf(forEveryFault(() => aRuntime().runtime.execute(chainOf(2))));
    expect(error.code).to.equal('FAULT_NEVER_STRUCK');
  });

  it('fails where a run does not listen to the signal, whether the test notices or not', async () => {
    for (const method of ['execute', 'start'] as const) {
      const error = await failureOf(
        forEveryFault(
          ({ plugin }) => {
            const run = aRuntime({ plugins: [plugin] }).runtime[method](chainOf(2));
            return 'result' in run ? run.result : run;
          },
          { kinds: ['abort'] },
        ),
      );
      expect(error.code).to.equal('FAULT_UNHEARD');
    }
  });

  it('ends where there is always something left to strike', async () => {
    const options: EveryFaultOptions = { on: ['step'], kinds: ['fail'], most: 3 };
    const error = await failureOf(
      forEveryFault(async ({ plugin }) => {
        await aRuntime({ plugins: [plugin] }).runtime.start(chainOf(4)).result;
      }, options),
    );
    expect(error.code).to.equal('FAULTS_ENDLESS');
    expect(error.message).to.contain('After 3 faults of the kind "fail"');
    const struck = await forEveryFault((fault) => chain(fault), options);
    expect(struck).to.have.length(3);
  });

  it('refuses options that it does not know or take', async () => {
    for (const options of [
      { at: 'step' },
      { on: ['node'] },
      { kinds: ['x'] },
      { most: 0 },
      { times: 0 },
    ]) {
      const error = await failureOf(forEveryFault(() => undefined, options as EveryFaultOptions));
      expect(RuntimeError.is(error, 'OPTION_INVALID'), JSON.stringify(options)).to.equal(true);
    }
  });
});
