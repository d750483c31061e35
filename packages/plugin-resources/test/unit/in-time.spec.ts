import { expectNoListenersLeft, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { inTime } from '#resources/in-time.js';

const timedOut = () => new Error('too late');

describe('something that may take so long', () => {
  it('settles as it does, and leaves nothing behind', async () => {
    const clock = new VirtualClock();
    const stop = new AbortController();
    await expectNoListenersLeft(stop.signal, async () => {
      const deadline = { clock, ms: 10, signal: stop.signal, timedOut };
      expect(await inTime(deadline, () => 1)).to.equal(1);
      expect(await inTime(deadline, () => Promise.resolve(2))).to.equal(2);
      const failed = inTime(deadline, () => Promise.reject(new Error('odd')));
      expect(await failed.catch(String)).to.equal('Error: odd');
      const thrown = inTime(deadline, () => {
        throw new Error('odd');
      });
      expect(await thrown.catch(String)).to.equal('Error: odd');
    });
    expect(clock.pendingTimers).to.equal(0);
  });

  it('is told to stop when its time is over, and what comes late is handed on', async () => {
    const clock = new VirtualClock();
    const late: number[] = [];
    let answer: ((value: number) => void) | undefined;
    let reason: unknown;
    const promise = inTime<number>(
      { clock, ms: 10, timedOut, late: (value) => late.push(value) },
      (signal) => {
        signal.addEventListener('abort', () => void (reason = signal.reason));
        return new Promise((resolve) => (answer = resolve));
      },
    );
    const outcome = promise.catch((error: unknown) => error);
    await clock.advance(10);
    expect(await outcome).to.equal(reason);
    answer?.(5);
    await clock.settle();
    expect(late).to.deep.equal([5]);
  });

  it('drops a failure that comes late', async () => {
    const clock = new VirtualClock();
    let fail: ((error: Error) => void) | undefined;
    const promise = inTime<never>(
      { clock, ms: 10, timedOut },
      () => new Promise((_resolve, reject) => (fail = reject)),
    );
    const outcome = promise.catch(String);
    await clock.advance(10);
    fail?.(new Error('late'));
    expect(await outcome).to.equal('Error: too late');
  });

  it('ends with the signal, also with one that is aborted before', async () => {
    const clock = new VirtualClock();
    const stop = new AbortController();
    const deadline = { clock, ms: 10, signal: stop.signal, timedOut };
    const first = inTime(deadline, () => new Promise(() => undefined)).catch(String);
    stop.abort(new Error('enough'));
    expect(await first).to.equal('Error: enough');
    let calls = 0;
    const second = inTime(deadline, () => {
      calls++;
      return new Promise(() => undefined);
    });
    expect(await second.catch(String)).to.equal('Error: enough');
    expect(await inTime(deadline, () => 3)).to.equal(3);
    expect([calls, clock.pendingTimers]).to.deep.equal([1, 0]);
  });
});
