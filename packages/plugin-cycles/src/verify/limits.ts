import { describeValue, didYouMean, type Loop, quoteList } from '@tenon/core';
import { MOST_ITERATIONS } from '../options.js';
import type { Finding, Rule } from './report.js';

/** Beyond this, adding milliseconds or bytes to a sum loses whole ones. */
const LARGEST = 2 ** 53;

interface Limit {
  readonly name: keyof Loop;
  readonly fits: (value: unknown) => boolean;
  readonly takes: string;
}

const LIMITS: readonly Limit[] = [
  {
    name: 'maxIterations',
    fits: (value) => isWhole(value, 1, MOST_ITERATIONS),
    takes: `It takes a whole number from 1 to ${String(MOST_ITERATIONS)}.`,
  },
  {
    name: 'timeoutMs',
    fits: (value) => isPositive(value),
    takes: 'It takes a finite number of milliseconds above 0, up to 2 ** 53.',
  },
  {
    name: 'maxHeapBytes',
    fits: (value) => isPositive(value),
    takes: 'It takes a finite number of bytes above 0, up to 2 ** 53.',
  },
  {
    name: 'history',
    fits: (value) => isWhole(value, 0, MOST_ITERATIONS),
    takes: 'It takes the number of iterations to keep: a whole number from 0 on.',
  },
  {
    name: 'onLimit',
    fits: (value) => value === 'fail' || value === 'accept',
    takes: 'It takes "fail" or "accept".',
  },
];

/** What else a loop states. */
const MEMBERS: readonly string[] = [
  'id',
  'back',
  'until',
  'while',
  ...LIMITS.map(({ name }) => name),
];

/**
 * LOOP_INVALID for limits that cannot be, for what is no member of a loop, since a limit that is misspelt limits nothing, and
 * for a loop that states both "until" and "while".
 */
export const limits: Rule = function* ({ loops }) {
  for (const { loop } of loops) {
    for (const name of Object.keys(loop)) if (!MEMBERS.includes(name)) yield unknown(loop, name);
    for (const limit of LIMITS) yield* limited(loop, limit);
    if (loop.until !== undefined && loop.while !== undefined) {
      yield {
        code: 'LOOP_INVALID',
        message: `Loop "${loop.id}" states both "until" and "while".`,
        hint: 'State one of them; "while" is "until" turned round.',
        loop: loop.id,
      };
    }
  }
};

function unknown({ id }: Loop, name: string): Finding {
  return {
    code: 'LOOP_INVALID',
    message: `Loop "${id}" states "${name}", which no loop has.`,
    hint: didYouMean(name, MEMBERS) || `It may state ${quoteList(MEMBERS.slice(1))}.`,
    loop: id,
  };
}

function* limited(loop: Loop, { name, fits, takes }: Limit): Generator<Finding> {
  const value: unknown = loop[name];
  if (value === undefined || fits(value)) return;
  yield {
    code: 'LOOP_INVALID',
    message: `"${name}" of loop "${loop.id}" is ${describeValue(value)}.`,
    hint: takes,
    loop: loop.id,
  };
}

function isWhole(value: unknown, from: number, to: number): boolean {
  return Number.isInteger(value) && (value as number) >= from && (value as number) <= to;
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value <= LARGEST;
}
