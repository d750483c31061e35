import { RuntimeError } from '../errors/runtime-error.js';
import { describeValue } from '../values/describe-value.js';
import { guardedTap } from './guarded-tap.js';
import { type AnyHook, type AnyTap, type HookKind, kindOf } from './hook-kind.js';
import type { HookRule, HookRules } from './hook-rule.js';
import type { HookEnvironment } from './tap-site.js';

/** A hook under guard. */
export interface GuardedHook {
  /** The set it belongs to. */
  readonly set: string;
  /** As it stands in messages: `prepare`, `CycleHooks.iteration`. */
  readonly title: string;
  readonly hook: AnyHook;
  readonly kind: HookKind;
  readonly rule: HookRule;
}

/** More taps than one plugin adds to one hook; keeps places apart when the order is reversed. */
const TAPS_PER_PLUGIN = 2 ** 20;

/**
 * Keeps the taps of a runtime's hooks in the order of their plugins. One `register` interceptor per hook gives each tap
 * its plugin's place, wraps its function ({@link guardedTap}), and refuses with HOOK_MISUSE what would break the order:
 * tapable's own `before` and `stage`, a name that is no plugin's, and any tap after sealing.
 */
export class HookGuard {
  readonly #places: ReadonlyMap<string, number>;
  readonly #hooks: GuardedHook[] = [];
  #environment: HookEnvironment | undefined;

  /** Takes the names of the plugins in solved order. */
  constructor(order: readonly string[]) {
    this.#places = new Map(order.map((name, place) => [name, place]));
  }

  get hooks(): readonly GuardedHook[] {
    return this.#hooks;
  }

  /** Puts the hooks of a set under guard. Throws HOOK_MISUSE for what is no hook. */
  guard<H extends object>(set: string, hooks: H, rules: HookRules<H>, prefix = `${set}.`): void {
    for (const [name, hook] of Object.entries<AnyHook>(hooks as Record<string, AnyHook>)) {
      const title = `${prefix}${name}`;
      const rule = rules[name as keyof H];
      const guarded = { set, title, hook, kind: kindOf(hook, title), rule };
      checkRule(guarded);
      let count = 0;
      hook.intercept({
        name: 'tenon',
        register: (tap) => this.#register(guarded, tap, count++),
      });
      this.#hooks.push(Object.freeze(guarded));
    }
  }

  /**
   * Ends the time of tapping, and says in what environment taps run from now on. Throws OPTION_INVALID for a time-out
   * that is no positive number.
   */
  seal(environment: HookEnvironment): void {
    const { hookTimeoutMs } = environment;
    if (!isTimeLimit(hookTimeoutMs)) {
      throw new RuntimeError(
        'OPTION_INVALID',
        `"hookTimeoutMs" cannot be ${describeValue(hookTimeoutMs)}.`,
        { hint: TIME_LIMIT_HINT },
      );
    }
    this.#environment = environment;
    for (const { hook } of this.#hooks) Object.freeze(hook.taps);
  }

  #register(guarded: GuardedHook, tap: AnyTap, count: number): AnyTap {
    const { title, rule, kind } = guarded;
    const place = this.#places.get(tap.name);
    const problem = this.#problemWith(tap);
    if (problem !== undefined || place === undefined) {
      const [what, hint] = problem ?? UNKNOWN_PLUGIN;
      throw new RuntimeError(
        'HOOK_MISUSE',
        `The tap "${tap.name}" of the hook "${title}" ${what}.`,
        {
          hint,
          where: { plugin: tap.name, hook: title },
        },
      );
    }
    const mayWait = tap.type === 'promise';
    const site = {
      plugin: tap.name,
      hook: title,
      kind,
      rule,
      timeoutMs: tap.timeoutMs,
      environment: this.#running,
    };
    return {
      name: tap.name,
      type: tap.type,
      fn: guardedTap(site, mayWait, tap.fn),
      stage: rule.order === 'reverse' ? -(place * TAPS_PER_PLUGIN + count) : place,
    };
  }

  #problemWith(tap: AnyTap): readonly [what: string, hint: string] | undefined {
    if (this.#environment !== undefined) {
      return ['comes after sealing', 'Tap hooks in "apply", before it returns.'];
    }
    if (tap.before !== undefined || tap.stage !== undefined) {
      const option = tap.before === undefined ? 'stage' : 'before';
      return [
        `has the option "${option}"`,
        'Say it in the manifest: "stage", "after" and "before" there order all taps of a plugin.',
      ];
    }
    if (tap.type === 'async') return ['takes a callback', 'Use tapPromise.'];
    if (tap.timeoutMs !== undefined && tap.type === 'sync') {
      return ['has the option "timeoutMs" and cannot wait', 'Tap it with tapPromise.'];
    }
    if (tap.timeoutMs !== undefined && !isTimeLimit(tap.timeoutMs)) {
      return [`has ${describeValue(tap.timeoutMs)} for "timeoutMs"`, TIME_LIMIT_HINT];
    }
    if (typeof tap.fn !== 'function') {
      return [`is ${describeValue(tap.fn)} and no function`, 'Give a function.'];
    }
    return undefined;
  }

  readonly #running = (): HookEnvironment => {
    if (this.#environment !== undefined) return this.#environment;
    throw new RuntimeError('RUNTIME_STARTING', 'A hook was called before the hooks were sealed.', {
      hint: 'Call hooks during runs, not in "register" or "apply".',
    });
  };
}

const TIME_LIMIT_HINT = 'Give milliseconds above 0, or Infinity to wait for ever.';

function isTimeLimit(value: unknown): value is number {
  return typeof value === 'number' && value > 0;
}

const UNKNOWN_PLUGIN = [
  'bears the name of no plugin of this runtime',
  'Tap under the name in the manifest of the plugin.',
] as const;

/** What an observer answers goes nowhere, so a hook that hands answers on cannot have observers. */
function checkRule({ title, kind, rule }: GuardedHook): void {
  if (rule.role !== 'observer' || kind.flow === 'series') return;
  throw new RuntimeError(
    'HOOK_MISUSE',
    `The hook "${title}" has observers, and is a ${kind.name}, whose taps decide.`,
    {
      hint: 'Make it a SyncHook or an AsyncSeriesHook, or leave it out of "observers".',
      where: { hook: title },
    },
  );
}
