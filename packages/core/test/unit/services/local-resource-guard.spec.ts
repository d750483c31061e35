import { getEventListeners } from 'node:events';
import { expect } from 'chai';
import fc from 'fast-check';
import sinon from 'sinon';
import { DEFAULT_LIMITS, LocalResourceGuard } from '#core/services/local-resource-guard.js';
import type { RunEntry, RunLease } from '#core/services/resource-guard.js';
import { rejected, thrown } from '../errors/thrown.js';

function aRun(id = 'run-1') {
  const controller = new AbortController();
  const entry: RunEntry = {
    id,
    workflow: { name: 'pricing' },
    options: { tenant: undefined },
    isDryRun: false,
    signal: controller.signal,
    limitTime: () => undefined,
  };
  return { entry, abort: (reason?: unknown) => controller.abort(reason) };
}

/** A lease that must be had at once. */
function atOnce(guard: LocalResourceGuard, entry = aRun().entry): RunLease {
  const lease = guard.enter(entry);
  if (lease instanceof Promise) throw new Error('had to wait');
  return lease;
}

describe('LocalResourceGuard', () => {
  it('has finite limits unless told otherwise', () => {
    for (const value of Object.values(DEFAULT_LIMITS)) {
      expect(value === 'wait' || Number.isFinite(value)).to.equal(true);
    }
    expect(new LocalResourceGuard({ wallMs: 5 }).limits).to.deep.equal({
      ...DEFAULT_LIMITS,
      wallMs: 5,
    });
  });

  it('lets runs wait for a place, in the order in which they came', async () => {
    const guard = new LocalResourceGuard({ concurrentRuns: 1 });
    const first = atOnce(guard);
    const order: number[] = [];
    const waiting = [1, 2, 3].map(async (number) => {
      const lease = await guard.enter(aRun().entry);
      order.push(number);
      lease.release();
    });
    expect(order).to.deep.equal([]);
    first.release();
    await Promise.all(waiting);
    expect(order).to.deep.equal([1, 2, 3]);
    atOnce(guard).release();
  });

  it('never has more runs than places, and loses no place, whatever comes and goes', async () => {
    const steps = fc.array(fc.constantFrom('enter', 'release', 'abort'), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), steps, async (places, list) => {
        const guard = new LocalResourceGuard({ concurrentRuns: places });
        const held: RunLease[] = [];
        const runs: { abort: () => void }[] = [];
        for (const step of list) {
          if (step === 'enter') {
            const run = aRun();
            runs.push(run);
            const lease = guard.enter(run.entry);
            if (lease instanceof Promise)
              lease.then(
                (late) => held.push(late),
                () => {},
              );
            else held.push(lease);
          } else if (step === 'release') held.shift()?.release();
          else runs.shift()?.abort();
          await Promise.resolve();
          await Promise.resolve();
          expect(held.length).to.be.at.most(places);
        }
        for (const run of runs) run.abort();
        await Promise.resolve();
        for (const lease of held) lease.release();
        for (let i = 0; i < places; i++) atOnce(guard);
        expect(guard.enter(aRun().entry)).to.be.instanceOf(Promise);
      }),
    );
  });

  it('refuses at once where told to, naming the limit', () => {
    const guard = new LocalResourceGuard({ concurrentRuns: 1, whenFull: 'refuse' });
    atOnce(guard);
    const error = thrown(() => guard.enter(aRun('run-2').entry));
    expect(error.code).to.equal('LIMIT_REACHED');
    expect(error.message).to.equal('The run "run-2" reached the limit "concurrentRuns" (1).');
    expect(error.where).to.deep.equal({ workflow: 'pricing' });
  });

  it('refuses when too many wait', () => {
    const guard = new LocalResourceGuard({ concurrentRuns: 1, queuedRuns: 1 });
    atOnce(guard);
    void guard.enter(aRun().entry);
    expect(thrown(() => guard.enter(aRun().entry)).message).to.include('"queuedRuns" (1)');
  });

  it('lets go of a run that is aborted while it waits, and keeps no listener', async () => {
    const guard = new LocalResourceGuard({ concurrentRuns: 1 });
    const first = atOnce(guard);
    const [gone, patient, late] = [aRun(), aRun(), aRun()];
    const goes = guard.enter(gone.entry);
    const stays = guard.enter(patient.entry);
    gone.abort('enough');
    expect(await rejected(goes)).to.include({ code: 'ABORTED', cause: 'enough' });
    first.release();
    (await stays).release();
    expect(getEventListeners(patient.entry.signal, 'abort')).to.deep.equal([]);
    expect(getEventListeners(gone.entry.signal, 'abort')).to.deep.equal([]);
    atOnce(guard);
    late.abort();
    expect(thrown(() => guard.enter(late.entry)).code).to.equal('ABORTED');
  });

  it('gives a place back once, however often it is released', () => {
    const guard = new LocalResourceGuard({ concurrentRuns: 1, whenFull: 'refuse' });
    const lease = atOnce(guard);
    lease.release();
    lease.release();
    atOnce(guard);
    expect(thrown(() => guard.enter(aRun().entry)).code).to.equal('LIMIT_REACHED');
  });

  it('counts visits exactly: the last one allowed passes, the next is refused', () => {
    const lease = atOnce(new LocalResourceGuard({ nodeVisits: 5000 }));
    let asked = 0;
    for (let next = lease.visits(0); next <= 5000; next = lease.visits(next)) asked++;
    expect(asked).to.be.within(1, 5);
    expect(lease.visits(5000)).to.equal(5001);
    expect(thrown(() => lease.visits(5001)).message).to.include('"nodeVisits" (5000)');
  });

  it('refuses to let the heap of a long run grow beyond its limit', () => {
    let used = 1;
    const measure = sinon.spy(() => used);
    const lease = atOnce(new LocalResourceGuard({ heapBytes: 1000 }, measure));
    expect(lease.visits(0)).to.equal(4096);
    expect(measure.callCount, 'a short run is not measured').to.equal(0);
    used = 5000;
    lease.visits(4096);
    used = 6000;
    lease.visits(8192);
    used = 10;
    lease.visits(12_288);
    used = 6001;
    expect(thrown(() => lease.visits(16_384)).message).to.include('"heapBytes" (1000)');
  });

  it('tells the wall time, and takes Infinity for no limit', () => {
    const lease = atOnce(new LocalResourceGuard({ wallMs: Infinity, nodeVisits: Infinity }));
    expect(lease.wallMs).to.equal(Infinity);
    expect(lease.visits(10 ** 12)).to.be.finite;
  });

  it('refuses limits that are none', () => {
    for (const limits of [
      { concurrentRuns: 0 },
      { queuedRuns: -1 },
      { nodeVisits: NaN },
      { wallMs: '5' },
      { heapBytes: null },
      { whenFull: 'panic' },
    ]) {
      const error = thrown(() => new LocalResourceGuard(limits as never));
      expect(error.code).to.equal('OPTION_INVALID');
      expect(error.message).to.include(`"${Object.keys(limits)[0]}"`);
    }
    expect(new LocalResourceGuard({ queuedRuns: 0 }).limits.queuedRuns).to.equal(0);
  });
});
