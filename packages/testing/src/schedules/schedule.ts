import { checkOptionNames, type Plugin, RuntimeError } from '@tenon/core';
import { VirtualClock } from '../virtual-clock.js';
import { Gatekeeper } from './gatekeeper.js';
import { schedulePlugin } from './schedule-plugin.js';

/** What {@link aSchedule} takes. */
export interface ScheduleOptions {
  /** What the order is drawn from: any whole number. Nodes begin and complete as they would anyway where there is none. */
  readonly seed?: number;
  /**
   * How long a node may be held up, in milliseconds of the clock: timers that fire within that time may fire before it.
   * Default 0: time passes only where nothing is held.
   */
  readonly holdMs?: number;
}

/** One order in which nodes begin and complete, for one test. */
export interface Schedule {
  readonly seed: number | undefined;
  /** Brings order and clock into a runtime. */
  readonly plugin: Plugin;
  /** The clock of the runtime: {@link until} moves it. Throws OPTION_INVALID where another one is bound. */
  readonly clock: VirtualClock;
  /** The nodes that have completed so far, by the ids that lead to them: `sub/node`. */
  readonly order: readonly string[];
  /** Lets nodes begin and complete, one after another, and time pass, until a promise settles; answers as it does. */
  readonly until: <T>(promise: PromiseLike<T>) => Promise<T>;
}

/**
 * An order of events that depends on its seed alone. Each call of a node's function is held before it begins and before its
 * answer is taken; whenever nothing else can go on, one of those that are held is let go. Some calls are held at neither
 * end, so that nodes that answer at once stand beside others.
 *
 * *Gotcha*: nodes have to wait for the schedule's clock. One that waits for the world outside comes back when it does, which
 * is not drawn, and time runs ahead of it up to the limits of the run: give it a stand-in.
 *
 * *When to use*: to run a test again under the order that {@link exploreSchedules} found. Throws OPTION_INVALID.
 *
 * @example
 * const schedule = aSchedule({ seed: 7 });
 * const { runtime } = aRuntime({ plugins: [schedule.plugin] });
 * await schedule.until(runtime.execute(flow));
 */
export function aSchedule(options: ScheduleOptions = {}): Schedule {
  checkOptionNames(options, ['seed', 'holdMs'], 'A schedule');
  const { seed, holdMs = 0 } = options;
  if (seed !== undefined) checkWhole('seed', seed, Number.MIN_SAFE_INTEGER);
  if (!(typeof holdMs === 'number' && holdMs >= 0)) {
    throw new RuntimeError('OPTION_INVALID', '"holdMs" of a schedule is no time.', {
      hint: 'Give a number of milliseconds from 0 on.',
    });
  }
  const clock = new VirtualClock();
  const keeper = new Gatekeeper(clock, seed, holdMs);
  return Object.freeze<Schedule>({
    seed,
    clock,
    plugin: schedulePlugin(keeper, clock),
    order: keeper.order,
    until: (promise) => keeper.until(promise),
  });
}

/** Throws OPTION_INVALID for what is no whole number, or one below the least. */
export function checkWhole(option: string, given: unknown, least: number): void {
  if (Number.isSafeInteger(given) && (given as number) >= least) return;
  throw new RuntimeError('OPTION_INVALID', `"${option}" of a schedule is no such number.`, {
    hint: `Give a whole number${least > 0 ? ` from ${String(least)} on` : ''}.`,
  });
}
