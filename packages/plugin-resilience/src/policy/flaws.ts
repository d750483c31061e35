import { describeValue, didYouMean, isPlainObject, ownValue, quoteList } from '@tenon/core';
import { DEFAULTS, LONGEST_MS, MOST_ATTEMPTS, MOST_CALLS, MOST_SLOTS } from './figures.js';

/** Something that is stated and cannot be meant. */
export interface Flaw {
  /** Where it stands: `retry.attempts`. */
  readonly path: string;
  /** What is there and what is due, as the rest of a sentence. */
  readonly text: string;
  /** What would be right, where that can be told. */
  readonly hint?: string;
}

/** What may stand under a name: answers what is due where a value is not that. */
type Check = (value: unknown) => string | undefined;
type Members = Readonly<Record<string, Check>>;

const isNumber = (value: unknown): value is number => typeof value === 'number';

const milliseconds: Check = (value) =>
  isNumber(value) && value > 0 && value < LONGEST_MS
    ? undefined
    : 'a number of milliseconds above 0 and below 2^31';

const count =
  (least: number, most: number): Check =>
  (value) =>
    isNumber(value) && Number.isInteger(value) && value >= least && value <= most
      ? undefined
      : `a whole number from ${String(least)} to ${most.toLocaleString('en')}`;

const part: Check = (value) =>
  isNumber(value) && value > 0 && value < 1 ? undefined : 'a number above 0 and below 1';

const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    words.some((word) => word === value) ? undefined : quoteList(words, 'or');

const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');
const word: Check = (value) =>
  typeof value === 'string' && value !== '' ? undefined : 'a text that is not empty';
const object: Check = (value) => (isPlainObject(value) ? undefined : 'an object');
const callable: Check = (value) => (typeof value === 'function' ? undefined : 'a function');

const errors: Check = (value) =>
  Array.isArray(value) && value.length > 0 && value.every(isMatch)
    ? undefined
    : 'a list of codes and names of errors, and in code also of their classes';

function isMatch(value: unknown): boolean {
  return typeof value === 'function' || (typeof value === 'string' && value !== '');
}

const FILTER: Members = { on: errors, except: errors };
const SHARING: Members = { per: oneOf('node', 'type'), resource: word };

const RETRY: Members = {
  attempts: count(1, MOST_ATTEMPTS),
  backoff: oneOf('exponential', 'linear', 'fixed', 'none'),
  delayMs: milliseconds,
  maxDelayMs: milliseconds,
  jitter: oneOf('full', 'half', 'none'),
  budgetMs: milliseconds,
  when: callable,
  ...FILTER,
};
const BREAKER: Members = {
  failures: count(1, MOST_CALLS),
  rate: part,
  calls: count(1, MOST_CALLS),
  restMs: milliseconds,
  perTenant: flag,
  ...SHARING,
  ...FILTER,
};
const BULKHEAD: Members = {
  concurrent: count(1, MOST_SLOTS),
  queue: count(0, MOST_SLOTS),
  ...SHARING,
};
const FALLBACK: Members = { outputs: object, kind: word, node: object, config: object, ...FILTER };

/** The parts of a policy, but for the time-out, which is a number. */
const PARTS: Readonly<Record<string, Members>> = {
  retry: RETRY,
  breaker: BREAKER,
  bulkhead: BULKHEAD,
  fallback: FALLBACK,
};
const NAMES = ['retry', 'timeoutMs', 'breaker', 'bulkhead', 'fallback'];

/** Everything in a policy that cannot be meant. `mayFallBack` is false where it is about many kinds of nodes. */
export function flawsIn(policy: unknown, mayFallBack: boolean): readonly Flaw[] {
  if (!isPlainObject(policy))
    return [{ path: '', text: `is ${describeValue(policy)}, not an object` }];
  const known = mayFallBack ? NAMES : NAMES.filter((name) => name !== 'fallback');
  return Object.keys(policy).flatMap((name) => {
    const value = ownValue(policy, name);
    if (name === 'fallback' && !mayFallBack) {
      return [
        {
          path: name,
          text: 'stands where nodes of many types are meant; state it of a node or a node type',
        },
      ];
    }
    if (!NAMES.includes(name)) return [unknown('', name, known)];
    if (value === false || value === undefined) return [];
    const members = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    if (members === undefined) return flawOf('', name, value, milliseconds);
    return partFlaws(name, value, members);
  });
}

function partFlaws(name: string, value: unknown, members: Members): readonly Flaw[] {
  if (!isPlainObject(value)) {
    return [{ path: name, text: `is ${describeValue(value)}, and is to be an object or false` }];
  }
  const flaws = Object.keys(value).flatMap((member) => {
    const check = Object.hasOwn(members, member) ? members[member] : undefined;
    if (check === undefined) return [unknown(name, member, Object.keys(members))];
    const stated = ownValue(value, member);
    return stated === undefined ? [] : flawOf(`${name}.`, member, stated, check);
  });
  // What members mean together is looked at where each of them means something.
  return flaws.length > 0 ? flaws : together(name, value);
}

function together(name: string, value: Readonly<Record<string, unknown>>): readonly Flaw[] {
  const has = (member: string) => value[member] !== undefined;
  const both = (one: string, other: string): readonly Flaw[] =>
    has(one) && has(other)
      ? [
          {
            path: `${name}.${one}`,
            text: `stands beside "${other}", and only one of them can hold`,
          },
        ]
      : [];
  switch (name) {
    case 'retry': {
      const { delayMs = DEFAULTS.delayMs, maxDelayMs = DEFAULTS.maxDelayMs } = value;
      if ((delayMs as number) <= (maxDelayMs as number)) return [];
      const text = `is ${describeValue(delayMs)}, more than "maxDelayMs", which is ${describeValue(maxDelayMs)}`;
      return [{ path: 'retry.delayMs', text }];
    }
    case 'breaker':
      return [
        ...both('failures', 'rate'),
        ...both('per', 'resource'),
        ...(has('calls') && !has('rate')
          ? [{ path: 'breaker.calls', text: 'means something beside "rate" only' }]
          : []),
      ];
    case 'bulkhead':
      return [
        ...both('per', 'resource'),
        ...(has('concurrent')
          ? []
          : [{ path: name, text: 'does not say how many are "concurrent"' }]),
      ];
    default:
      return fallbackFlaws(has);
  }
}

function fallbackFlaws(has: (member: string) => boolean): readonly Flaw[] {
  const forms = ['outputs', 'kind', 'node'].filter(has);
  const path = 'fallback';
  if (forms.length !== 1) {
    const said = forms.length === 0 ? 'says nothing that stands in' : `says ${quoteList(forms)}`;
    return [{ path, text: `${said}; it is to say one of "outputs", "kind" and "node"` }];
  }
  if (!has('config') || !has('outputs')) return [];
  return [{ path: 'fallback.config', text: 'stands beside "outputs", which need none' }];
}

function flawOf(around: string, name: string, value: unknown, check: Check): readonly Flaw[] {
  const due = check(value);
  if (due === undefined) return [];
  return [{ path: around + name, text: `is ${describeValue(value)}, and is to be ${due}` }];
}

function unknown(around: string, name: string, known: readonly string[]): Flaw {
  const hint = didYouMean(name, known) || `There are ${quoteList(known)}.`;
  const path = around === '' ? name : `${around}.${name}`;
  return { path, text: 'is nothing that can be stated', hint };
}
