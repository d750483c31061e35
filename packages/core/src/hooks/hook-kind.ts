import {
  AsyncSeriesBailHook,
  AsyncSeriesHook,
  AsyncSeriesWaterfallHook,
  SyncBailHook,
  SyncHook,
  SyncWaterfallHook,
} from 'tapable';
import { RuntimeError } from '../errors/runtime-error.js';

/** A tap as tapable keeps it. */
export interface AnyTap {
  name: string;
  /** `async` takes a callback. */
  type: 'sync' | 'async' | 'promise';
  fn: (...args: unknown[]) => unknown;
  stage?: number;
  before?: string | string[];
  timeoutMs?: number;
}

/** What a tap that may wait can say beside its name. */
export interface TapOptions {
  /** The plugin's name. */
  readonly name: string;
  /** How long it may take, in milliseconds, in place of the runtime's `hookTimeoutMs`; `Infinity` for any time. */
  readonly timeoutMs?: number;
}

/** Any hook of tapable, as far as this folder uses one. Structural: a plugin may bring a tapable of its own. */
export interface AnyHook {
  readonly taps: readonly AnyTap[];
  intercept(interceptor: { name: string; register: (tap: AnyTap) => AnyTap }): void;
  tap(options: string, fn: (...args: unknown[]) => unknown): void;
  tapPromise?(options: string | TapOptions, fn: (...args: unknown[]) => Promise<unknown>): void;
}

/** What the class of a hook says. */
export interface HookKind {
  /** The class's name. */
  readonly name: string;
  readonly isAsync: boolean;
  /** `waterfall` hands a value from tap to tap, `bail` stops at the first answer, `series` just goes through. */
  readonly flow: 'series' | 'waterfall' | 'bail';
}

const KINDS: ReadonlyMap<string, HookKind> = new Map(
  (
    [
      { name: 'SyncHook', isAsync: false, flow: 'series' },
      { name: 'SyncBailHook', isAsync: false, flow: 'bail' },
      { name: 'SyncWaterfallHook', isAsync: false, flow: 'waterfall' },
      { name: 'AsyncSeriesHook', isAsync: true, flow: 'series' },
      { name: 'AsyncSeriesBailHook', isAsync: true, flow: 'bail' },
      { name: 'AsyncSeriesWaterfallHook', isAsync: true, flow: 'waterfall' },
    ] as const
  ).map((kind) => [kind.name, Object.freeze(kind)]),
);

/** The classes of our own copy of tapable, whose names a minifier may have changed. */
const CLASSES: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [SyncHook, 'SyncHook'],
  [SyncBailHook, 'SyncBailHook'],
  [SyncWaterfallHook, 'SyncWaterfallHook'],
  [AsyncSeriesHook, 'AsyncSeriesHook'],
  [AsyncSeriesBailHook, 'AsyncSeriesBailHook'],
  [AsyncSeriesWaterfallHook, 'AsyncSeriesWaterfallHook'],
]);

/**
 * The kind of a hook, by its class or, for another copy of tapable, by the name of its class: tapable's hooks are no instances of their classes, and two copies of
 * tapable have two of each. Throws HOOK_MISUSE for what is no hook of the six kinds that have an order.
 */
export function kindOf(hook: unknown, title: string): HookKind {
  const made = (hook as { constructor?: { name?: unknown } } | null | undefined)?.constructor;
  const name = CLASSES.get(made) ?? made?.name;
  const kind = typeof name === 'string' ? KINDS.get(name) : undefined;
  if (kind !== undefined) return kind;
  throw new RuntimeError('HOOK_MISUSE', `"${title}" is no hook that taps can be ordered in.`, {
    hint: `Make it one of tapable's ${[...KINDS.keys()].join(', ')}.`,
    where: { hook: title },
  });
}
