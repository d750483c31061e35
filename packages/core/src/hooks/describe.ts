import { type Placement, placementText } from '../plugin/placement.js';
import type { Plugin, PluginAcceptance } from '../plugin/plugin.js';
import type { PlacedPlugin } from '../plugin/resolve-order.js';
import { type UnmatchedOrder, unmatchedOrders } from '../plugin/unmatched.js';
import type { GuardedHook } from './guard.js';

/** One plugin in its place. */
export interface PluginDescription {
  readonly name: string;
  readonly version: string;
  readonly placement: Placement;
  /** Which declaration placed it where it stands. */
  readonly why: string;
  /** What workflows and nodes may state for it; absent where it takes nothing. */
  readonly accepts?: PluginAcceptance;
}

/** One tap in its place. */
export interface TapDescription {
  readonly plugin: string;
  readonly kind: 'sync' | 'async';
  /** Which declaration placed its plugin where it stands. */
  readonly why: string;
}

/** One hook and its taps in the order in which they run. */
export interface HookDescription {
  /** `RuntimeHooks`, or the published set it belongs to. */
  readonly set: string;
  /** As it stands in messages: `prepare`, `CycleHooks.iteration`. */
  readonly name: string;
  /** The class of tapable. */
  readonly kind: string;
  readonly role: 'decision' | 'observer';
  readonly taps: readonly TapDescription[];
}

/** What a runtime is made of: the solved order of its plugins, and who taps what. */
export interface RuntimeDescription {
  readonly plugins: readonly PluginDescription[];
  readonly hooks: readonly HookDescription[];
  /** Declared orders without effect: of plugins that are not there, or misspelt. */
  readonly unmatched: readonly UnmatchedOrder[];
}

/** Describes plugins in solved order and hooks under guard. */
export function describeHooks(
  placed: readonly PlacedPlugin<Plugin>[],
  guarded: readonly GuardedHook[],
): RuntimeDescription {
  const plugins = placed.map(({ plugin: { manifest, accepts }, placement }) =>
    Object.freeze<PluginDescription>({
      name: manifest.name,
      version: manifest.version,
      placement,
      why: placementText(placement),
      ...(accepts !== undefined && { accepts }),
    }),
  );
  const reasons = new Map(plugins.map(({ name, why }) => [name, why]));
  const hooks = guarded.map(({ set, title, hook, kind, rule }) => {
    const taps = hook.taps.map(({ name, type }) =>
      Object.freeze<TapDescription>({
        plugin: name,
        kind: type === 'sync' ? 'sync' : 'async',
        why: reasons.get(name) ?? '',
      }),
    );
    return Object.freeze<HookDescription>({
      set,
      name: title,
      kind: kind.name,
      role: rule.role,
      taps: Object.freeze(taps),
    });
  });
  const unmatched = unmatchedOrders(placed.map(({ plugin }) => plugin.manifest));
  return Object.freeze({
    plugins: Object.freeze(plugins),
    hooks: Object.freeze(hooks),
    unmatched: Object.freeze(unmatched),
  });
}
