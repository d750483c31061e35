import { RuntimeError } from '#core/errors/runtime-error.js';
import type { Ending } from '#core/plan/region.js';
import { Routed } from '#core/workflow/routed.js';
import { type Gathered, gather } from './inputs.js';
import type { LoopSpec, NodeSpec, Scenario } from './scenario.js';
import { answerOf, cutOf, decisionOf } from './script.js';
import type { Shape } from './shape.js';
import { type Carried, type LoopState, type Settled, World } from './world.js';

/** What the run under test did, in the order in which its scheduler learnt of it. */
export type Event =
  | { readonly kind: 'started'; readonly node: string }
  | { readonly kind: 'settled'; readonly node: string; readonly as: Settled['status'] }
  | { readonly kind: 'decided'; readonly loop: string }
  | { readonly kind: 'ended'; readonly loop: string; readonly reason: string }
  | { readonly kind: 'cut'; readonly loop: string }
  | { readonly kind: 'stopped' }
  /** Nothing happens any more until something that is waited for comes back. */
  | { readonly kind: 'idle' }
  /**
   * What bodies know by themselves, also where nobody watches: one was entered (after the event loop had turned so often), or
   * what it waited for came back.
   */
  | {
      readonly kind: 'entered';
      readonly node: string;
      readonly iterations: readonly number[];
      readonly turn: number;
    }
  | { readonly kind: 'back'; readonly of: string };

/** What a run must have come to. */
export interface Verdict {
  readonly outcomes: ReadonlyMap<string, Settled>;
  /** Nodes and loops that failed by themselves, in plan order. */
  readonly failures: readonly { readonly place: string; readonly code: string }[];
  readonly loops: ReadonlyMap<string, { readonly iterations: number; readonly reason: string }>;
  /** Loops that were opened when the run stopped, and of which no node had been visited: they may be listed or not. */
  readonly unvisited: ReadonlySet<string>;
  /** How often each node was visited, those visits included whose inputs failed. */
  readonly visits: ReadonlyMap<string, number>;
}

/** What a condition that cannot be evaluated ends its loop with. */
const CONDITION_FAILED = new RuntimeError('LOOP_FAILED', 'The condition failed.');

/**
 * Evaluates a scenario by the text of the semantics and nothing else: one node at a time, every edge looked at afresh.
 * Slow on purpose. Use {@link evaluate} where the outcome does not depend on the order of events, and {@link replay}
 * where it does.
 */
class Evaluator {
  readonly #world: World;
  readonly #shape: Shape;
  readonly #lastRun = new Map<string, { iterations: number; reason: string }>();
  readonly #endsByEvent: boolean;
  readonly #visits = new Map<string, number>();
  readonly #unvisited = new Set<string>();
  /** Loops that ended with the loop around them or with the run, and whose end has not been heard of yet. */
  readonly #closed = new Set<string>();
  #isStopping = false;

  constructor(scenario: Scenario, endsByEvent: boolean) {
    this.#world = new World(scenario);
    this.#shape = this.#world.shape;
    this.#endsByEvent = endsByEvent;
    this.#advance();
  }

  /** Nodes that may start now, in plan order. */
  startable(): readonly string[] {
    if (this.#isStopping) return [];
    return this.#world.order.filter(
      (id) =>
        this.#world.isWaiting(id) &&
        !this.#world.isCut(this.#shape.around(id)) &&
        this.#world.join(id) === 'run',
    );
  }

  start(id: string): void {
    if (!this.startable().includes(id)) throw new Error(`"${id}" started although it may not.`);
    if (this.#world.running().length >= this.#shape.scenario.options.concurrency) {
      throw new Error(`"${id}" started beyond the concurrency.`);
    }
    this.#visits.set(id, (this.#visits.get(id) ?? 0) + 1);
    for (const { id: loop } of this.#shape.around(id)) this.#world.loop(loop).isEntered = true;
    this.#world.states.set(id, {
      status: 'running',
      inputs: gather(this.#world, this.#shape.node(id)),
    });
  }

  /** A running node settles: as its script says, or as aborted where the run is stopping. */
  settle(id: string, as?: Settled['status']): void {
    const state = this.#world.states.get(id);
    if (state?.status !== 'running') throw new Error(`"${id}" settled although it does not run.`);
    const settled = this.#answer(this.#shape.node(id), state.inputs);
    if (as === 'aborted' && (this.#isStopping || this.#world.isCut(this.#shape.around(id)))) {
      this.#record(id, { status: 'aborted', reason: 'cutOff' });
    } else if (as === undefined || as === settled.status) this.#record(id, settled);
    else throw new Error(`"${id}" is ${as} and should be ${settled.status}.`);
    if (settled.status === 'failed' && as !== 'aborted') this.#failed();
    this.#advance();
  }

  /** A controller has answered. */
  decide(id: string): void {
    const state = this.#world.loop(id);
    if (this.#isStopping || this.#world.isCut(this.#shape.with(id))) return;
    if (state.phase !== 'deciding') throw new Error(`"${id}" was decided on and did not ask.`);
    this.#decide(this.#shape.loop(id), state);
    this.#advance();
  }

  /** Nothing may be left undone while the run waits: a node starts as soon as it may and there is room for it. */
  idle(): void {
    const startable = this.startable();
    const isFull = this.#world.running().length >= this.#shape.scenario.options.concurrency;
    if (startable.length > 0 && !isFull) throw new Error(`Not started: ${startable.join()}.`);
  }

  /** A loop ends, at the moment the scheduler says. */
  end(id: string, reason: string): void {
    const state = this.#world.loop(id);
    if (this.#closed.delete(id) && reason === state.ending?.reason) return;
    if (this.#isStopping && reason !== state.ending?.reason) return; // see #close
    if (state.phase !== 'over') throw new Error(`The loop "${id}" ended although it is not over.`);
    this.#end(this.#shape.loop(id));
    this.#advance();
  }

  /** A loop is told to end from outside; one that lies in a loop that was told so before ends with it. */
  cut(id: string): void {
    const state = this.#world.loop(id);
    if (this.#isStopping || this.#world.isCut(this.#shape.with(id))) return;
    if (!isGoingOn(state.phase)) throw new Error(`The loop "${id}" does not run.`);
    state.phase = 'running';
    for (const around of this.#shape.with(id)) this.#world.loop(around.id).isEntered = true;
    state.cut = cutOf(this.#shape.loop(id));
    for (const inner of this.#shape.within(this.#shape.loop(id))) {
      if (inner.id !== id) this.#world.loop(inner.id).cut = undefined;
    }
    this.#advance();
  }

  stop(): void {
    this.#isStopping = true;
  }

  finish(): Verdict {
    if (this.#world.running().length > 0)
      throw new Error(`Still running: ${this.#world.running().join()}.`);
    if (!this.#isStopping) {
      const waiting = this.#world.order.filter((id) => this.#world.isWaiting(id));
      if (waiting.length > 0) throw new Error(`Never started: ${waiting.join()}.`);
      for (const [id, { phase }] of this.#world.loops) {
        if (isGoingOn(phase)) throw new Error(`The loop "${id}" never ended.`);
      }
    }
    if (this.#isStopping) this.#close(undefined);
    return this.#verdict();
  }

  /** Skips, opens and ends whatever follows without any node being visited, until nothing more does. */
  #advance(): void {
    for (let hasChanged = true; hasChanged; ) {
      hasChanged = false;
      for (const id of this.#world.order) {
        if (!this.#world.isWaiting(id)) continue;
        const verdict = this.#world.join(id);
        if (verdict !== 'dead' && verdict !== 'failed') continue;
        this.#skip(id, verdict === 'dead' ? 'deadEdges' : 'upstreamFailed');
        hasChanged = true;
      }
      for (const loop of this.#shape.scenario.loops) {
        if (this.#advanceLoop(loop)) hasChanged = true;
      }
    }
  }

  #advanceLoop(loop: LoopSpec): boolean {
    const state = this.#world.loop(loop.id);
    if (state.phase === 'waiting' && this.#world.isOpen(this.#shape.parent(loop))) {
      const tokens = this.#shape.entering(loop).map((edge) => this.#world.token(edge));
      if (tokens.includes('failed')) this.#skipLoop(loop);
      else if (tokens.includes('pending')) return false;
      else this.#open(loop, 1, new Map());
      return true;
    }
    if (state.cut !== undefined && !this.#isStopping && !state.isClosing) {
      return this.#finishCut(loop, state);
    }
    if (state.phase !== 'running' || !this.#world.isIterationOver(loop)) return false;
    if ((this.#isStopping || this.#world.isCut(this.#shape.with(loop.id))) && state.isEntered)
      return false;
    this.#conclude(loop, state);
    return true;
  }

  #finishCut(loop: LoopSpec, state: LoopState): boolean {
    if (this.#world.running().some((id) => loop.body.includes(id))) return false;
    const ending = state.cut as Ending;
    state.isClosing = true;
    this.#close(loop);
    for (const id of loop.body) this.#neverStarts(id);
    state.isClosing = false;
    state.cut = undefined;
    this.#over(loop, this.#world.hasFailed(loop) ? { reason: 'failed' } : ending);
    return true;
  }

  /** After an iteration, in this order: failure, exit, the controller. */
  #conclude(loop: LoopSpec, state: LoopState): void {
    if (this.#world.hasFailed(loop)) return this.#over(loop, { reason: 'failed' });
    state.next = new Map(
      loop.back.map((edge) => {
        const token = this.#world.token(edge, loop);
        return [
          edge,
          { token, value: token === 'live' ? this.#world.value(edge, loop) : undefined },
        ];
      }),
    );
    if ([...state.next.values()].every(({ token }) => token === 'dead')) {
      return this.#over(loop, { reason: 'exited' });
    }
    if (this.#endsByEvent) state.phase = 'deciding';
    else this.#decide(loop, state);
  }

  #decide(loop: LoopSpec, state: LoopState): void {
    let decision: ReturnType<typeof decisionOf>;
    try {
      decision = decisionOf(loop, state.iteration, (node) => {
        const stands = this.#world.standsIn(loop, node);
        return stands?.status === 'completed' ? stands.outputs : undefined;
      });
    } catch {
      return this.#over(loop, { reason: 'failed', error: CONDITION_FAILED });
    }
    if (decision === 'again') this.#open(loop, state.iteration + 1, state.next);
    else this.#over(loop, decision);
  }

  #open(loop: LoopSpec, iteration: number, carried: Carried): void {
    const state = this.#world.loop(loop.id);
    state.phase = 'running';
    state.iteration = iteration;
    state.carried = carried;
    if (iteration === 1) {
      this.#closed.delete(loop.id);
      state.standing.clear();
      state.isEntered = false;
      state.ending = undefined;
    }
    for (const id of loop.body) this.#world.states.set(id, { status: 'waiting' });
    for (const inner of this.#shape.within(loop)) {
      if (inner !== loop) this.#world.loop(inner.id).phase = 'waiting';
    }
  }

  #over(loop: LoopSpec, ending: Ending): void {
    const state = this.#world.loop(loop.id);
    state.ending = ending;
    state.phase = 'over';
    // A loop of which no node was ever visited has not been entered, and nobody hears of its end.
    if (!this.#endsByEvent || !state.isEntered) this.#end(loop);
  }

  #end(loop: LoopSpec): void {
    const state = this.#world.loop(loop.id);
    const ending = state.ending as Ending;
    state.phase = 'ended';
    if (state.isEntered) {
      this.#lastRun.set(loop.id, { iterations: state.iteration, reason: ending.reason });
    } else if (ending.reason !== 'exited') this.#unvisited.add(loop.id);
    if (ending.error !== undefined) this.#failed();
  }

  #failed(): void {
    if (this.#shape.scenario.options.onError === 'stop') this.#isStopping = true;
  }

  #skip(id: string, reason: NonNullable<Settled['reason']>): void {
    this.#record(id, { status: 'skipped', reason });
  }

  #skipLoop(loop: LoopSpec): void {
    for (const { id } of this.#shape.within(loop)) this.#world.loop(id).phase = 'skipped';
    for (const id of loop.body) this.#skip(id, 'upstreamFailed');
  }

  /** A node settles: in the present iteration, and as what it stands as in the loops around it. */
  #record(id: string, settled: Settled): void {
    this.#world.states.set(id, settled);
    for (const loop of this.#shape.around(id)) {
      const { standing } = this.#world.loop(loop.id);
      const hasSaid = settled.status === 'completed' || settled.status === 'failed';
      if (hasSaid || standing.get(id)?.status !== 'completed') standing.set(id, settled);
    }
  }

  #answer(node: NodeSpec, gathered: Gathered): Settled {
    if ('code' in gathered) return { status: 'failed', code: gathered.code };
    const iterations = [...this.#shape.around(node.id)]
      .reverse()
      .map(({ id }) => this.#world.loop(id).iteration);
    const answer = answerOf(node, gathered.values, iterations);
    if (answer.kind === 'throws') {
      return { status: 'failed', code: 'NODE_FAILED', cause: answer.error };
    }
    const { outputs, taken } = opened(answer.value);
    if (outputs === undefined) return { status: 'failed', code: 'OUTPUT_INVALID' };
    if (Object.hasOwn(outputs, 'success') && outputs['success'] === false) {
      return { status: 'failed', code: 'CONTENT_FAILED' };
    }
    return { status: 'completed', outputs, taken };
  }

  /** After a stop: what lies behind a failure is skipped, running loops end from the inside out, the rest never starts. */
  #close(within: LoopSpec | undefined): void {
    for (;;) {
      this.#advance();
      const loop = this.#shape
        .inner(within)
        .find(({ id }) => isGoingOn(this.#world.loop(id).phase));
      if (loop === undefined) break;
      const state = this.#world.loop(loop.id);
      this.#close(loop);
      for (const { id } of this.#shape.direct(loop)) this.#neverStarts(id);
      state.ending = { reason: this.#world.hasFailed(loop) ? 'failed' : 'aborted' };
      this.#end(loop);
      this.#closed.add(loop.id);
    }
    this.#skipBehindFailures(within);
    if (within !== undefined) return;
    for (const id of this.#world.order) this.#neverStarts(id);
  }

  #neverStarts(id: string): void {
    if (this.#world.states.get(id)?.status !== 'waiting') return;
    this.#record(id, { status: 'aborted', reason: 'notStarted' });
  }

  /** Once nothing can become live any more, a failed edge decides for `join: 'any'` too, where no other edge is live. */
  #skipBehindFailures(within: LoopSpec | undefined): void {
    for (let id: string | undefined = ''; id !== undefined; ) {
      this.#advance();
      id = this.#world.order.find((node) => {
        if (within?.body.includes(node) === false || !this.#world.isWaiting(node)) return false;
        const edges = [...this.#shape.into(node), ...this.#world.backInto(node)];
        const tokens = edges.map((edge) => this.#world.token(edge));
        return tokens.includes('failed') && !tokens.includes('live');
      });
      if (id !== undefined) this.#skip(id, 'upstreamFailed');
    }
  }

  #verdict(): Verdict {
    const outcomes = new Map<string, Settled>();
    const failures: { place: string; code: string }[] = [];
    for (const id of this.#world.order) {
      const [outermost] = this.#shape.around(id);
      const settled = this.#world.stateOf(id, outermost) as Settled;
      outcomes.set(id, settled);
      for (const loop of this.#shape.around(id)) {
        const { ending, phase } = this.#world.loop(loop.id);
        if (phase !== 'ended' || ending?.error === undefined) continue;
        if (failures.some(({ place }) => place === `loop ${loop.id}`)) continue;
        failures.push({ place: `loop ${loop.id}`, code: ending.error.code });
      }
      if (settled.status === 'failed') {
        failures.push({ place: `node ${id}`, code: settled.code as string });
      }
    }
    return {
      outcomes,
      failures,
      loops: this.#lastRun,
      unvisited: this.#unvisited,
      visits: this.#visits,
    };
  }
}

/** Evaluates a scenario whose outcome does not depend on the order of events: one node after the other, in plan order. */
export function evaluate(scenario: Scenario): Verdict {
  const evaluator = new Evaluator(scenario, false);
  for (let [next] = evaluator.startable(); next !== undefined; [next] = evaluator.startable()) {
    evaluator.start(next);
    evaluator.settle(next);
  }
  return evaluator.finish();
}

/** Evaluates a scenario along what a run did. Throws where the run did what it may not do at that point. */
export function replay(scenario: Scenario, events: readonly Event[]): Verdict {
  const evaluator = new Evaluator(scenario, true);
  for (const event of events) {
    if (event.kind === 'started') evaluator.start(event.node);
    else if (event.kind === 'settled') evaluator.settle(event.node, event.as);
    else if (event.kind === 'decided') evaluator.decide(event.loop);
    else if (event.kind === 'ended') evaluator.end(event.loop, event.reason);
    else if (event.kind === 'cut') evaluator.cut(event.loop);
    else if (event.kind === 'idle') evaluator.idle();
    else if (event.kind === 'stopped') evaluator.stop();
  }
  return evaluator.finish();
}

function isGoingOn(phase: LoopState['phase']): boolean {
  return phase === 'running' || phase === 'deciding' || phase === 'over';
}

/** What a node returned, taken apart: its outputs where they are a plain object, and the ports it took. */
function opened(value: unknown): {
  outputs: Readonly<Record<string, unknown>> | undefined;
  taken: readonly string[];
} {
  const isRouted = value instanceof Routed;
  const outputs: unknown = isRouted ? value.outputs : value;
  const isPlain =
    typeof outputs === 'object' &&
    outputs !== null &&
    [Object.prototype, null].includes(Object.getPrototypeOf(outputs) as null);
  return {
    outputs: isPlain ? (outputs as Record<string, unknown>) : undefined,
    taken: isRouted ? value.taken : [],
  };
}
