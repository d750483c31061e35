import type { ServiceIdentifier } from 'inversify';
import { RuntimeError } from '../errors/runtime-error.js';
import { serviceId } from '../services/service.js';
import type { Calls } from './calls.js';
import type { HookRule, HookRules } from './hook-rule.js';
import type { TapOnly } from './tap-only.js';

const BRAND = Symbol.for('tenon.HookSet');

/**
 * Hooks that a plugin publishes. The token is shared by all runtimes; each runtime makes hooks of its own from it, puts
 * them under the same guard as the core's, and seals them with the rest.
 */
export interface HookSet<H extends object = object> {
  readonly name: string;
  /** Where other plugins find the tap side: `services.tryGet(CycleHooks.id)?.iteration.tap(NAME, …)`. */
  readonly id: ServiceIdentifier<TapOnly<H>>;
  /** Where the publishing plugin finds the calling side. Anybody else gets HOOK_MISUSE. */
  readonly calls: ServiceIdentifier<Calls<H>>;
  /** Makes the hooks of one runtime. */
  create(): H;
  /** How each of them treats its taps. */
  rulesFor(hooks: H): HookRules<H>;
}

/** What {@link defineHookSet} may be told beside the hooks. */
export interface HookSetOptions<H> {
  /** Hooks whose taps only look on, and are isolated from one another. All others decide: a failure is the caller's. */
  readonly observers?: readonly (keyof H & string)[];
  /** What the answers of a hook have to be, where that can be told: anything else is HOOK_MISUSE of the tap. */
  readonly answers?: { readonly [K in keyof H & string]?: NonNullable<HookRule['answer']> };
}

/**
 * Defines the hooks that a plugin publishes. A hook whose last argument is the run lets go of its asynchronous taps when
 * the run is aborted. Throws OPTION_INVALID for a set without a name.
 *
 * @example
 * export const CacheHooks = defineHookSet('CacheHooks', () => ({
 *   key: new SyncWaterfallHook<[key: string, node: string], string | void>(['key', 'node']),
 *   hit: new SyncHook<[key: string]>(['key']),
 * }), { observers: ['hit'] });
 */
export function defineHookSet<H extends object>(
  name: string,
  create: () => H,
  { observers = [], answers = {} }: HookSetOptions<H> = {},
): HookSet<H> {
  if (typeof name !== 'string' || name === '') {
    throw new RuntimeError('OPTION_INVALID', 'A hook set needs a name.', {
      hint: "Name it after what it is about: defineHookSet('CycleHooks', …).",
    });
  }
  const looking = new Set<string>(observers);
  const ruleOf = (hook: string): HookRule => {
    const answer = Object.hasOwn(answers, hook) ? answers[hook as keyof H & string] : undefined;
    return {
      role: looking.has(hook) ? 'observer' : 'decision',
      ...(answer !== undefined && { answer }),
    };
  };
  const set: HookSet<H> = {
    name,
    id: serviceId(`tenon.hooks.${name}`, {
      title: `hook set "${name}"`,
      remedy: `Add the plugin that publishes ${name} to the plugins of createRuntime. Where it may be absent, ask with tryGet.`,
    }),
    calls: serviceId(`tenon.hooks.${name}.calls`, {
      title: `calling side of the hook set "${name}"`,
      remedy: `Let the plugin that calls the hooks publish them: publishes: [${name}].`,
    }),
    create,
    rulesFor: (hooks) =>
      Object.fromEntries(Object.keys(hooks).map((hook) => [hook, ruleOf(hook)])) as HookRules<H>,
  };
  Object.defineProperty(set, BRAND, { value: true });
  return Object.freeze(set);
}

/** Whether a value is a hook set, also one of another copy of the core. */
export function isHookSet(value: unknown): value is HookSet {
  return typeof value === 'object' && value !== null && BRAND in value;
}
