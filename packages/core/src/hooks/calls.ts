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

function callOf(hook: AnyHook, { isAsync }: HookKind): (...args: unknown[]) => unknown {
  return isAsync ? asyncCall(hook) : (...args) => hook.call?.(...args);
}

interface AsyncCall {
  isDone: boolean;
  /** The guard lets nothing but errors of Tenon through, so a failure is never falsy. */
  failure: Error | null;
  answer: unknown;
  settle: (() => void) | undefined;
}

/**
 * Calls an asynchronous hook without waiting where no tap does: tapable's `callAsync` calls back before it returns when
 * all taps that ran were synchronous, while `promise` always makes a promise.
 */
function asyncCall(hook: AnyHook): (...args: unknown[]) => unknown {
  return (...args) => {
    const call: AsyncCall = { isDone: false, failure: null, answer: undefined, settle: undefined };
    hook.callAsync?.(...args, (failure: Error | null, answer: unknown) => {
      call.isDone = true;
      call.failure = failure;
      call.answer = answer;
      call.settle?.();
    });
    if (call.isDone) {
      if (call.failure) throw call.failure;
      return call.answer;
    }
    return new Promise((resolve, reject) => {
      // Not written into the member: see "Functions that hold on" in docs/performance.md.
      const settle = () => {
        if (call.failure) reject(call.failure);
        else resolve(call.answer);
      };
      call.settle = settle;
    });
  };
}
