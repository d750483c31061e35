import type { CaseConnection, CaseNode, Json } from '../../case.js';
import type { Draw } from './draw.js';
import { randomValue, type Sort } from './draw-value.js';
import type { Feature } from './features.js';

/** A workflow that is being drawn. Nodes stand in an order in which plain edges only lead forward. */
export interface Sketch {
  readonly draw: Draw;
  readonly features: ReadonlySet<Feature>;
  /** Kinds of workflows inside that nodes may be of. */
  readonly workflows: readonly SketchedWorkflow[];
  readonly nodes: SketchedNode[];
  readonly connections: CaseConnection[];
  /** What edges may start from. */
  readonly sources: Source[];
}

/** A workflow that nodes may run inside, with the sorts of its ports. */
export interface SketchedWorkflow {
  readonly name: string;
  readonly inputs: ReadonlyMap<string, Sort>;
  readonly outputs: ReadonlyMap<string, Sort>;
}

export interface SketchedNode {
  readonly id: string;
  readonly kind: string;
  readonly config: Record<string, Json>;
  join?: 'any';
  /** The loops that it stands in, the outermost first. */
  readonly within: readonly number[];
  /** The inputs that it has, and what they want. */
  readonly wants: ReadonlyMap<string, Sort>;
}

/** A place that an edge may start from. */
export interface Source {
  readonly node: string;
  readonly output: string;
  readonly sort: Sort;
  /** The (switch, port) pairs that an edge from here hangs on, as far as that is known while drawing. */
  readonly guards: readonly string[];
}

/** The stated form of a drawn node. */
export function statedNode({ id, kind, config, join }: SketchedNode): CaseNode {
  return {
    id,
    kind,
    ...(Object.keys(config).length > 0 && { config }),
    ...(join !== undefined && { join }),
  };
}

/** A source that brings what an input wants, and seldom something else; nearer ones and branches are likelier. */
export function sourceFor(
  { draw, sources }: Sketch,
  sort: Sort,
  among: (source: Source) => boolean = () => true,
): Source | undefined {
  const all = sources.filter(among);
  const fitting = draw.chance(0.02) ? all : all.filter((source) => isFit(source, sort));
  const gated = fitting.filter(({ guards }) => guards.length > 0);
  const candidates = gated.length > 0 && draw.chance(0.3) ? gated : fitting;
  if (candidates.length === 0) return undefined;
  return draw.from(draw.chance(0.6) ? candidates.slice(-8) : candidates);
}

export function isFit({ sort }: Source, wanted: Sort): boolean {
  return wanted === 'any' || sort === wanted;
}

/** What hangs on two ports of one switch never comes together. */
export function areExclusive(one: readonly string[], other: readonly string[]): boolean {
  return one.some((guard) => {
    const [id, port] = JSON.parse(guard) as [string, string];
    return other.some((another) => {
      const [same, second] = JSON.parse(another) as [string, string];
      return id === same && port !== second;
    });
  });
}

/** What several edges have in common. */
export function commonGuards(edges: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = edges;
  return first.filter((guard) => others.every((other) => other.includes(guard)));
}

/** A configured value of a sort, seldom of another. */
export function configuredValue(draw: Draw, sort: Sort): Json {
  return randomValue(draw, draw.chance(0.02) ? 'any' : sort);
}
