import type { Json } from '../../case.js';
import type { Draw } from './draw.js';
import { randomCondition } from './draw-condition.js';
import { type DrawnKind, drawJoin, drawKind, type Spot } from './draw-kind.js';
import { randomTypedValue, randomValue, type Sort, sortOf } from './draw-value.js';
import { outletsOf } from './outlets.js';
import {
  areExclusive,
  commonGuards,
  configuredValue,
  isFit,
  type Sketch,
  type SketchedNode,
  type Source,
  sourceFor,
} from './sketch.js';

/** Where a node is added. */
export interface Place {
  /** The loops that it stands in, the outermost first. */
  readonly within: readonly number[];
  /** The first node of a loop, at which the loop's back edge ends. */
  readonly isHead: boolean;
  /** Nodes that it has to read, whatever else it reads. */
  readonly reads: readonly string[];
  /** What it is; drawn where nothing is said. */
  readonly drawn?: DrawnKind;
}

/** Adds a node to a sketch, and answers its id. */
export function addNode(sketch: Sketch, place: Place): string {
  const { within, isHead, reads } = place;
  const id = `n${String(sketch.nodes.length + 1)}`;
  const drawn =
    place.drawn ??
    (reads.length > 1
      ? drawJoin(sketch, reads.length)
      : fittingKind(sketch, reads[0], { isInLoop: within.length > 0, isHead }));
  const { kind, wants, config = {} } = drawn;
  const node: SketchedNode = { id, kind, config: { ...config }, within, wants };
  const wiring = new Wiring(sketch, drawn, node);
  for (const read of reads) wiring.readFrom(read);
  for (const [input, sort] of wants) wiring.supply(input, sort);
  wiring.finish();
  return id;
}

/** A kind that can take what a node gives, unless too many draws in a row cannot. */
function fittingKind(sketch: Sketch, read: string | undefined, spot: Spot): DrawnKind {
  let drawn = drawKind(sketch, spot);
  if (read === undefined) return drawn;
  const given = new Set(sketch.sources.filter(({ node }) => node === read).map(({ sort }) => sort));
  for (let i = 0; i < 8; i++) {
    if ([...drawn.wants.values()].some((sort) => sort === 'any' || given.has(sort))) return drawn;
    drawn = drawKind(sketch, spot);
  }
  return drawn;
}

/** A node whose inputs get edges and values one after the other. */
class Wiring {
  readonly #edges: { readonly input: string; readonly source: Source }[] = [];
  readonly #draw: Draw;

  constructor(
    readonly sketch: Sketch,
    readonly drawn: DrawnKind,
    readonly node: SketchedNode,
  ) {
    this.#draw = sketch.draw;
  }

  /** Connects one of the inputs, one that has no edge yet if it can, with an output of a certain node. */
  readFrom(id: string): void {
    const free = [...this.drawn.wants].filter(
      ([input]) => input === this.drawn.many || !this.#edges.some((edge) => edge.input === input),
    );
    const wanted = this.#draw.mixed(free.length > 0 ? free : [...this.drawn.wants]);
    const sources = this.sketch.sources.filter(({ node }) => node === id);
    const pairs = wanted.flatMap(([input, sort]) =>
      sources.map((source) => ({ input, source, isFit: isFit(source, sort) })),
    );
    const fitting = pairs.filter(({ isFit: fits }) => fits);
    this.#edges.push(this.#draw.from(fitting.length > 0 ? fitting : pairs));
  }

  /** Gives an input edges, a configured value, both or nothing. */
  supply(input: string, sort: Sort): void {
    const isRequired = this.drawn.required.includes(input);
    const isWired = this.#edges.some((edge) => edge.input === input);
    const count = input === this.drawn.many ? this.#draw.between(1, 4) : 1;
    if (!isWired && this.#draw.chance(this.#shareOfEdges(input, isRequired))) {
      for (let i = 0; i < count; i++) this.#connect(input, sourceFor(this.sketch, sort));
    }
    if (input !== this.drawn.many) this.#join(input, sort);
    const isNowWired = this.#edges.some((edge) => edge.input === input);
    const share = isNowWired ? 0.15 : isRequired ? 0.995 : 0.4;
    if (input === 'when' || this.#draw.chance(share)) this.#configure(input, sort);
  }

  /** Draws what depends on what arrived, and puts the node into the sketch. */
  finish(): void {
    const { sketch, node } = this;
    const arrived = new Map(this.#edges.map(({ input, source }) => [input, source.sort]));
    for (const [input, sort] of node.wants) {
      const value = node.config[input];
      if (value === undefined || arrived.has(input)) continue;
      arrived.set(input, input === this.drawn.many ? sort : sortOf(value));
    }
    this.#drawCases(arrived.get('value') ?? 'any');
    this.#drawJoin();
    const guards = commonGuards(this.#edges.map(({ source }) => this.#guardsOf(source)));
    sketch.nodes.push(node);
    for (const { source, input } of this.#draw.mixed(this.#edges)) {
      sketch.connections.push({ from: source.node, output: source.output, to: node.id, input });
    }
    for (const { output, sort, isGated } of outletsOf({ ...node, arrived }, sketch)) {
      const own = isGated === true ? [JSON.stringify([node.id, output])] : [];
      sketch.sources.push({ node: node.id, output, sort, guards: [...guards, ...own] });
    }
  }

  #shareOfEdges(input: string, isRequired: boolean): number {
    if (input === 'when' || input === 'separator' || input === 'ms') return 0.05;
    if (isRequired || input === 'value') return 0.92;
    return input === 'trigger' || input === 'step' || input === 'limit' ? 0.35 : 0.5;
  }

  #connect(input: string, source: Source | undefined): void {
    if (source !== undefined) this.#edges.push({ input, source });
  }

  /** Adds edges to an input that has one: exclusive ones mostly, seldom some that may be live together. */
  #join(input: string, sort: Sort): void {
    const [first] = this.#edges.filter((edge) => edge.input === input);
    if (first === undefined) return;
    const own = this.#guardsOf(first.source);
    if (this.#draw.chance(0.5)) {
      this.#connect(
        input,
        sourceFor(this.sketch, sort, (source) => areExclusive(own, this.#guardsOf(source))),
      );
    } else if (this.#draw.chance(0.06)) {
      this.#connect(
        input,
        sourceFor(this.sketch, sort, (source) => {
          const other = this.#guardsOf(source);
          return (
            !other.every((one) => own.includes(one)) && !own.every((one) => other.includes(one))
          );
        }),
      );
    } else if (this.sketch.features.has('refusals') && this.#draw.chance(0.003)) {
      this.#connect(input, sourceFor(this.sketch, sort));
    }
  }

  /**
   * Exclusiveness of branches ends at the boundaries of loops, and at nodes with back edges, which are drawn later; seldom
   * that is forgotten.
   */
  #guardsOf({ guards, node }: Source): readonly string[] {
    const { features, nodes } = this.sketch;
    if (features.has('refusals') && this.#draw.chance(0.01)) return guards;
    const here = JSON.stringify(this.node.within);
    return guards.filter((guard) => {
      const [id] = JSON.parse(guard) as [string, string];
      if (this.node.within.length > 0 && id !== node) return false;
      return JSON.stringify(nodes.find((one) => one.id === id)?.within) === here;
    });
  }

  #configure(input: string, sort: Sort): void {
    const { config, kind } = this.node;
    if (input === this.drawn.many) config[input] = [randomValue(this.#draw, sort)];
    else if (kind === 'multiply') config[input] = this.#draw.from([2, 3, 0.5, -1]);
    else if (input === 'when') config[input] = this.#draw.between(3, 14);
    else if (input === 'ms') config[input] = this.#draw.between(0, 2);
    else if (kind === 'typed') config[input] = randomTypedValue(this.#draw, sort);
    else config[input] = configuredValue(this.#draw, sort);
  }

  #drawCases(carried: Sort): void {
    const { config, kind } = this.node;
    const others = config['inputs'] === undefined ? [] : ['limit'];
    if (kind === 'branch') config['condition'] ??= randomCondition(this.#draw, carried, others);
    if (kind !== 'switch-on' && kind !== 'partition') return;
    const subject = kind === 'switch-on' ? carried : 'number';
    const names = this.#draw.some(['low', 'mid', 'high', 'red'], this.#draw.between(1, 3));
    config['cases'] = names.map((name): Json => {
      return { name, when: randomCondition(this.#draw, subject, others) };
    });
    if (this.#draw.chance(0.65)) config['otherwise'] = 'other';
    else if (this.#draw.chance(0.5)) config['onNoMatch'] = 'skip';
    if (this.#draw.chance(0.25)) config['multiple'] = true;
  }

  #drawJoin(): void {
    const { features } = this.sketch;
    const isPossible = this.#edges.length > 1 && this.node.within.length === 0;
    if (features.has('any') && isPossible && this.#draw.chance(0.25)) this.node.join = 'any';
  }
}
