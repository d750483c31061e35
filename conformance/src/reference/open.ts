import {
  type Activation,
  arrivalsAt,
  NOTHING_OPEN,
  type Open,
  type ScopeOutcome,
} from './activation.js';
import type { Edge, Node } from './model.js';
import type { Scope, Unit } from './scopes.js';

/**
 * What is open in a scope where something failed under `stop`: everything but what a failing unit waited for, what waits
 * for it, and itself. Where several fail, each may have stopped the others, so that only what holds for each of them is
 * certain.
 */
export function openIn(
  scope: Scope,
  failed: ReadonlyMap<Unit, ScopeOutcome>,
  activation: Activation,
): Open {
  if (failed.size === 0) return NOTHING_OPEN;
  const links = linksOf(scope, activation);
  const [first, ...others] = [...failed.keys()].map(
    (unit) => new Set([...before(unit, links), ...behind(unit, scope, links)]),
  );
  const certain = new Set(
    [...(first ?? [])].filter((unit) => others.every((set) => set.has(unit))),
  );
  const open = scope.units.filter((unit) => !certain.has(unit) && !isOnly(unit, failed));
  const inside = failed.size === 1 ? [...failed.values()].map((outcome) => outcome.open) : [];
  return {
    nodes: new Set([
      ...open.flatMap(({ ids }) => [...ids]),
      ...inside.flatMap(({ nodes }) => [...nodes]),
    ]),
    loops: new Set([...open.flatMap(loopsIn), ...inside.flatMap(({ loops }) => [...loops])]),
  };
}

function isOnly(unit: Unit, failed: ReadonlyMap<Unit, ScopeOutcome>): boolean {
  return failed.size === 1 && failed.has(unit);
}

function loopsIn(unit: Unit): string[] {
  return 'loop' in unit ? [unit.loop.id, ...unit.body.units.flatMap(loopsIn)] : [];
}

/** Of each unit: the units that its edges come from, and of those the ones that it has certainly waited for. */
type Links = ReadonlyMap<
  Unit,
  { readonly all: readonly Unit[]; readonly awaited: readonly Unit[] }
>;

function linksOf({ units }: Scope, activation: Activation): Links {
  const { edges, nodes } = activation.model;
  const unitOf = new Map(units.flatMap((unit) => [...unit.ids].map((id) => [id, unit] as const)));
  const sources = (into: readonly Edge[], target: Unit) =>
    into.flatMap(({ from }) => {
      const source = unitOf.get(from);
      return source === undefined || source === target ? [] : [source];
    });
  return new Map(
    units.map((unit) => {
      const all = sources(
        edges.filter(({ to }) => unit.ids.has(to)),
        unit,
      );
      const node = 'node' in unit ? nodes.get(unit.node) : undefined;
      if (node?.stated.join !== 'any') return [unit, { all, awaited: all }];
      return [unit, { all, awaited: sources(decisive(node, activation), unit) }];
    }),
  );
}

/** The edges that `join: any` waited for: the live one, or all of them where none was. */
function decisive(node: Node, activation: Activation): Edge[] {
  const arrivals = arrivalsAt(node, activation);
  const live = arrivals.filter(({ state }) => state.is === 'live');
  return (live.length > 0 ? live : arrivals).map(({ edge }) => edge);
}

/** The units that a unit has waited for, directly or not. */
function before(unit: Unit, links: Links): Set<Unit> {
  const found = new Set(links.get(unit)?.awaited);
  for (const one of found) for (const source of links.get(one)?.awaited ?? []) found.add(source);
  return found;
}

/** The units that are skipped because a unit failed, whatever else runs: those that wait for all of their edges. */
function behind(failed: Unit, { units }: Scope, links: Links): Set<Unit> {
  const found = new Set<Unit>();
  for (const unit of units) {
    const { all = [], awaited = [] } = links.get(unit) ?? {};
    const isBehind = (source: Unit) => source === failed || found.has(source);
    if (all.length === awaited.length ? all.some(isBehind) : all.every(isBehind)) found.add(unit);
  }
  return found;
}
