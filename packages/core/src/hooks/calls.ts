import { isThenable } from '../values/thenable.js';
import type { AnyHook, HookKind } from './hook-kind.js';

/** What calling a hook answers: nothing, the value that came out of the waterfall, or the first answer, if any. */
type Answer<R> = [R] extends [void] ? void : void extends R ? Exclude<R, void> : R;

/** The calling side of one hook: a function, or `null` where nobody tapped it. */
type CallOf<Hook> = Hook extends {
  tapPromise(options: never, fn: (...args: infer A extends unknown[]) => Promise<infer R>): void;
}
  ? null | ((...args: A) => Answer<R> | Promise<Answer<R>>)
  : Hook extends { tap(options: never, fn: (...args: infer A extends unknown[]) => infer R): void }
    ? null | ((...args: A) => Answer<R>)
    : never;

/**
 * The calling side of a set of hooks. Every member is `null` until the hooks are sealed, and stays so where nobody
 * tapped: an untapped hook costs a test for `null`. An asynchronous hook answers a promise only when it has to wait.
 */
export type Calls<H> = { readonly [K in keyof H]: CallOf<H[K]> };

/** A calling side whose members are still to be filled in, and how to do that. */
export interface OpenCalls<H> {
  readonly calls: Calls<H>;
  /** Fills in the hooks that were tapped, and freezes the calling side. */
  seal(): void;
}

/** Makes the calling side of a set of hooks. Owners take it at start and use it after sealing. */
export function openCalls<H extends object>(
  hooks: H,
  kindOf: (name: string) => HookKind,
): OpenCalls<H> {
  const entries = Object.entries<AnyHook>(hooks as Record<string, AnyHook>);
  const calls: Record<string, unknown> = Object.fromEntries(entries.map(([name]) => [name, null]));
  return {
    calls: calls as Calls<H>,
    seal() {
      for (const [name, hook] of entries) {
        // An interceptor makes isUsed() true, so the taps are what counts.
        if (hook.taps.length > 0) calls[name] = callOf(hook, kindOf(name));
      }
      Object.freeze(calls);
    },
  };
}

type TapFunction = (...args: unknown[]) => unknown;

/**
 * A function that calls the taps in tapable's order, by the rules of the hook's class. Tapable's own calls are not used:
 * they compile a function from text, which some processes forbid, and a call that may wait takes a closure for each tap.
 */
function callOf({ taps }: AnyHook, { flow }: HookKind): TapFunction {
  const fns = taps.map(({ fn }) => fn);
  switch (flow) {
    case 'series':
      // A guarded tap answers nothing, or a promise of nothing: it is the whole series where it is alone.
      return fns.length === 1 ? (fns[0] as TapFunction) : (...args) => goThrough(fns, args, 0);
    case 'waterfall':
      return (...args) => handOn(fns, args, 0);
    case 'bail':
      return (...args) => firstAnswer(fns, args, 0);
  }
}

function goThrough(fns: readonly TapFunction[], args: unknown[], from: number): unknown {
  for (let at = from; at < fns.length; at++) {
    const answer = fns[at]?.(...args);
    if (isThenable(answer)) return answer.then(() => goThrough(fns, args, at + 1));
  }
  return undefined;
}

/** The first argument goes from tap to tap; an answer takes its place. */
function handOn(fns: readonly TapFunction[], args: unknown[], from: number): unknown {
  for (let at = from; at < fns.length; at++) {
    const answer = fns[at]?.(...args);
    if (isThenable(answer)) {
      return answer.then((late) => {
        if (late !== undefined) args[0] = late;
        return handOn(fns, args, at + 1);
      });
    }
    if (answer !== undefined) args[0] = answer;
  }
  return args[0];
}

function firstAnswer(fns: readonly TapFunction[], args: unknown[], from: number): unknown {
  for (let at = from; at < fns.length; at++) {
    const answer = fns[at]?.(...args);
    if (isThenable(answer)) {
      return answer.then((late) => (late === undefined ? firstAnswer(fns, args, at + 1) : late));
    }
    if (answer !== undefined) return answer;
  }
  return undefined;
}
