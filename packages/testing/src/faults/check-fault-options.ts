import { checkOptionNames, describeValue, quoteList, RuntimeError } from '@tenon/core';
import type { FaultOptions, FaultSettings } from './fault.js';
import { FAULT_KINDS, FAULT_PLACES } from './fault-names.js';

/** What faults of all kinds and places may be told. */
export const SETTINGS: readonly (keyof FaultSettings)[] = [
  'where',
  'times',
  'delayMs',
  'error',
  'hooks',
];

/** Throws OPTION_INVALID for options that no fault has, and values that it does not take. */
export function checkFaultOptions(options: FaultOptions): void {
  checkOptionNames(options, ['kind', 'on', 'nth', ...SETTINGS], 'A fault');
  const { kind, on, nth = 1 } = options;
  checkName('kind', kind, FAULT_KINDS);
  checkName('on', on, FAULT_PLACES);
  checkCount('nth', nth);
  checkFaultSettings(options);
}

/** The part of it that faults of all kinds and places have in common. */
export function checkFaultSettings({ where, times = 1, delayMs = 0, hooks }: FaultSettings): void {
  if (where !== undefined && typeof where !== 'function') {
    throw invalid('where', where, 'a function from a site to true or false');
  }
  if (times !== Infinity) checkCount('times', times);
  if (!(typeof delayMs === 'number' && delayMs >= 0 && delayMs < Infinity)) {
    throw invalid('delayMs', delayMs, 'a number of milliseconds from 0 on');
  }
  if (hooks !== undefined && !Array.isArray(hooks)) {
    throw invalid('hooks', hooks, 'a list of hook sets');
  }
}

/** Throws OPTION_INVALID for what is not among some names. */
export function checkName(option: string, given: unknown, names: readonly string[]): void {
  if (names.includes(given as string)) return;
  throw invalid(option, given, quoteList(names, 'or', Infinity));
}

/** Throws OPTION_INVALID for what is no whole number from 1 on. */
export function checkCount(option: string, given: unknown): void {
  if (Number.isSafeInteger(given) && (given as number) >= 1) return;
  throw invalid(option, given, 'a whole number from 1 on');
}

function invalid(option: string, given: unknown, due: string): RuntimeError {
  return new RuntimeError(
    'OPTION_INVALID',
    `"${option}" of a fault cannot be ${describeValue(given)}.`,
    { hint: `Give ${due}.` },
  );
}
