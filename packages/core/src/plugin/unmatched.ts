import { NameHints } from '../verify/name-hints.js';
import type { Arrow } from './arrows.js';
import { installationOf } from './capabilities.js';
import type { PluginManifest } from './manifest.js';

/** A declared order that has no effect: its name stands for no plugin that is there, nor for a capability of one. */
export interface UnmatchedOrder extends Pick<Arrow, 'declaredBy' | 'name'> {
  readonly how: 'after' | 'before';
  /** The name that was probably meant; a plugin that may be absent has none. */
  readonly hint: string | undefined;
}

/**
 * The names in `after` and `before` that match nobody. Nothing is wrong with one as such, since it orders what may be
 * absent; a misspelt one looks the same, and shows by a near name. Linear in the names, with a bound on comparisons.
 */
export function unmatchedOrders(manifests: readonly PluginManifest[]): readonly UnmatchedOrder[] {
  const known = new Set(manifests.flatMap(({ name, provides = [] }) => [name, ...provides]));
  const hints = new NameHints();
  return manifests.flatMap(({ name: declaredBy, after = [], before = [] }) =>
    Object.entries({ after, before }).flatMap(([how, names]) =>
      names
        .filter((name) => !known.has(name))
        .map((name) =>
          Object.freeze({
            declaredBy,
            how: how as UnmatchedOrder['how'],
            name,
            // A capability of Tenon's own is spelt right, and just not installed.
            hint: installationOf(name) === undefined ? hints.near(name, known) : undefined,
          }),
        ),
    ),
  );
}
