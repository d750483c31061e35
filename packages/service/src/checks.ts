import { constants } from 'node:os';
import { describeValue, RuntimeError } from '@tenon/core';
import { LONGEST_MS } from '@tenon/options';

/** The steps of priority there are to either side of 0: so many that ageing still counts in whole numbers. */
const MOST_PRIORITY = 1_000_000;

/** Throws OPTION_INVALID unless a priority is an integer that is not too large. */
export function checkPriority(value: unknown): void {
  if (value === undefined) return;
  if (Number.isInteger(value) && Math.abs(value as number) <= MOST_PRIORITY) return;
  const most = MOST_PRIORITY.toLocaleString('en');
  throw wrong('The priority of a run', value, `an integer from -${most} to ${most}`);
}

/** Throws OPTION_INVALID unless a value is a number of milliseconds that a timer can count, from `least` on. */
export function checkMs(what: string, value: unknown, least: 0 | 1): void {
  if (value === undefined) return;
  if (typeof value === 'number' && value >= least && value <= LONGEST_MS) return;
  const range = `from ${String(least)} to ${String(LONGEST_MS)}, which is 24.8 days`;
  throw wrong(what, value, `a number of milliseconds ${range}`);
}

/** Throws OPTION_INVALID unless a value is a function, or nothing is said. */
export function checkFunction(what: string, value: unknown): void {
  if (value === undefined || typeof value === 'function') return;
  throw wrong(what, value, 'a function');
}

/** Throws OPTION_INVALID unless a value is text, or nothing is said. */
export function checkText(what: string, value: unknown): void {
  if (value === undefined || typeof value === 'string') return;
  throw wrong(what, value, 'a string');
}

/** Nothing hears these two. */
const DEAF: readonly unknown[] = ['SIGKILL', 'SIGSTOP'];

/**
 * Throws OPTION_INVALID unless a value is a list of signals that a process can listen to, or nothing is said. To listen to
 * any other, as Node lets one do, is to hear nothing when the process is told to end.
 */
export function checkSignals(value: unknown): void {
  if (value === undefined) return;
  const isFit = (name: unknown) =>
    typeof name === 'string' && Object.hasOwn(constants.signals, name) && !DEAF.includes(name);
  if (Array.isArray(value) && value.length > 0 && value.every(isFit)) return;
  throw wrong('The option "signals"', value, 'a list of signals to listen to: ["SIGTERM"]');
}

/** Throws OPTION_INVALID unless a value is something to listen to, or nothing is said. */
export function checkSource(value: unknown): void {
  if (value === undefined) return;
  const { on, off } = Object(value) as { readonly on?: unknown; readonly off?: unknown };
  if (typeof on === 'function' && typeof off === 'function') return;
  throw wrong('The option "source"', value, 'what sends signals, with "on" and "off": process');
}

function wrong(what: string, value: unknown, accepts: string): RuntimeError {
  return new RuntimeError('OPTION_INVALID', `${what} is ${describeValue(value)}.`, {
    hint: `Give ${accepts}.`,
  });
}
