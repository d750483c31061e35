import type { CaseGraph } from '../case.js';
import type { Edge, Loop } from './model.js';
import { Undecided } from './undecided.js';

/** A workflow, or the body of a loop, as units in plan order. */
export interface Scope {
  readonly units: readonly Unit[];
}

/** A node, or a loop with everything in it. */
export type Unit =
  | { readonly node: string; readonly ids: ReadonlySet<string> }
  | { readonly loop: Loop; readonly body: Scope; readonly ids: ReadonlySet<string> };

/** The scopes of a workflow whose loops lie inside one another or apart. */
export function scopesOf(
  { nodes }: CaseGraph,
  edges: readonly Edge[],
  loops: readonly Loop[],
): Scope {
  const declared = new Map(nodes.map(({ id }, i) => [id, i]));
  return scopeOf(new Set(declared.keys()), loops, { edges, declared });
}

interface Whole {
  readonly edges: readonly Edge[];
  readonly declared: ReadonlyMap<string, number>;
}

function scopeOf(ids: ReadonlySet<string>, loops: readonly Loop[], whole: Whole): Scope {
  const outermost = loops.filter((loop) => !loops.some((other) => isInside(loop, other)));
  const looped = outermost.map((loop): Unit => {
    const inner = loops.filter((other) => isInside(other, loop));
    return { loop, body: scopeOf(loop.body, inner, whole), ids: loop.body };
  });
  const single = [...ids]
    .filter((id) => !outermost.some(({ body }) => body.has(id)))
    .map((id): Unit => ({ node: id, ids: new Set([id]) }));
  return { units: inPlanOrder([...looped, ...single], whole) };
}

type Body = Pick<Loop, 'body'>;

/** Whether a loop is inside another: its body is a proper subset. */
export function isInside(loop: Body, other: Body): boolean {
  return loop.body.size < other.body.size && [...loop.body].every((id) => other.body.has(id));
}

/** Again and again the earliest declared unit all of whose predecessors are taken. */
function inPlanOrder(units: readonly Unit[], { edges, declared }: Whole): Unit[] {
  const rank = (unit: Unit) => Math.min(...[...unit.ids].map((id) => declared.get(id) ?? 0));
  const waiting = new Set([...units].sort((one, other) => rank(one) - rank(other)));
  const unitOf = new Map(units.flatMap((unit) => [...unit.ids].map((id) => [id, unit] as const)));
  const before = new Map(units.map((unit) => [unit, new Set<Unit>()]));
  for (const { from, to } of edges) {
    const [source, target] = [unitOf.get(from), unitOf.get(to)];
    if (source !== undefined && target !== undefined && source !== target) {
      before.get(target)?.add(source);
    }
  }
  const taken: Unit[] = [];
  while (waiting.size > 0) {
    const next = firstReady(waiting, before);
    waiting.delete(next);
    taken.push(next);
  }
  return taken;
}

function firstReady(
  waiting: ReadonlySet<Unit>,
  before: ReadonlyMap<Unit, ReadonlySet<Unit>>,
): Unit {
  for (const unit of waiting) {
    if (![...(before.get(unit) ?? [])].some((one) => waiting.has(one))) return unit;
  }
  throw new Undecided('What loops mean that feed one another.');
}
