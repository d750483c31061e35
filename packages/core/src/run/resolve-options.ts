import { checkOptionNames, invalidOption } from '../errors/check-options.js';
import type { RuntimeError } from '../errors/runtime-error.js';
import { describeValue } from '../values/describe-value.js';
import type { ResolvedRunOptions, RunOptions } from './run-options.js';

const GRACE_MS = 1000;
const CONCURRENCY = 10;
const NAMES = [
  'parameters',
  'signal',
  'principal',
  'tenant',
  'timeoutMs',
  'graceMs',
  'onError',
  'concurrency',
  'isolation',
  'timing',
  'id',
];

/** Of a run that is told nothing. */
const DEFAULTS: ResolvedRunOptions = Object.freeze({
  signal: undefined,
  principal: undefined,
  tenant: undefined,
  timeoutMs: undefined,
  graceMs: GRACE_MS,
  concurrency: CONCURRENCY,
  onError: 'stop',
  isolation: 'share',
  timing: false,
});

/** Checks a run's options and fills in the defaults. Throws OPTION_INVALID naming the option and what it accepts. */
export function resolveRunOptions(options: RunOptions): ResolvedRunOptions {
  const given = checkOptionNames(options, NAMES, 'A run');
  // Options of another prototype may inherit some.
  if (given.length === 0 && Object.getPrototypeOf(options) === Object.prototype) return DEFAULTS;
  const { signal, timeoutMs, graceMs = GRACE_MS, concurrency = CONCURRENCY } = options;
  if (signal !== undefined && !isSignal(signal)) throw wrong('signal', signal, 'an AbortSignal');
  if (timeoutMs !== undefined && !(typeof timeoutMs === 'number' && timeoutMs > 0)) {
    throw wrong('timeoutMs', timeoutMs, 'a number of milliseconds above 0');
  }
  if (!(typeof graceMs === 'number' && graceMs >= 0 && graceMs < Number.POSITIVE_INFINITY)) {
    throw wrong('graceMs', graceMs, 'a finite number of milliseconds from 0 on');
  }
  if (
    !(concurrency === Number.POSITIVE_INFINITY || Number.isInteger(concurrency)) ||
    concurrency < 1
  ) {
    throw wrong('concurrency', concurrency, 'an integer from 1 on, or Infinity');
  }
  if (options.tenant !== undefined && typeof options.tenant !== 'string') {
    throw wrong('tenant', options.tenant, 'a string');
  }
  if (options.timing !== undefined && typeof options.timing !== 'boolean') {
    throw wrong('timing', options.timing, 'true or false');
  }
  return {
    signal,
    principal: options.principal,
    tenant: options.tenant,
    timeoutMs,
    graceMs,
    concurrency,
    onError: oneOf('onError', options.onError, ['stop', 'continue']),
    isolation: oneOf('isolation', options.isolation, ['share', 'freeze', 'copy']),
    timing: options.timing ?? false,
  };
}

/** Checks a run id given by the caller. */
export function checkRunId(id: unknown): void {
  if (id === undefined || (typeof id === 'string' && id !== '')) return;
  throw wrong('id', id, 'a non-empty string');
}

function oneOf<const T extends string>(
  name: string,
  value: T | undefined,
  accepted: readonly [T, ...T[]],
): T {
  if (value === undefined) return accepted[0];
  if (accepted.includes(value)) return value;
  throw wrong(name, value, accepted.map((word) => `"${word}"`).join(' or '));
}

function isSignal(value: unknown): value is AbortSignal {
  return (
    typeof value === 'object' &&
    value !== null &&
    'aborted' in value &&
    typeof (value as { addEventListener?: unknown }).addEventListener === 'function' &&
    typeof (value as { removeEventListener?: unknown }).removeEventListener === 'function'
  );
}

function wrong(name: string, value: unknown, accepts: string): RuntimeError {
  return invalidOption(
    `The option "${name}" of a run is ${describeValue(value)}.`,
    `It takes ${accepts}.`,
  );
}
