import {
  didYouMean,
  follow,
  type LoopOutputs,
  type LoopView,
  type NodeHandle,
  type OutputHandle,
  type OutputValues,
  ownValue,
  type ReadonlyData,
  type RegionScope,
  RuntimeError,
} from '@tenon/core';
import type { LoopPlan } from '../control/loop-plan.js';
import type { Watch } from '../watch/watch.js';

type Outputs = Readonly<Record<string, unknown>>;

/** What the nodes of a body gave in one iteration, wherever it is kept. */
abstract class BodyOutputs implements LoopOutputs {
  readonly #plan: LoopPlan;
  /** The node that was asked for last, and its place. */
  #asked: string | undefined;
  #askedPlace: number | undefined;

  constructor(plan: LoopPlan) {
    this.#plan = plan;
  }

  /** The outputs of a node of the body, by its place in it. */
  protected abstract outputsAt(place: number): Outputs | undefined;

  get nodes(): Readonly<Record<string, Outputs | null>> {
    const nodes = Object.create(null) as Record<string, Outputs | null>;
    this.#plan.body.forEach((id, place) => (nodes[id] = this.outputsAt(place) ?? null));
    return Object.freeze(nodes);
  }

  // Bound, so that they may be taken apart: `({ value }) => …`.
  readonly of = <I, O>({ id }: NodeHandle<I, O>): OutputValues<O> | undefined =>
    this.#outputsOf(id) as OutputValues<O> | undefined;

  readonly value = <T>(handle: OutputHandle<T>): ReadonlyData<T> => {
    const { node, port, path } = handle;
    const outputs = this.#outputsOf(node);
    if (outputs === undefined) throw this.#nothing(node, 'was skipped in this iteration');
    let value = ownValue(outputs, port);
    if (path.length > 0) value = follow(value, path);
    if (value === undefined) throw this.#nothing(node, `delivered no "${String(handle)}"`);
    this.noted(handle, value);
    return value as ReadonlyData<T>;
  };

  /** A value has been read. */
  protected noted(_handle: OutputHandle, _value: unknown): void {}

  #outputsOf(id: string): Outputs | undefined {
    const { placeOf, body, id: loop, workflow } = this.#plan;
    // Functions ask for the same node again and again.
    const place = id === this.#asked ? this.#askedPlace : placeOf.get(id);
    if (place !== undefined) {
      this.#asked = id;
      this.#askedPlace = place;
      return this.outputsAt(place);
    }
    throw new RuntimeError('UNKNOWN_NODE', `Node "${id}" is not in the body of loop "${loop}".`, {
      hint: didYouMean(id, body) || `Its nodes: ${body.join(', ')}.`,
      where: { workflow, loop, node: id },
    });
  }

  #nothing(node: string, what: string): RuntimeError {
    const { workflow, id: loop } = this.#plan;
    return new RuntimeError('OUTPUT_MISSING', `Node "${node}" ${what}.`, {
      hint: 'Ask of(node) first, which gives undefined for a node that was skipped.',
      where: { workflow, loop, node },
    });
  }
}

/** The iteration that has just been done. Numbers that are read by {@link value} are watched. */
export class Present extends BodyOutputs {
  readonly #body: readonly string[];
  readonly #scope: RegionScope;
  readonly #watch: Watch;

  constructor(plan: LoopPlan, scope: RegionScope, watch: Watch) {
    super(plan);
    this.#body = plan.body;
    this.#scope = scope;
    this.#watch = watch;
  }

  protected override noted(handle: OutputHandle, value: unknown): void {
    if (typeof value === 'number') this.#watch.noteAt(handle, value, this.#scope.iteration);
  }

  protected outputsAt(place: number): Outputs | undefined {
    return this.#scope.outputsOf(this.#body[place] as string);
  }
}

/** The iteration before. */
export class Previous extends BodyOutputs {
  readonly #body: readonly string[];
  readonly #scope: RegionScope;
  readonly #outputs: (Outputs | undefined)[] = [];

  constructor(plan: LoopPlan, scope: RegionScope) {
    super(plan);
    this.#body = plan.body;
    this.#scope = scope;
  }

  /** The present iteration is the one before from now on. */
  keep(): void {
    for (let place = 0; place < this.#body.length; place++) {
      this.#outputs[place] = this.#scope.outputsOf(this.#body[place] as string);
    }
  }

  protected outputsAt(place: number): Outputs | undefined {
    return this.#outputs[place];
  }
}

/** What a function sees. */
export class View implements LoopView {
  readonly #present: Present;
  readonly #previous: Previous;
  readonly #scope: RegionScope;
  readonly value: LoopView['value'];
  readonly of: LoopView['of'];

  constructor(present: Present, previous: Previous, scope: RegionScope) {
    this.#present = present;
    this.#previous = previous;
    this.#scope = scope;
    this.value = present.value;
    this.of = present.of;
  }

  get nodes(): LoopView['nodes'] {
    return this.#present.nodes;
  }

  get previous(): LoopOutputs | null {
    return this.#scope.iteration > 1 ? this.#previous : null;
  }

  get iteration(): number {
    return this.#scope.iteration;
  }

  get elapsedMs(): number {
    return this.#scope.elapsedMs;
  }
}
