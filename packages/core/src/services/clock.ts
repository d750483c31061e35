import { RuntimeError } from '../errors/runtime-error.js';
import { describeValue } from '../values/describe-value.js';
import { serviceId } from './service.js';

/** A timer that has been set. */
export interface Timer {
  /** Stops it. Stopping twice, or after it has fired, does nothing. */
  cancel(): void;
}

/** All time in Tenon: durations, dates and timers come from here, and a test binds a clock of its own. */
export interface Clock {
  /** Milliseconds from an arbitrary start, with fractions. Never goes backwards; for durations only. */
  now(): number;
  /** The date and time of day. May jump; for people only. */
  date(): Date;
  /**
   * Calls `fn` once after `ms` milliseconds, to the precision of the event loop. `Infinity` never calls it. Keeps the
   * process alive until then. Throws OPTION_INVALID for NaN and negative times.
   */
  timer(ms: number, fn: () => void): Timer;
  /** Calls `fn` when the event loop has turned: timers and sockets get their turn first. */
  immediate(fn: () => void): Timer;
}
export const Clock = serviceId<Clock>('tenon.Clock', {
  methods: ['now', 'date', 'timer', 'immediate'],
});

/** The longest delay of `setTimeout`, 2³¹ - 1 ms; it fires at once for longer ones. */
const LONGEST_DELAY = 2_147_483_647;

/** The clock of the machine. Delays beyond 24.8 days are counted out in several timers. */
export class SystemClock implements Clock {
  now(): number {
    return performance.now();
  }

  date(): Date {
    return new Date();
  }

  timer(ms: number, fn: () => void): Timer {
    if (typeof ms !== 'number' || !(ms >= 0)) {
      throw new RuntimeError(
        'OPTION_INVALID',
        `A timer of ${describeValue(ms)} milliseconds cannot be set.`,
        { hint: 'Give a number of milliseconds from 0 on.' },
      );
    }
    if (ms === Infinity) return { cancel() {} };
    let left = Math.ceil(ms);
    let handle: NodeJS.Timeout;
    const step = () => {
      const delay = Math.min(left, LONGEST_DELAY);
      left -= delay;
      handle = setTimeout(left > 0 ? step : fn, delay);
    };
    step();
    return { cancel: () => clearTimeout(handle) };
  }

  immediate(fn: () => void): Timer {
    const handle = setImmediate(fn);
    return { cancel: () => clearImmediate(handle) };
  }
}
