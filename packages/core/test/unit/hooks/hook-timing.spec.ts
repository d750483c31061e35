import { expect } from 'chai';
import sinon from 'sinon';
import { RuntimeError } from '#core/errors/runtime-error.js';
import { rejected } from '../errors/thrown.js';
import { aRun, sealedRegistry, some, tapping } from './registry.js';

const never = () => new Promise<never>(() => {});

describe('the time of an asynchronous tap', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => clock.restore());

  /** Settled state of a promise, to look at while time is standing still. */
  function watch(promise: unknown) {
    const seen: { error?: unknown; value?: unknown; isSettled: boolean } = { isSettled: false };
    Promise.resolve(promise).then(
      (value) => Object.assign(seen, { value, isSettled: true }),
      (error: unknown) => Object.assign(seen, { error, isSettled: true }),
    );
    return seen;
  }

  it('ends with HOOK_TIMEOUT after "hookTimeoutMs"', async () => {
    const { calls } = sealedRegistry(
      [tapping('mine', (hooks) => hooks.prepare.tapPromise('mine', never))],
      { hookTimeoutMs: 500 },
    );
    const seen = watch(calls.prepare?.(some(), aRun()));
    await clock.tickAsync(499);
    expect(seen.isSettled).to.equal(false);
    await clock.tickAsync(1);
    expect(seen.error).to.include({ code: 'HOOK_TIMEOUT' });
    expect(seen.error).to.have.property('where').that.deep.equals({
      plugin: 'mine',
      hook: 'prepare',
    });
    expect(clock.countTimers()).to.equal(0);
  });

  it('is what the tap itself states, where it states one', async () => {
    const { calls } = sealedRegistry(
      [
        tapping('mine', (hooks) =>
          hooks.prepare.tapPromise({ name: 'mine', timeoutMs: 2000 }, never),
        ),
      ],
      { hookTimeoutMs: 500 },
    );
    const seen = watch(calls.prepare?.(some(), aRun()));
    await clock.tickAsync(1999);
    expect(seen.isSettled).to.equal(false);
    await clock.tickAsync(1);
    expect(seen.error).to.include({ code: 'HOOK_TIMEOUT' });
  });

  it("is each tap's own, and not that of the hook", async () => {
    const slow = (name: string) =>
      tapping(name, (hooks) =>
        hooks.prepare.tapPromise(
          name,
          () => new Promise((resolve) => setTimeout(() => resolve(undefined), 400)),
        ),
      );
    const { calls } = sealedRegistry([slow('a'), slow('b'), slow('c')], { hookTimeoutMs: 500 });
    const request = some<never>({ id: 1 });
    const seen = watch(calls.prepare?.(request, aRun()));
    await clock.tickAsync(1200);
    expect(seen.value).to.equal(request);
  });

  it('leaves no timer and no listener behind when the tap settles', async () => {
    for (const settle of [() => Promise.resolve(), () => Promise.reject(new Error('x'))]) {
      const run = aRun();
      const added = sinon.spy(run.signal, 'addEventListener');
      const removed = sinon.spy(run.signal, 'removeEventListener');
      const { calls } = sealedRegistry([
        tapping('mine', (hooks) => hooks.prepare.tapPromise('mine', settle)),
      ]);
      await Promise.resolve(calls.prepare?.(some(), run)).catch(() => undefined);
      expect(clock.countTimers()).to.equal(0);
      expect(added.callCount).to.equal(1);
      expect(removed.args[0]?.slice(0, 2)).to.deep.equal(added.args[0]?.slice(0, 2));
    }
  });

  it('drops what a tap rejects with after its time', async () => {
    const unhandled = sinon.spy();
    process.on('unhandledRejection', unhandled);
    const { calls } = sealedRegistry(
      [
        tapping('mine', (hooks) =>
          hooks.prepare.tapPromise(
            'mine',
            () => new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 900)),
          ),
        ),
      ],
      { hookTimeoutMs: 500 },
    );
    const seen = watch(calls.prepare?.(some(), aRun()));
    await clock.tickAsync(2000);
    clock.restore();
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(seen.error).to.include({ code: 'HOOK_TIMEOUT' });
    expect(unhandled.callCount).to.equal(0);
  });

  it('of an observer ends in a report, and the others still run', async () => {
    const entered: string[] = [];
    const { calls, observed } = sealedRegistry(
      [
        tapping('a', (hooks) => hooks.settled.tapPromise('a', never)),
        tapping('b', (hooks) => hooks.settled.tap('b', () => void entered.push('b'))),
      ],
      { hookTimeoutMs: 500 },
    );
    const seen = watch(calls.settled?.(some(), aRun()));
    await clock.tickAsync(500);
    expect(seen).to.include({ isSettled: true, value: undefined });
    expect(entered).to.deep.equal(['b']);
    expect(observed[0]?.error.code).to.equal('HOOK_TIMEOUT');
  });

  it('ends with ABORTED as soon as the run is aborted, keeping the reason', async () => {
    for (const hook of ['prepare', 'results'] as const) {
      const run = aRun();
      const { calls } = sealedRegistry([
        tapping('mine', (hooks) => hooks[hook].tapPromise('mine', never)),
      ]);
      const seen = watch(calls[hook]?.(some(), run));
      await clock.tickAsync(10);
      const reason = { why: 'enough' };
      run.abort(reason);
      await clock.tickAsync(0);
      expect(seen.error).to.include({ code: 'ABORTED', cause: reason });
      expect(clock.countTimers()).to.equal(0);
    }
  });

  it('ends with ABORTED at once where the tap itself aborts the run, and leaves no timer', async () => {
    for (const hook of ['prepare', 'results'] as const) {
      const run = aRun();
      const { calls } = sealedRegistry([
        tapping('mine', (hooks) =>
          hooks[hook].tapPromise('mine', () => {
            run.abort('enough');
            return never();
          }),
        ),
      ]);
      const seen = watch(calls[hook]?.(some(), run));
      await clock.tickAsync(0);
      expect(seen.error).to.include({ code: 'ABORTED', cause: 'enough' });
      expect(clock.countTimers()).to.equal(0);
    }
  });

  it('ends with the error that stopped the run, where that is one of Tenon', async () => {
    const run = aRun();
    const { calls } = sealedRegistry([
      tapping('mine', (hooks) => hooks.prepare.tapPromise('mine', never)),
    ]);
    const answer = calls.prepare?.(some(), run);
    const late = new RuntimeError('TIMEOUT', 'too late');
    run.abort(late);
    expect(await rejected(answer)).to.equal(late);
  });

  it('is not cut short where the run was aborted before the hook was called', async () => {
    const run = aRun();
    run.abort();
    const { calls } = sealedRegistry([
      tapping('mine', (hooks) =>
        hooks.results.tapPromise('mine', async () => some<never>({ record: {} })),
      ),
    ]);
    expect(await calls.results?.(some(), run)).to.deep.equal({ record: {} });
  });

  it('of an observer goes on when the run is aborted', async () => {
    const run = aRun();
    const { calls, observed } = sealedRegistry([
      tapping('mine', (hooks) =>
        hooks.settled.tapPromise('mine', () => new Promise((resolve) => setTimeout(resolve, 50))),
      ),
    ]);
    const seen = watch(calls.settled?.(some(), run));
    run.abort();
    await clock.tickAsync(49);
    expect(seen.isSettled).to.equal(false);
    await clock.tickAsync(1);
    expect(seen.isSettled).to.equal(true);
    expect(observed).to.deep.equal([]);
    expect(clock.countTimers()).to.equal(0);
  });

  it('of an executor begins when the run is aborted, so that a run may last', async () => {
    const run = aRun();
    const { calls } = sealedRegistry(
      [tapping('engine', (hooks) => hooks.execute.tapPromise('engine', never))],
      { hookTimeoutMs: 500 },
    );
    const seen = watch(calls.execute?.(some(), run));
    await clock.tickAsync(3_600_000);
    expect(seen.isSettled).to.equal(false);
    run.abort();
    await clock.tickAsync(499);
    expect(seen.isSettled).to.equal(false);
    await clock.tickAsync(1);
    expect(seen.error).to.include({ code: 'HOOK_TIMEOUT' });
  });

  it('of an executor begins at once where the run is aborted already', async () => {
    const run = aRun();
    run.abort();
    const { calls } = sealedRegistry(
      [tapping('engine', (hooks) => hooks.execute.tapPromise('engine', never))],
      { hookTimeoutMs: 500 },
    );
    const seen = watch(calls.execute?.(some(), run));
    await clock.tickAsync(500);
    expect(seen.error).to.include({ code: 'HOOK_TIMEOUT' });
  });

  it('is unlimited where "hookTimeoutMs" is Infinity', async () => {
    const { calls } = sealedRegistry(
      [tapping('mine', (hooks) => hooks.dispose.tapPromise('mine', never))],
      { hookTimeoutMs: Infinity },
    );
    const seen = watch(calls.dispose?.());
    await clock.tickAsync(10 ** 9);
    expect(seen.isSettled).to.equal(false);
    expect(clock.countTimers()).to.equal(0);
  });

  it('keeps an error that came in time', async () => {
    const { calls } = sealedRegistry([
      tapping('mine', (hooks) =>
        hooks.prepare.tapPromise('mine', async () => {
          throw new Error('boom');
        }),
      ),
    ]);
    const error = await rejected(calls.prepare?.(some(), aRun()));
    expect(error.code).to.equal('HOOK_FAILED');
  });
});
