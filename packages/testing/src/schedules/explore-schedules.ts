import { checkOptionNames, messageOf, RuntimeError } from '@tenon/core';
import { differenceText, firstDifference } from '../values/first-difference.js';
import { observable } from './observable.js';
import { aSchedule, checkWhole, type Schedule, type ScheduleOptions } from './schedule.js';

/** What {@link exploreSchedules} tries. */
export interface ExploreOptions extends Pick<ScheduleOptions, 'holdMs'> {
  /** The first seed; the others count on from it. Default 1. */
  readonly seed?: number;
  /** How many seeds are tried. Default 100. */
  readonly schedules?: number;
}

/** What was tried. */
export interface Exploration {
  /** How many seeds were tried. */
  readonly schedules: number;
  /** How many different orders of completion they led to. */
  readonly orders: number;
}

const SCHEDULES = 100;

/**
 * Repeats a test under many orders in which nodes begin and complete, and fails where what it answers depends on the order:
 * is not deeply equal to what it answers where nothing is held. Of the result of a run, status, results, outcomes, failures,
 * loops and warnings are compared, without ids and times. The test makes its runtime anew each time, with the
 * plugin of the schedule.
 *
 * Throws SCHEDULE_DEPENDENT with the seed that shows it: `exploreSchedules(test, { seed, schedules: 1 })` shows it again.
 * Throws SCHEDULE_FAILED where the test fails under an order only, SCHEDULE_UNUSED where no node was held, and
 * OPTION_INVALID. What the test fails with under any order is thrown as it is.
 *
 * *Gotcha*: `join: 'any'`, and which independent nodes still ran when a failure stopped the run, depend on the order by
 * nature.
 *
 * @example
 * await exploreSchedules(({ plugin, until }) => {
 *   const { runtime } = aRuntime({ plugins: [plugin] });
 *   return until(runtime.start(flow).result);
 * });
 */
export async function exploreSchedules(
  test: (schedule: Schedule) => unknown,
  options: ExploreOptions = {},
): Promise<Exploration> {
  checkOptionNames(options, ['seed', 'schedules', 'holdMs'], 'exploreSchedules');
  const { seed = 1, schedules = SCHEDULES, holdMs = 0 } = options;
  checkWhole('seed', seed, Number.MIN_SAFE_INTEGER);
  checkWhole('schedules', schedules, 1);
  const plain = aSchedule({ holdMs });
  const expected = observable(await test(plain));
  if (plain.order.length === 0) throw unused();
  const orders = new Set<string>();
  for (let i = 0; i < schedules; i++) {
    const schedule = aSchedule({ seed: seed + i, holdMs });
    const actual = observable(await tried(test, schedule));
    const difference = firstDifference(expected, actual);
    if (difference !== undefined) throw dependent(schedule, plain, differenceText(difference));
    orders.add(JSON.stringify(schedule.order));
  }
  return { schedules, orders: orders.size };
}

async function tried(test: (schedule: Schedule) => unknown, schedule: Schedule): Promise<unknown> {
  try {
    return await test(schedule);
  } catch (cause) {
    throw new RuntimeError(
      'SCHEDULE_FAILED',
      `The test fails under the schedule of seed ${seedOf(schedule)} (${orderOf(schedule)}): ${messageOf(cause)}`,
      { cause, hint: again(schedule) },
    );
  }
}

function dependent(schedule: Schedule, plain: Schedule, what: string): RuntimeError {
  return new RuntimeError(
    'SCHEDULE_DEPENDENT',
    `What the test answers depends on the order in which nodes begin and complete: under seed ${seedOf(schedule)} (${orderOf(schedule)}) ${what} where nothing is held (${orderOf(plain)}).`,
    { hint: again(schedule) },
  );
}

function unused(): RuntimeError {
  return new RuntimeError('SCHEDULE_UNUSED', 'No node was under the order of the schedule.', {
    hint: 'Install its plugin: aRuntime({ plugins: [schedule.plugin] }).',
  });
}

function again(schedule: Schedule): string {
  return `Show it again: exploreSchedules(test, { seed: ${seedOf(schedule)}, schedules: 1 }).`;
}

function seedOf({ seed }: Schedule): string {
  return String(seed);
}

/** So many nodes of an order are shown. */
const SHOWN = 12;

function orderOf({ order }: Schedule): string {
  const shown = order.slice(0, SHOWN).join(', ');
  return order.length > SHOWN ? `${shown}, …` : shown;
}
