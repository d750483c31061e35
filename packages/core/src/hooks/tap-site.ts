import { RuntimeError } from '../errors/runtime-error.js';
import type { Clock } from '../services/clock.js';
import { describeValue, messageOf } from '../values/describe-value.js';
import type { HookKind } from './hook-kind.js';
import type { HookRule } from './hook-rule.js';

/** What taps need of the runtime. Known when the hooks are sealed, and so before any of them is called. */
export interface HookEnvironment {
  readonly clock: Clock;
  /** How long an asynchronous tap may take, in milliseconds. */
  readonly hookTimeoutMs: number;
  /** Takes what an observer failed with; `run` is the run it observed, if any. Must not throw. */
  observerFailed(error: RuntimeError, run: unknown): void;
}

/** One tap's place: whose it is, in which hook. */
export interface TapSite {
  readonly plugin: string;
  /** As it stands in messages: `prepare`, `CycleHooks.iteration`. */
  readonly hook: string;
  readonly kind: HookKind;
  readonly rule: HookRule;
  /** Its own time limit in milliseconds; else that of the runtime. */
  readonly timeoutMs: number | undefined;
  environment(): HookEnvironment;
}

/** The error of a tap that failed. Errors of Tenon pass untouched: they say what happened already. */
export function failureOf(site: TapSite, error: unknown): RuntimeError {
  return RuntimeError.is(error) ? error : failed('HOOK_FAILED', site, error);
}

/** The error to report of an observer, which failed nothing but itself. */
export function observerFailure(site: TapSite, error: unknown): RuntimeError {
  return failed('OBSERVER_FAILED', site, error);
}

export function nullAnswer(site: TapSite): RuntimeError {
  return misuse(
    site,
    'answered null where a value is due',
    'Answer undefined to leave things as they are, or a value.',
  );
}

export function wrongAnswer(site: TapSite, answer: unknown, due: string): RuntimeError {
  return misuse(
    site,
    `answered ${describeValue(answer)}`,
    `Answer ${due}, or undefined to leave things as they are.`,
  );
}

export function promiseAnswer(site: TapSite): RuntimeError {
  return misuse(
    site,
    'answered a promise from a synchronous tap',
    site.kind.isAsync
      ? 'Tap it with tapPromise.'
      : 'The hook is synchronous: do not use async here.',
  );
}

export function timedOut(site: TapSite, ms: number): RuntimeError {
  return new RuntimeError(
    'HOOK_TIMEOUT',
    `Plugin "${site.plugin}" did not settle in the hook "${site.hook}" within ${ms} ms.`,
    {
      hint: 'Make the tap settle, or raise its "timeoutMs" or the option "hookTimeoutMs" of createRuntime.',
      where: placeOf(site),
    },
  );
}

/** The run may have been stopped by an error of Tenon, a time limit for instance, which is the one to see then. */
export function aborted(site: TapSite, reason: unknown): RuntimeError {
  if (RuntimeError.is(reason)) return reason;
  return new RuntimeError(
    'ABORTED',
    `The run was aborted while plugin "${site.plugin}" was busy in the hook "${site.hook}".`,
    { cause: reason, where: placeOf(site) },
  );
}

function failed(
  code: 'HOOK_FAILED' | 'OBSERVER_FAILED',
  site: TapSite,
  cause: unknown,
): RuntimeError {
  const message = `Plugin "${site.plugin}" failed in the hook "${site.hook}": ${messageOf(cause)}`;
  return new RuntimeError(code, message, { cause, where: placeOf(site) });
}

function misuse(site: TapSite, what: string, hint: string): RuntimeError {
  const message = `Plugin "${site.plugin}" ${what}, in the hook "${site.hook}".`;
  return new RuntimeError('HOOK_MISUSE', message, { hint, where: placeOf(site) });
}

function placeOf({ plugin, hook }: TapSite) {
  return { plugin, hook };
}
