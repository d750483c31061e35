import type { NodeStep } from '../../plan/node-step.js';
import { isThenable, whenSettled } from '../../values/thenable.js';
import { Routed } from '../../workflow/routed.js';
import type { ActiveRun } from '../active-run.js';
import { Join, joinOf } from '../scheduler/join.js';
import { recordVisit } from '../scheduler/machine.js';
import { Status } from '../scheduler/state.js';
import { acceptOutputs, isOrdinary } from './accept.js';
import type { Frame } from './frame.js';
import { gatherInputs } from './gather.js';
import type { Lane } from './lanes.js';
import { Visit } from './visit.js';

/** Why a flow does not go on by itself. */
export type FlowEnd =
  /** All steps are completed. */
  | { readonly kind: 'done' }
  /** Visits are pending: it goes on with the first that comes back. */
  | { readonly kind: 'pending' }
  /** No slot is free for what is ready. */
  | { readonly kind: 'full' }
  /** The event loop is due its turn. */
  | { readonly kind: 'due' }
  /** The run was stopped, or somebody watches it. */
  | { readonly kind: 'over' }
  /** A visit answered something that is not ordinary. */
  | { readonly kind: 'answered'; readonly visit: Visit; readonly returned: unknown }
  /** A visit answered a promise, and has stopped the run before. */
  | { readonly kind: 'promised'; readonly visit: Visit; readonly promise: PromiseLike<unknown> }
  /** A visit threw. */
  | { readonly kind: 'threw'; readonly visit: Visit; readonly error: unknown };

const DONE: FlowEnd = Object.freeze({ kind: 'done' });
const PENDING: FlowEnd = Object.freeze({ kind: 'pending' });
const FULL: FlowEnd = Object.freeze({ kind: 'full' });
const DUE: FlowEnd = Object.freeze({ kind: 'due' });
const OVER: FlowEnd = Object.freeze({ kind: 'over' });

/** Whom a flow belongs to. */
export interface FlowHost {
  /** The machine takes over. Calls {@link Flow.leave}. */
  leaveToMachine(): void;
  /** It stopped, after a visit had come back. */
  flowEnded(end: FlowEnd): void;
}

/**
 * A place for a visit that is awaited, used again and again. It knows no time limit and cannot be cut off: before that is
 * to happen, the flow is left, and the lane gets an heir that can.
 */
class FlowLane {
  readonly fulfilled: (value: unknown) => void;
  readonly rejected: (error: unknown) => void;
  /** The visit that is awaited; `undefined` while the lane is free. */
  visit: Visit | undefined;
  heir: Lane | undefined;
  /** The next of the lanes that are free, while it is one of them. */
  nextFree: FlowLane | undefined;

  constructor(flow: Flow) {
    // Not written into the members: see "Functions that hold on" in docs/performance.md.
    const takeValue = (value: unknown) => flow.cameBack(this, value);
    const takeError = (error: unknown) => flow.failed(this, error);
    this.fulfilled = takeValue;
    this.rejected = takeError;
  }
}

/**
 * Runs what a sweep leaves when a node has answered a promise, as long as nothing but ordinary outputs come, and ports that
 * are taken: a step is ready when the last of its edges has been counted, and an edge is dead only where its port was not
 * taken, or its source is dead. For anything else it stops, and leaves a state that the machine can adopt; until then it
 * starts the same steps in the same order as the machine would.
 */
export class Flow {
  readonly #frame: Frame;
  readonly #run: ActiveRun;
  readonly #host: FlowHost;
  readonly #lanes: FlowLane[] = [];
  #free: FlowLane | undefined;
  /** Edges each step still waits for. */
  readonly #need: Int32Array;
  /** Steps in the order they became ready, which each does once. */
  readonly #ready: Int32Array;
  #readyEnd = 0;
  #readyAt = 0;
  #remaining: number;
  /** Dead steps whose edges are still to be counted, and after `~` steps that have no more edges to wait for. */
  #work: number[] | undefined;
  readonly #hasGates: boolean;
  /** Whether somebody else has taken over. */
  #isOver = false;

  /** Begins with a state in which every step before a first one is completed or dead, and the visit of that one is awaited. */
  constructor(frame: Frame, host: FlowHost, visit: Visit, promise: PromiseLike<unknown>) {
    const { need, steps } = frame.plan;
    const running = visit.step.index;
    this.#frame = frame;
    this.#run = frame.run;
    this.#host = host;
    this.#hasGates = frame.plan.hasGates;
    this.#need = need.slice();
    this.#remaining = steps.length - running;
    this.#ready = new Int32Array(this.#remaining);
    const { leaving, behind } = frame.plan;
    const end = leaving.start[running] as number;
    for (let i = 0; i < end; i++) {
      const next = behind[i] as number;
      this.#need[next] = (this.#need[next] as number) - 1;
    }
    const waitForNothing: number[] = [];
    for (let step = running + 1; step < steps.length; step++) {
      if (this.#need[step] === 0) waitForNothing.push(step);
    }
    for (const step of waitForNothing) this.#arrive(step);
    this.#await(visit, promise);
  }

  /** Whether a frame may flow: nothing is to be done for a visit but gathering, invoking and keeping. */
  static suits({ plan, state, run, isPlain, inspectsData, notes }: Frame): boolean {
    if (!isPlain || inspectsData || plan.hasTimeouts) return false;
    if (plan.regions.length > 0 || plan.hasAnyJoin || run.watcher !== undefined) return false;
    // Where ports are taken, there are dead edges from the beginning; what has failed besides is noted.
    return plan.hasGates ? (notes?.failures.size ?? 0) === 0 : !state.troubled;
  }

  get isDone(): boolean {
    return this.#remaining === 0;
  }

  /** The machine takes over. Each visit that is awaited goes to an heir. */
  leave(inherit: (visit: Visit) => Lane): void {
    this.#isOver = true;
    for (const lane of this.#lanes) {
      if (lane.visit !== undefined) lane.heir = inherit(lane.visit);
    }
  }

  /** The visit of a lane came back. What is not ordinary is for others to judge. */
  cameBack(lane: FlowLane, value: unknown): void {
    const visit = lane.visit as Visit;
    if (lane.heir === undefined && this.#keepsLate(visit.step, value)) {
      const { step } = visit;
      lane.visit = undefined;
      lane.nextFree = this.#free;
      this.#free = lane;
      this.#run.pace.resume();
      if (step.child === undefined) this.#run.slots.release();
      // Whoever was waiting for the slot may have stopped the run.
      if (this.#isOver) return;
      const end = this.goOn();
      if (end !== PENDING) this.#host.flowEnded(end);
      return;
    }
    if (lane.heir === undefined) this.#host.leaveToMachine();
    lane.heir?.fulfilled(value);
  }

  /** The visit of a lane failed. */
  failed(lane: FlowLane, error: unknown): void {
    if (lane.heir === undefined) this.#host.leaveToMachine();
    lane.heir?.rejected(error);
  }

  /** Visits what is ready, as far as it can. */
  goOn(): FlowEnd {
    const frame = this.#frame;
    const run = this.#run;
    const { pace, slots } = run;
    const { steps } = frame.plan;
    const { status } = frame.state;
    const ready = this.#ready;
    while (this.#readyAt < this.#readyEnd) {
      if (!slots.hasFree) return FULL;
      // Before the visit is counted: whoever goes on counts it.
      if (run.watcher !== undefined) return OVER;
      if (pace.isDue()) return DUE;
      if (frame.isStopped) return OVER;
      const index = ready[this.#readyAt++] as number;
      const step = steps[index] as NodeStep;
      const visit = new Visit(frame, step);
      status[index] = Status.running;
      let returned: unknown;
      let isPromise: boolean;
      try {
        returned = step.invoke(gatherInputs(frame, step), visit);
        if (!this.#isOver && this.#keeps(step, returned)) continue;
        isPromise = isThenable(returned);
      } catch (error) {
        return { kind: 'threw', visit, error };
      }
      if (!isPromise) return { kind: 'answered', visit, returned };
      const promise = returned as PromiseLike<unknown>;
      if (this.#isOver) return { kind: 'promised', visit, promise };
      this.#await(visit, promise);
    }
    return this.#remaining === 0 ? DONE : PENDING;
  }

  #await(visit: Visit, promise: PromiseLike<unknown>): void {
    if (visit.step.child === undefined) this.#run.slots.take();
    let lane = this.#free;
    if (lane === undefined) {
      lane = new FlowLane(this);
      this.#lanes.push(lane);
    } else this.#free = lane.nextFree;
    lane.visit = visit;
    whenSettled(promise, lane.fulfilled, lane.rejected);
  }

  #keepsLate(step: NodeStep, value: unknown): boolean {
    if (this.#frame.isStopped || this.#run.watcher !== undefined) return false;
    try {
      return this.#keeps(step, value);
    } catch {
      return false; // what cannot be looked at is for others to tell
    }
  }

  /** Keeps what a visit answered, where that is ordinary; what is not is for others to judge. */
  #keeps(step: NodeStep, returned: unknown): boolean {
    const { index } = step;
    const { outputs, state, plan } = this.#frame;
    if (isOrdinary(returned)) {
      // To look at it may have stopped the run, where it has accessors.
      if (this.#isOver) return false;
      if (this.#hasGates && step.definition.routes !== undefined) return false; // it took no port
      outputs[index] = returned;
      state.status[index] = Status.completed;
    } else if (this.#hasGates && Routed.is(returned)) {
      const taken = acceptOutputs(this.#frame, step, returned);
      if (this.#isOver) return false;
      recordVisit(plan, state, index, Status.completed, taken);
    } else return false;
    this.#remaining--;
    this.#countBehind(index);
    return true;
  }

  #countBehind(step: number): void {
    if (this.#hasGates) {
      this.#tellBehind(step);
      this.#drain();
      return;
    }
    const { leaving, behind } = this.#frame.plan;
    const need = this.#need;
    const end = leaving.start[step + 1] as number;
    for (let i = leaving.start[step] as number; i < end; i++) {
      const next = behind[i] as number;
      const left = (need[next] as number) - 1;
      need[next] = left;
      if (left === 0) this.#ready[this.#readyEnd++] = next;
    }
  }

  /** A step has no more edges to wait for. What hangs on it alone follows at once, where it is dead. */
  #arrive(step: number): void {
    this.#arriveOne(step);
    if (this.#hasGates) this.#drain();
  }

  #arriveOne(step: number): void {
    const { plan, state } = this.#frame;
    if (!this.#hasGates || joinOf(plan, state, step) === Join.run) {
      this.#ready[this.#readyEnd++] = step;
      return;
    }
    state.status[step] = Status.dead;
    this.#remaining--;
    (this.#work ??= []).push(step);
  }

  /** Counts the edges behind a step, and puts what is then to arrive on top of the work: what is connected first comes first. */
  #tellBehind(step: number): void {
    const { leaving, behind } = this.#frame.plan;
    const need = this.#need;
    const work = (this.#work ??= []);
    const start = leaving.start[step] as number;
    for (let i = (leaving.start[step + 1] as number) - 1; i >= start; i--) {
      const next = behind[i] as number;
      const left = (need[next] as number) - 1;
      need[next] = left;
      if (left === 0) work.push(~next);
    }
  }

  #drain(): void {
    const work = this.#work ?? [];
    for (let task = work.pop(); task !== undefined; task = work.pop()) {
      if (task < 0) this.#arriveOne(~task);
      else this.#tellBehind(task);
    }
  }
}
