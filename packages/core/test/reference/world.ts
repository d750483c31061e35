import type { Ending } from '#core/plan/region.js';
import type { Gathered } from './inputs.js';
import { isSupplied } from './inputs.js';
import type { EdgeSpec, LoopSpec, NodeSpec, Scenario } from './scenario.js';
import { Shape } from './shape.js';

/** What the edge rules know of an edge: `pending` until its source has settled. */
export type Token = 'pending' | 'live' | 'dead' | 'failed';

/** How a node stands once it has settled. */
export interface Settled {
  readonly status: 'completed' | 'failed' | 'skipped' | 'aborted';
  readonly reason?: 'deadEdges' | 'upstreamFailed' | 'notStarted' | 'cutOff';
  readonly code?: string;
  readonly cause?: unknown;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly taken?: readonly string[];
}

/** How a node stands in the present iteration of the loops around it. */
export type State =
  | { readonly status: 'waiting' }
  | { readonly status: 'running'; readonly inputs: Gathered }
  | Settled;

/** Where a loop stands. */
export interface LoopState {
  /** `deciding`: the controller has been asked; `over`: it is known how the loop ends, and it has not ended yet. */
  phase: 'waiting' | 'running' | 'deciding' | 'over' | 'ended' | 'skipped';
  /** From 1; of the present or last run. */
  iteration: number;
  /** Whether a node has been visited in this run of the loop. */
  isEntered: boolean;
  ending: Ending | undefined;
  /** How it is to end that was told to from outside, once nothing in it runs any more. */
  cut: Ending | undefined;
  /** Whether what is left in it is being settled. */
  isClosing: boolean;
  /** What the back edges carry into the present iteration; empty in the first. */
  carried: Carried;
  /** What they will carry into the next one. */
  next: Carried;
  /** How each node of the body stands in this run of the loop. */
  readonly standing: Map<string, Settled>;
}

/** What back edges bring. */
export type Carried = ReadonlyMap<EdgeSpec, { readonly token: Token; readonly value: unknown }>;

/**
 * Where everything stands at one moment, and what follows from it by the rules of edges and joins. Looks everything up
 * afresh each time it is asked.
 */
export class World {
  readonly shape: Shape;
  readonly order: readonly string[];
  readonly states = new Map<string, State>();
  readonly loops = new Map<string, LoopState>();

  constructor(scenario: Scenario) {
    this.shape = new Shape(scenario);
    this.order = this.shape.planOrder();
    for (const { id } of scenario.nodes) this.states.set(id, { status: 'waiting' });
    for (const { id } of scenario.loops) this.loops.set(id, freshLoop());
  }

  /** The join rule. */
  join(id: string): 'wait' | 'run' | 'dead' | 'failed' {
    const node = this.shape.node(id);
    const edges = [...this.shape.into(id), ...this.backInto(id)];
    const tokens = new Map(edges.map((edge) => [edge, this.token(edge)]));
    const all = [...tokens.values()];
    if (all.length === 0) return 'run';
    const lacks = node.inputs.some((input) => {
      if (input.presence !== 'required') return false;
      if (isSupplied(this.shape.scenario, node, input.name)) return false;
      const own = edges.filter((edge) => edge.input === input.name);
      return own.length > 0 && own.every((edge) => tokens.get(edge) !== 'live');
    });
    if (node.join === 'any' && all.includes('live') && !lacks) return 'run';
    if (node.join === 'all' && all.includes('failed')) return 'failed';
    if (all.includes('pending')) return 'wait';
    if (all.includes('failed')) return 'failed';
    if (all.every((token) => token === 'dead') || lacks) return 'dead';
    return 'run';
  }

  /** Back edges into a node that count: those of loops beyond their first iteration, innermost loop first. */
  backInto(id: string): readonly EdgeSpec[] {
    return [...this.shape.around(id)]
      .reverse()
      .flatMap(({ back, id: loop }) =>
        back.filter((edge) => edge.to === id && this.loop(loop).carried.has(edge)),
      );
  }

  /** An edge's token; of a back edge, what it carries into this iteration, or (with `loop`) out of this one. */
  token(edge: EdgeSpec, loop?: LoopSpec): Token {
    if (loop === undefined) {
      for (const { carried } of this.loops.values()) {
        const known = carried.get(edge);
        if (known !== undefined) return known.token;
      }
    }
    const left = loop === undefined ? this.shape.left(edge) : this.#below(loop, edge.from);
    if (left !== undefined) {
      const { phase, ending } = this.loop(left.id);
      if (phase === 'skipped') return 'failed';
      if (phase !== 'ended' || ending?.reason === 'aborted') return 'pending';
      if (isFailure(ending)) return 'failed';
    }
    const state = this.stateOf(edge.from, left);
    switch (state?.status) {
      case 'completed': {
        const ports = this.shape.node(edge.from).routes?.ports ?? [];
        return !ports.includes(edge.output) || state.taken?.includes(edge.output) ? 'live' : 'dead';
      }
      case 'skipped':
        return state.reason === 'deadEdges' ? 'dead' : 'failed';
      case 'failed':
        return 'failed';
      case 'aborted':
        // Cut off in a loop that ended all the same; anywhere else nothing follows from it any more.
        return left === undefined ? 'pending' : 'dead';
      default:
        return 'pending';
    }
  }

  /** What an edge brings, along the same ways as its token. */
  value(edge: EdgeSpec, loop?: LoopSpec): unknown {
    if (loop === undefined) {
      for (const { carried } of this.loops.values()) {
        const known = carried.get(edge);
        if (known !== undefined) return known.value;
      }
    }
    const left = loop === undefined ? this.shape.left(edge) : this.#below(loop, edge.from);
    const state = this.stateOf(edge.from, left);
    let value: unknown = state?.status === 'completed' ? state.outputs : undefined;
    for (const key of [edge.output, ...edge.path]) {
      const isObject = typeof value === 'object' && value !== null;
      value = isObject ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
    }
    return value;
  }

  /** The loop directly inside another that holds a node, if any. */
  #below(loop: LoopSpec, node: string): LoopSpec | undefined {
    return this.shape.inner(loop).find(({ body }) => body.includes(node));
  }

  /** How a node stands in the present iteration, or in the run of a loop around it. */
  stateOf(node: string, loop: LoopSpec | undefined): State | undefined {
    return loop === undefined ? this.states.get(node) : this.loop(loop.id).standing.get(node);
  }

  /** How a node of a loop's body stands in the present iteration of that loop. */
  standsIn(loop: LoopSpec, node: string): State | undefined {
    return this.stateOf(node, this.#below(loop, node));
  }

  /** Whether a node waits to be started or skipped, in loops that all run. */
  isWaiting(id: string): boolean {
    return this.states.get(id)?.status === 'waiting' && this.isOpen(this.shape.around(id).at(-1));
  }

  /** Whether one of these loops has been told to end. */
  isCut(loops: readonly LoopSpec[]): boolean {
    return loops.some(({ id }) => this.loop(id).cut !== undefined);
  }

  /** Whether a loop runs an iteration, or there is none. */
  isOpen(loop: LoopSpec | undefined): boolean {
    return loop === undefined || this.loop(loop.id).phase === 'running';
  }

  /** Whether everything in a loop's body is settled. */
  isIterationOver(loop: LoopSpec): boolean {
    const isSettled = ({ id }: NodeSpec) =>
      !['waiting', 'running'].includes(this.states.get(id)?.status ?? '');
    const isDone = ({ id }: LoopSpec) => ['ended', 'skipped'].includes(this.loop(id).phase);
    return this.shape.direct(loop).every(isSettled) && this.shape.inner(loop).every(isDone);
  }

  /** Whether something in a loop's body failed in the present iteration. */
  hasFailed(loop: LoopSpec): boolean {
    return (
      this.shape.direct(loop).some(({ id }) => this.states.get(id)?.status === 'failed') ||
      this.shape.inner(loop).some(({ id }) => {
        const { ending, phase } = this.loop(id);
        return phase === 'ended' && isFailure(ending);
      })
    );
  }

  /** The nodes that run, in plan order. */
  running(): readonly string[] {
    return this.order.filter((id) => this.states.get(id)?.status === 'running');
  }

  loop(id: string): LoopState {
    return this.loops.get(id) as LoopState;
  }
}

function freshLoop(): LoopState {
  return {
    phase: 'waiting',
    iteration: 0,
    isEntered: false,
    ending: undefined,
    cut: undefined,
    isClosing: false,
    carried: new Map(),
    next: new Map(),
    standing: new Map(),
  };
}

/** Whether a loop that ended so has failed. */
function isFailure(ending: Ending | undefined): boolean {
  return ending !== undefined && (ending.reason === 'failed' || ending.error !== undefined);
}
