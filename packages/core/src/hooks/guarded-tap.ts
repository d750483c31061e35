import type { RuntimeError } from '../errors/runtime-error.js';
import { isThenable, whenSettled } from '../values/thenable.js';
import type { HookRule } from './hook-rule.js';
import { settleInTime } from './settle-in-time.js';
import {
  aborted,
  failureOf,
  nullAnswer,
  observerFailure,
  promiseAnswer,
  type TapSite,
  timedOut,
  wrongAnswer,
} from './tap-site.js';

type TapFunction = (...args: unknown[]) => unknown;

/**
 * Puts the guard around a tap's function, so that whatever the tap does, its caller sees an answer that is due or an error
 * that names plugin and hook. A tap that `mayWait` answers a promise only where it waits.
 */
export function guardedTap(site: TapSite, mayWait: boolean, fn: TapFunction): TapFunction {
  const { rule, plugin } = site;
  const { enter } = rule;
  const entered: TapFunction =
    enter === undefined
      ? fn
      : (...args) => {
          enter(args, plugin);
          return fn(...args);
        };
  if (rule.role === 'observer') {
    return mayWait ? asyncObserver(site, entered) : syncObserver(site, entered);
  }
  return mayWait ? asyncDecision(site, entered) : syncDecision(site, entered);
}

function syncDecision(site: TapSite, fn: TapFunction): TapFunction {
  return (...args) => {
    let answer: unknown;
    try {
      answer = fn(...args);
    } catch (error) {
      throw failureOf(site, error);
    }
    if (answer === undefined) return undefined;
    if (isPromise(answer)) throw abandoned(answer, promiseAnswer(site));
    return checked(site, answer);
  };
}

function syncObserver(site: TapSite, fn: TapFunction): TapFunction {
  return (...args) => {
    let answer: unknown;
    try {
      answer = fn(...args);
    } catch (error) {
      report(site, observerFailure(site, error), args);
      return;
    }
    if (answer === undefined || !isPromise(answer)) return;
    report(site, abandoned(answer, promiseAnswer(site)), args);
  };
}

function asyncDecision(site: TapSite, fn: TapFunction): TapFunction {
  return (...args) => {
    // What is called for an aborted run may take its time; a run that the tap itself aborts is aborted while it waits.
    const wasAborted = isAborted(args[args.length - 1]);
    let answer: unknown;
    try {
      answer = fn(...args);
    } catch (error) {
      throw failureOf(site, error);
    }
    if (answer === undefined) return undefined;
    if (!isPromise(answer)) return checked(site, answer);
    const failure = (error: unknown) => failureOf(site, error);
    return inTime(site, answer, args, failure, wasAborted).then((late) => checked(site, late));
  };
}

function asyncObserver(site: TapSite, fn: TapFunction): TapFunction {
  return (...args) => {
    let answer: unknown;
    try {
      answer = fn(...args);
    } catch (error) {
      report(site, observerFailure(site, error), args);
      return undefined;
    }
    if (answer === undefined || !isPromise(answer)) return undefined;
    return inTime(site, answer, args, (error) => observerFailure(site, error)).then(
      () => undefined,
      (error: RuntimeError) => report(site, error, args),
    );
  };
}

/**
 * Waits for a tap within its time, and as long as its run is not aborted, unless it `wasAborted` when the tap was called.
 * `failure` makes the error of a rejection.
 */
function inTime(
  site: TapSite,
  promise: PromiseLike<unknown>,
  args: readonly unknown[],
  failure: (error: unknown) => RuntimeError,
  wasAborted = true,
): Promise<unknown> {
  const { rule } = site;
  const { clock, hookTimeoutMs } = site.environment();
  const ms = site.timeoutMs ?? hookTimeoutMs;
  const isLong = rule.timeout === 'afterAbort';
  const stopsOnAbort = rule.stopsOnAbort ?? (rule.role === 'decision' && !isLong);
  // Nothing ends the waiting but the promise itself.
  if (ms === Number.POSITIVE_INFINITY && !stopsOnAbort) {
    return new Promise((resolve, reject) => {
      whenSettled(promise, resolve, (error) => reject(failure(error)));
    });
  }
  return settleInTime(promise, {
    clock,
    ms,
    startsOnAbort: isLong,
    failsIfAborted: !wasAborted,
    signal: stopsOnAbort || isLong ? signalOf(args) : undefined,
    failure,
    timedOut: () => timedOut(site, ms),
    aborted: stopsOnAbort ? (reason) => aborted(site, reason) : undefined,
  });
}

/** Whether the run that a hook belongs to is aborted. Runs tell without making the signal that few ever ask for. */
function isAborted(last: unknown): boolean {
  if (typeof last !== 'object' || last === null) return false;
  if ('isAborted' in last) return last.isAborted === true;
  return 'signal' in last && last.signal instanceof AbortSignal && last.signal.aborted;
}

/** A hook whose last argument is a run, or has a signal like one, belongs to that run. */
function signalOf(args: readonly unknown[]): AbortSignal | undefined {
  const last = args.at(-1);
  if (typeof last !== 'object' || last === null || !('signal' in last)) return undefined;
  return last.signal instanceof AbortSignal ? last.signal : undefined;
}

function report(site: TapSite, error: RuntimeError, args: readonly unknown[]): void {
  const last = args.at(-1);
  site.environment().observerFailed(error, signalOf(args) === undefined ? undefined : last);
}

/** A promise that nobody waits for: its rejection must not bring the process down. Answers the error to throw for it. */
function abandoned(promise: PromiseLike<unknown>, error: RuntimeError): RuntimeError {
  whenSettled(promise, ignore, ignore);
  return error;
}

function ignore(): void {}

/** An answer that cannot even be looked at, a revoked proxy say, is none. */
function isDue({ is }: NonNullable<HookRule['answer']>, answer: unknown): boolean {
  try {
    return is(answer);
  } catch {
    return false;
  }
}

/** A tap's answer, where nothing is wrong with it. Taps of a series hook answer nothing that anybody reads. */
function checked(site: TapSite, answer: unknown): unknown {
  if (site.kind.flow === 'series') return undefined;
  const flaw = flawOf(site, answer);
  if (flaw !== undefined) throw flaw;
  return answer;
}

/** What is wrong with a tap's answer. */
function flawOf(site: TapSite, answer: unknown): RuntimeError | undefined {
  if (answer === undefined) return undefined;
  if (answer === null) return nullAnswer(site);
  const due = site.rule.answer;
  if (due === undefined || isDue(due, answer)) return undefined;
  return wrongAnswer(site, answer, due.what);
}

function isPromise(answer: unknown): answer is PromiseLike<unknown> {
  try {
    return isThenable(answer);
  } catch {
    return false; // a revoked proxy, or a getter that throws: a value like any other
  }
}
