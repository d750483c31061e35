import { RuntimeError } from '@tenon/core';
import { aRuntime, expectNoHandlesLeft, only, sleeping, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';

describe('VirtualClock', () => {
  let clock: VirtualClock;
  let fired: string[];
  beforeEach(() => {
    clock = new VirtualClock();
    fired = [];
  });
  const note = (name: string) => () => fired.push(`${name} at ${String(clock.now())}`);

  it('stands still until it is moved', async () => {
    clock.timer(10, note('a'));
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    expect([clock.now(), fired]).to.deep.equal([0, []]);
    await clock.advance(9);
    expect(fired).to.deep.equal([]);
    await clock.advance(1);
    expect(fired).to.deep.equal(['a at 10']);
    await clock.advance(100);
    expect(fired).to.have.length(1);
  });

  it('fires timers in the order of their times, and of two at once the one set first', async () => {
    clock.timer(20, note('b'));
    clock.timer(10, note('a'));
    clock.timer(20, note('c'));
    clock.timer(0, note('now'));
    await clock.advance(20);
    expect(fired).to.deep.equal(['now at 0', 'a at 10', 'b at 20', 'c at 20']);
  });

  it('fires timers that are set while it moves', async () => {
    clock.timer(10, () => {
      note('first')();
      clock.timer(5, note('second'));
      clock.timer(50, note('third'));
    });
    await clock.advance(20);
    expect(fired).to.deep.equal(['first at 10', 'second at 15']);
    expect(clock.now()).to.equal(20);
    expect(clock.nextTimerAt).to.equal(60);
  });

  it('lets promises finish what one timer began before the next fires', async () => {
    clock.timer(10, () => {
      void Promise.resolve()
        .then(() => undefined)
        .then(note('promise'));
    });
    clock.timer(10, note('timer'));
    await clock.advance(10);
    expect(fired).to.deep.equal(['promise at 10', 'timer at 10']);
  });

  it('counts the timers that are set, and forgets those that are cancelled', async () => {
    const timer = clock.timer(10, note('a'));
    clock.timer(2 ** 40, note('far'));
    clock.timer(Infinity, note('never'));
    expect(clock.pendingTimers).to.equal(2);
    timer.cancel();
    timer.cancel();
    expect(clock.pendingTimers).to.equal(1);
    await clock.advance(10);
    expect(fired).to.deep.equal([]);
    await clock.runAll();
    expect(fired).to.deep.equal([`far at ${String(2 ** 40)}`]);
    expect(clock.nextTimerAt).to.equal(undefined);
  });

  it('brings immediates back by itself, timers that are due first', async () => {
    clock.immediate(note('cancelled')).cancel();
    clock.immediate(note('immediate'));
    clock.timer(0, note('timer'));
    await new Promise((resolve) => {
      clock.immediate(() => resolve(undefined));
    });
    expect(fired).to.deep.equal(['timer at 0', 'immediate at 0']);
  });

  it('settles when promises, immediates and timers of this moment are done', async () => {
    clock.immediate(() => {
      void Promise.resolve().then(() => {
        clock.immediate(() => clock.timer(0, note('last')));
      });
    });
    await clock.settle();
    expect(fired).to.deep.equal(['last at 0']);
  });

  it('fires what came due while the thread was blocked when the event loop turns, at that time', async () => {
    clock.timer(10, note('a'));
    clock.timer(30, note('b'));
    clock.block(25);
    expect(fired).to.deep.equal([]);
    await clock.settle();
    expect(fired).to.deep.equal(['a at 25']);
  });

  it('lets time pass as far as a promise needs it', async () => {
    const promise = new Promise((resolve) => {
      clock.timer(10, () => clock.timer(20, () => resolve('done')));
    });
    clock.timer(1000, note('later'));
    expect(await clock.until(promise)).to.equal('done');
    expect(clock.now()).to.equal(30);
    const failed = clock.until(Promise.reject(new Error('no')));
    expect(await failed.catch((error: unknown) => (error as Error).message)).to.equal('no');
  });

  it('tells the date, which may jump while durations do not', async () => {
    expect(clock.date().toISOString()).to.equal('2000-01-01T00:00:00.000Z');
    await clock.advance(1500);
    expect(clock.date().toISOString()).to.equal('2000-01-01T00:00:01.500Z');
    clock.setDate(new Date('1999-12-31T00:00:00Z'));
    expect(clock.now()).to.equal(1500);
    expect(clock.date().toISOString()).to.equal('1999-12-31T00:00:00.000Z');
    const other = new VirtualClock({ now: 50, date: new Date(0) });
    expect([other.now(), other.date().getTime()]).to.deep.equal([50, 0]);
  });

  it('goes nowhere by what is no time, and never backwards', async () => {
    for (const ms of [NaN, -1, '5', undefined]) {
      const error: unknown = await clock.advance(ms as number).catch((thrown: unknown) => thrown);
      expect(RuntimeError.is(error, 'OPTION_INVALID'), String(ms)).to.equal(true);
      expect(() => clock.timer(ms as number, () => undefined)).to.throw('cannot pass');
      expect(() => clock.block(ms as number)).to.throw('cannot pass');
    }
    await clock.advance(10);
    await clock.advanceTo(5);
    expect(clock.now()).to.equal(10);
  });

  it('says that timers never end instead of running for ever', async () => {
    const tick = () => void clock.timer(1, tick);
    tick();
    const error: unknown = await clock.runAll().catch((thrown: unknown) => thrown);
    expect((error as Error).message).to.include('never end');
  }).timeout(10_000);

  it('drives a run, and keeps nothing of the process', async () => {
    await expectNoHandlesLeft(async () => {
      const { runtime } = aRuntime({ clock });
      const run = runtime.start(only(sleeping(clock, 3_600_000)), { timing: true });
      const { status, outcomes } = await clock.until(run.result);
      expect(status).to.equal('completed');
      expect(outcomes.get('only')?.durationMs).to.equal(3_600_000);
      expect(clock.pendingTimers).to.equal(0);
    });
  });
});
