import type { Arrow } from '../plugin/arrows.js';
import { type Behind, placeText } from '../plugin/neighbours.js';
import type { Placement } from '../plugin/placement.js';
import type { Plugin, PluginAcceptance } from '../plugin/plugin.js';
import type { PlacedPlugin } from '../plugin/resolve-order.js';
import { type UnmatchedOrder, unmatchedOrders } from '../plugin/unmatched.js';
import type { GuardedHook } from './guard.js';

/** One plugin in its place. */
export interface PluginDescription {
  readonly name: string;
  readonly version: string;
  readonly placement: Placement;
  /** Of several at one place: behind which of them it stands, and why. */
  readonly behind: Behind | undefined;
  /** Which declaration placed it where it stands. */
  readonly why: string;
  /** What workflows and nodes may state for it; absent where it takes nothing. */
  readonly accepts?: PluginAcceptance;
}

/** One tap in its place. */
export interface TapDescription {
  readonly plugin: string;
  readonly kind: 'sync' | 'async';
  /** What placed its plugin: a stage, an order, or neither. */
  readonly by: 'stage' | Arrow['how'] | 'default';
  /** The plugin whose manifest says so, which for an order may be another. */
  readonly declaredBy: string | undefined;
  /** The same in words. */
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
  /** `reverse`: what the last plugin opened is closed first. */
  readonly order: 'solved' | 'reverse';
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
  const plugins = placed.map(({ plugin: { manifest, accepts }, placement, behind }) =>
    Object.freeze<PluginDescription>({
      name: manifest.name,
      version: manifest.version,
      placement,
      behind,
      why: placeText(placement, behind),
      ...(accepts !== undefined && { accepts }),
    }),
  );
  const reasons = new Map(
    plugins.map(({ name, placement, behind, why }) => [
      name,
      { ...declarationOf(name, placement, behind), why },
    ]),
  );
  const hooks = guarded.map(({ set, title, hook, kind, rule }) => {
    const taps = hook.taps.map(({ name, type }) =>
      Object.freeze<TapDescription>({
        plugin: name,
        kind: type === 'sync' ? 'sync' : 'async',
        ...(reasons.get(name) ?? { by: 'default', declaredBy: undefined, why: '' }),
      }),
    );
    return Object.freeze<HookDescription>({
      set,
      name: title,
      kind: kind.name,
      role: rule.role,
      order: rule.order ?? 'solved',
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

function declarationOf(
  plugin: string,
  { by, arrow }: Placement,
  behind: Behind | undefined,
): Pick<TapDescription, 'by' | 'declaredBy'> {
  if (by === 'stage') return { by, declaredBy: plugin };
  const declared = arrow ?? behind?.arrow;
  if (declared === undefined) return { by: 'default', declaredBy: undefined };
  return { by: declared.how, declaredBy: declared.declaredBy };
}
