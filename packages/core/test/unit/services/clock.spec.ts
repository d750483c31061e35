import { expect } from 'chai';
import sinon from 'sinon';
import { SystemClock } from '#core/services/clock.js';
import { thrown } from '../errors/thrown.js';

const LONGEST_DELAY = 2 ** 31 - 1;

describe('SystemClock', () => {
  let time: sinon.SinonFakeTimers;
  let clock: SystemClock;
  beforeEach(() => {
    time = sinon.useFakeTimers();
    clock = new SystemClock();
  });
  afterEach(() => time.restore());

  it('fires a timer once, when its time has come', () => {
    for (const [ms, fires] of [
      [0, 0],
      [1, 1],
      [10.2, 11],
      [5000, 5000],
    ] as const) {
      const fn = sinon.spy();
      clock.timer(ms, fn);
      if (fires > 0) {
        time.tick(fires - 1);
        expect(fn.callCount, `${ms} ms, early`).to.equal(0);
      }
      time.tick(1);
      time.tick(10_000);
      expect(fn.callCount, `${ms} ms`).to.equal(1);
    }
  });

  it('fires no timer that was cancelled, and cancels twice without harm', () => {
    const fn = sinon.spy();
    const timer = clock.timer(10, fn);
    timer.cancel();
    timer.cancel();
    time.tick(100);
    expect(fn.callCount).to.equal(0);
    expect(time.countTimers()).to.equal(0);
  });

  it('counts out delays that setTimeout cannot take', () => {
    const fn = sinon.spy();
    clock.timer(2 * LONGEST_DELAY + 5, fn);
    time.tick(1);
    expect(fn.callCount).to.equal(0);
    time.tick(2 * LONGEST_DELAY + 3);
    expect(fn.callCount).to.equal(0);
    time.tick(1);
    expect(fn.callCount).to.equal(1);
    expect(time.countTimers()).to.equal(0);
  });

  it('cancels a long delay in any of its parts', () => {
    const fn = sinon.spy();
    const timer = clock.timer(3 * LONGEST_DELAY, fn);
    time.tick(LONGEST_DELAY + 1);
    timer.cancel();
    expect(time.countTimers()).to.equal(0);
  });

  it('never fires after Infinity, and holds nothing for it', () => {
    clock.timer(Infinity, () => {}).cancel();
    expect(time.countTimers()).to.equal(0);
  });

  it('refuses times that are none', () => {
    for (const ms of [NaN, -1, -Infinity, '5', undefined]) {
      expect(thrown(() => clock.timer(ms as number, () => {})).code).to.equal('OPTION_INVALID');
    }
  });

  it('lets timers fire before an immediate comes back', () => {
    const order: string[] = [];
    clock.immediate(() => order.push('immediate'));
    clock.immediate(() => order.push('cancelled')).cancel();
    time.tick(1);
    expect(order).to.deep.equal(['immediate']);
  });

  it('tells durations with fractions, and the date', () => {
    time.restore();
    const start = clock.now();
    expect(clock.now()).to.be.at.least(start);
    expect(Math.abs(clock.date().getTime() - Date.now())).to.be.below(1000);
  });
});
