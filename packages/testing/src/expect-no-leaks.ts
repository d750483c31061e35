import { AssertionError } from 'node:assert';
import { checkOptionNames } from '@tenon/core';
import {
  expectNoHandlesLeft,
  expectNoListenersLeft,
  heapGrowth,
  unhandledRejectionsDuring,
} from './leaks.js';

/** How {@link expectNoLeaks} looks. */
export interface LeakOptions {
  /** How often the function is run. Default 300. */
  readonly rounds?: number;
  /** How often it is run before that. Default 1,200: a runtime keeps the records of its last 1,000 runs. */
  readonly warmUp?: number;
  /** By how many bytes the heap may have grown after all rounds. Default 256 KiB, which is what measuring wavers by. */
  readonly mostBytes?: number;
}

/** What the function is handed. */
export interface LeakRound {
  /** The same in every round: start runs with it, so that what they leave on it adds up. */
  readonly signal: AbortSignal;
  /** From 0. */
  readonly round: number;
}

const ROUNDS = 300;
const WARM_UP = 1200;
const MOST_BYTES = 256 * 1024;

/**
 * Runs a function many times over, and fails when anything adds up: what keeps the process alive, listeners of a signal
 * that lives on or of the process, rejections that nobody handles, or heap.
 *
 * *When to use*: for what is there once and used for long: a runtime with your plugins in it, made outside of the function.
 *
 * @example
 * const { runtime } = aRuntime({ plugins: [mine()] });
 * await expectNoLeaks(({ signal }) => runtime.execute(flow, { signal }));
 */
export async function expectNoLeaks(
  fn: (round: LeakRound) => unknown,
  options: LeakOptions = {},
): Promise<void> {
  checkOptionNames(options, ['rounds', 'warmUp', 'mostBytes'], 'expectNoLeaks');
  const { rounds = ROUNDS, warmUp = WARM_UP, mostBytes = MOST_BYTES } = options;
  const { signal } = new AbortController();
  const growth = { bytes: 0 };
  const all = async () => {
    growth.bytes = await heapGrowth((round) => fn({ signal, round }), { rounds, warmUp });
  };
  const watched = async () => {
    await expectNoHandlesLeft(() =>
      expectNoListenersLeft(signal, () => expectNoListenersLeft(process, all)),
    );
  };
  const [rejection, ...others] = await unhandledRejectionsDuring(watched);
  if (rejection !== undefined || others.length > 0) {
    fail(`${String(others.length + 1)} rejections were handled by nobody.`, rejection);
  }
  if (growth.bytes <= mostBytes) return;
  const each = Math.round(growth.bytes / rounds);
  fail(
    `The heap has grown by ${String(growth.bytes)} bytes in ${String(rounds)} rounds, ${String(each)} in each; it may grow by ${String(mostBytes)}.`,
  );
}

function fail(message: string, cause?: unknown): never {
  const error = new AssertionError({ message, stackStartFn: fail });
  if (cause !== undefined) error.cause = cause;
  throw error;
}
