import { didYouMean, quoteList } from '../errors/near-names.js';
import { RuntimeError } from '../errors/runtime-error.js';
import { describeValue } from '../values/describe-value.js';
import { type AnyHook, type HookKind, kindOf, type TapOptions } from './hook-kind.js';

/** The tap side of a synchronous hook. */
export interface SyncTaps<A extends readonly unknown[], R> {
  /** Adds a tap. `name` is the plugin's. */
  tap(name: string, fn: (...args: A) => R): void;
}

/** The tap side of an asynchronous hook. */
export interface AsyncTaps<A extends readonly unknown[], R> extends SyncTaps<A, R> {
  /** Adds a tap that may answer a promise; what it answers at once is not waited for. `name` is the plugin's. */
  tapPromise(name: string | TapOptions, fn: (...args: A) => R | PromiseLike<R>): void;
}

/** The tap side of one hook: taps can be added, and nothing else. */
type TapsOf<Hook> = Hook extends {
  tapPromise(options: never, fn: (...args: infer A extends unknown[]) => Promise<infer R>): void;
}
  ? AsyncTaps<A, R>
  : Hook extends { tap(options: never, fn: (...args: infer A extends unknown[]) => infer R): void }
    ? SyncTaps<A, R>
    : never;

/** The tap side of a set of hooks: what plugins see of it. */
export type TapOnly<H> = { readonly [K in keyof H]: TapsOf<H[K]> };

/** Whose tap side it is, and of which hooks. */
export interface TapSide {
  /** The plugin it is handed to; every tap must bear its name. Without one, any plugin's name will do. */
  readonly plugin: string | undefined;
  /** What the hooks are called together: `RuntimeHooks`. */
  readonly set: string;
}

/**
 * The tap side of a set of hooks, for one plugin. Asking for a hook there is not throws HOOK_UNKNOWN with the names of
 * those there are, and asking a hook for something else than its taps HOOK_MISUSE, instead of answering `undefined`.
 */
export function tapOnly<H extends object>(hooks: H, side: TapSide): TapOnly<H> {
  const entries = Object.entries<AnyHook>(hooks as Record<string, AnyHook>);
  const taps = entries.map(([name, hook]) => [name, tapsOf(name, hook, side)] as const);
  const names = entries.map(([name]) => name);
  return strict(taps, (key) => unknownHook(key, names, side)) as TapOnly<H>;
}

function tapsOf(name: string, hook: AnyHook, side: TapSide): object {
  const check = (options: unknown) => checkName(options, name, side);
  const kind = kindOf(hook, `${side.set}.${name}`);
  const tap = (options: string, fn: (...args: unknown[]) => unknown) => {
    check(options);
    hook.tap(options, fn);
  };
  const tapPromise = (
    options: string | TapOptions,
    fn: (...args: unknown[]) => Promise<unknown>,
  ) => {
    check(options);
    hook.tapPromise?.(options, fn);
  };
  const members = Object.entries(kind.isAsync ? { tap, tapPromise } : { tap });
  return strict(members, (key) => unknownMember(key, name, kind, side));
}

/** A frozen object that throws when it is asked for a member that it does not have. */
function strict(
  entries: readonly (readonly [string, unknown])[],
  unknown: (key: string) => RuntimeError,
): object {
  const members = new Map(entries);
  return new Proxy(Object.freeze(Object.fromEntries(entries)), {
    get(_, key) {
      if (typeof key === 'symbol') return undefined;
      const member = members.get(key);
      // What languages and tools ask of any object is no mistake: `await`, JSON, printing.
      if (member !== undefined || key === 'then' || key === 'toJSON') return member;
      if (key in Object.prototype) return undefined;
      throw unknown(key);
    },
  });
}

/** Options beside the name reach the guard, which looks at them. */
function checkName(options: unknown, hook: string, { plugin, set }: TapSide): void {
  const given: unknown =
    typeof options === 'object' && options !== null && 'name' in options ? options.name : options;
  if (typeof given === 'string' && given !== '' && (plugin === undefined || given === plugin)) {
    return;
  }
  const who = plugin === undefined ? 'A tap' : `Plugin "${plugin}"`;
  throw new RuntimeError(
    'HOOK_MISUSE',
    `${who} gave ${describeValue(given)} as the name of a tap of "${hook}" in ${set}.`,
    {
      hint:
        plugin === undefined
          ? 'Give the name of the plugin that taps.'
          : `Give the name in its manifest: hooks.${hook}.tap('${plugin}', …).`,
      where: { hook, ...(plugin === undefined ? {} : { plugin }) },
    },
  );
}

function unknownHook(key: string, names: readonly string[], { plugin, set }: TapSide) {
  const who = plugin === undefined ? 'A plugin' : `Plugin "${plugin}"`;
  return new RuntimeError('HOOK_UNKNOWN', `${who} asked ${set} for a hook "${key}".`, {
    hint: `${didYouMean(key, names)} There are ${quoteList(names, 'and', Infinity)}.`.trimStart(),
    where: { hook: key, ...(plugin === undefined ? {} : { plugin }) },
  });
}

function unknownMember(
  key: string,
  hook: string,
  { name, isAsync }: HookKind,
  { plugin, set }: TapSide,
): RuntimeError {
  const who = plugin === undefined ? 'A plugin' : `Plugin "${plugin}"`;
  const hint = isAsync
    ? 'Tap it with tap or tapPromise; only its owner calls it.'
    : `It is a ${name}, whose taps cannot wait: tap it with tap. Only its owner calls it.`;
  return new RuntimeError(
    'HOOK_MISUSE',
    `${who} asked the hook "${hook}" of ${set} for "${key}", which it does not have.`,
    { hint, where: { hook, ...(plugin === undefined ? {} : { plugin }) } },
  );
}
