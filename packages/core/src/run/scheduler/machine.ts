import type { Plan } from '../../plan/plan.js';
import type { Ending, Region, Verdict } from '../../plan/region.js';
import { IntQueue } from './int-queue.js';
import { Edge, edgeOf, Join, joinOf } from './join.js';
import {
  beginIteration,
  closeRegion,
  endIteration,
  enterRegion,
  hasFailedUnit,
  isEntryFailed,
  type StateSink,
  settleAll,
  settleRest,
} from './regions.js';
import { isSettled, type State, Status } from './state.js';

/** What the machine asks of those who drive it, beside visits and decisions. */
export interface MachineSink extends StateSink {
  /** A running visit is cut off: it should stop, and must still be completed. */
  cancelled(step: number): void;
}

/** How a visit ended. */
export type VisitStatus = typeof Status.completed | typeof Status.failed | typeof Status.aborted;

const ROOT = -1;

/**
 * The scheduler: a state machine that is told what was completed and decided, and tells what is to be run and decided
 * next. It knows no promise, clock, signal, hook or I/O, and holds no data; because only completions move it, the same
 * machine serves the local executor, a replay, and an engine that journals completions.
 *
 * In: {@link begin} or {@link adopt}, {@link complete}, {@link decided}, {@link cancel}. Out: {@link takeReady},
 * {@link takeDecision}, the sink, and {@link isDone}. Every operation is iterative; a whole run costs
 * O(steps + edges) for each iteration.
 */
export class Machine {
  readonly #plan: Plan;
  readonly #state: State;
  readonly #sink: MachineSink;
  readonly #stopsOnError: boolean;
  /** Edges each unit still waits for. */
  readonly #need: Int32Array;
  /** Units still unsettled, by level: 0 is the root, `region + 1` the inside of a region. */
  readonly #remaining: Int32Array;
  /** Visits that are running inside a cancelled region, and how it is to end. */
  readonly #endings = new Map<number, Ending>();
  readonly #ready = new IntQueue();
  readonly #decisions: number[] = [];
  /** Units to settle (`unit`) and units whose edges are settled (`~unit`). */
  readonly #work: number[] = [];
  /** Whether all units are steps that wait for all of their edges. */
  readonly #isFlat: boolean;
  #running = 0;
  #isStopping = false;
  #isDone = false;

  constructor(plan: Plan, state: State, sink: MachineSink, onError: 'stop' | 'continue') {
    this.#plan = plan;
    this.#state = state;
    this.#sink = sink;
    this.#stopsOnError = onError === 'stop';
    this.#isFlat = plan.regions.length === 0 && !plan.hasAnyJoin;
    this.#need = new Int32Array(plan.need.length);
    this.#remaining = new Int32Array(plan.regions.length + 1);
  }

  /** Whether everything is settled: nothing will be asked any more. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** Starts from nothing. */
  begin(): void {
    this.#need.set(this.#plan.need);
    this.#remaining[ROOT + 1] = this.#plan.rootUnits.length;
    this.#arriveAll(this.#plan.rootUnits);
    this.#drain();
    this.#finishIfDone();
  }

  /**
   * Starts from a state that others have moved so far: settled units stay, steps marked `running` are visits that will be
   * completed here, open regions go on with their current iteration.
   */
  adopt(): void {
    const { status } = this.#state;
    const steps = this.#plan.steps.length;
    this.#need.set(this.#plan.need);
    if (this.#isPlain) {
      this.#adoptPlain();
      return;
    }
    const { fromUnit, toUnit } = this.#plan;
    for (let edge = 0; edge < fromUnit.length; edge++) {
      if (!isSettled(status[fromUnit[edge] as number] as number)) continue;
      const unit = toUnit[edge] as number;
      this.#need[unit] = (this.#need[unit] as number) - 1;
    }
    for (let step = 0; step < steps; step++) if (status[step] === Status.running) this.#running++;
    const open = this.#plan.regions.filter(({ index }) => status[steps + index] === Status.running);
    const levels = [{ index: ROOT, units: this.#plan.rootUnits }, ...open];
    for (const { index, units } of levels) {
      let remaining = 0;
      for (const unit of units) if (!isSettled(status[unit] as number)) remaining++;
      this.#remaining[index + 1] = remaining;
    }
    for (const { units } of levels) {
      // Work is taken from the end: what stands first in the plan is to start first.
      for (let i = units.length - 1; i >= 0; i--) {
        const unit = units[i] as number;
        if (status[unit] !== Status.pending) continue;
        if (this.#need[unit] === 0 || this.#isEager(unit)) this.#work.push(~unit);
      }
    }
    this.#drain();
    this.#finishIfDone();
  }

  /** As {@link adopt}, where every edge is live: only what has begun is looked at edge by edge. */
  #adoptPlain(): void {
    const { status } = this.#state;
    const { leaving, behind, steps } = this.#plan;
    let remaining = steps.length;
    for (let step = 0; step < steps.length; step++) {
      if (status[step] === Status.running) this.#running++;
      if (!isSettled(status[step] as number)) continue;
      remaining--;
      const end = leaving.start[step + 1] as number;
      for (let i = leaving.start[step] as number; i < end; i++) {
        const next = behind[i] as number;
        this.#need[next] = (this.#need[next] as number) - 1;
      }
    }
    this.#remaining[ROOT + 1] = remaining;
    for (let step = 0; step < steps.length; step++) {
      if (this.#need[step] === 0 && status[step] === Status.pending) this.#start(step);
    }
    this.#finishIfDone();
  }

  /** Whether a step waits to be visited. */
  get hasReady(): boolean {
    const { status } = this.#state;
    for (let step = this.#ready.first; step >= 0; step = this.#ready.first) {
      if (status[step] === Status.ready) return true;
      this.#ready.shift(); // cut off before it started
    }
    return false;
  }

  /** Whether a region waits for its controller to be asked. */
  get hasDecision(): boolean {
    return this.#decisions.length > 0;
  }

  /** Takes the next step to visit, or -1. Its turn is `state.turnOf(plan, step)`. */
  takeReady(): number {
    if (!this.hasReady) return -1;
    const step = this.#ready.shift();
    this.#state.status[step] = Status.running;
    this.#running++;
    return step;
  }

  /** Takes the next region whose controller is to be asked, or -1. */
  takeDecision(): number {
    return this.#decisions.shift() ?? -1;
  }

  /**
   * A visit has ended. `taken` names the gates it took, where the step has any. Answers `false`, and changes nothing, when
   * that visit is not awaited: it is late, or it was completed before.
   */
  complete(step: number, turn: number, status: VisitStatus, taken?: readonly number[]): boolean {
    const state = this.#state;
    const was = state.status[step];
    if (was !== Status.running && was !== Status.cancelled) return false;
    if (state.turnOf(this.#plan, step) !== turn) return false;
    this.#running--;
    if (status === Status.completed && was === Status.running && this.#isPlain) {
      this.#completePlain(step);
      return true;
    }
    recordVisit(this.#plan, state, step, status, taken);
    this.#sink.settled(step);
    if (status === Status.failed && this.#stopsOnError) this.cancel();
    else if (was === Status.cancelled) this.#closeCancelled(step);
    else if (!this.#isStopping) this.#settled(step);
    this.#drain();
    this.#finishIfDone();
    return true;
  }

  /** As {@link complete}, where nothing but the edges behind the step is to be looked at. */
  #completePlain(step: number): void {
    this.#state.status[step] = Status.completed;
    this.#sink.settled(step);
    if (!this.#isStopping) {
      this.#startBehind(step);
      this.#remaining[ROOT + 1] = (this.#remaining[ROOT + 1] as number) - 1;
    }
    this.#finishIfDone();
  }

  /** A controller has decided. Ignored when the iteration it decides on is over. */
  decided(region: number, turn: number, verdict: Verdict): void {
    const entry = this.#plan.regions[region];
    if (entry === undefined || this.#state.turn[region] !== turn) return;
    if (this.#state.status[this.#plan.steps.length + region] !== Status.running) return;
    if (this.#isStopping || this.#isBeingCancelled(entry)) return;
    if (verdict === 'again') this.#iterate(entry);
    else this.#end(entry, verdict);
    this.#drain();
    this.#finishIfDone();
  }

  /**
   * Stops everything: nothing new starts, running visits are cut off. Once they have been completed, what is left is
   * settled.
   */
  cancel(): void {
    if (this.#isStopping || this.#isDone) return;
    this.#isStopping = true;
    this.#state.troubled = true;
    this.#decisions.length = 0;
    this.#cutOff(0, this.#plan.steps.length);
    this.#finishIfDone();
  }

  /** Stops one region, which then ends as given. */
  cancelRegion(region: number, ending: Ending): void {
    const entry = this.#plan.regions[region];
    const unit = this.#plan.steps.length + region;
    if (entry === undefined || this.#state.status[unit] !== Status.running) return;
    if (this.#isStopping || this.#isBeingCancelled(entry)) return;
    this.#endings.set(region, ending);
    this.#state.troubled = true;
    // A region inside this one that is being cancelled too ends with it.
    for (const inner of this.#endings.keys()) {
      if (inner !== region && isInside(this.#plan.regions[inner], entry))
        this.#endings.delete(inner);
    }
    const pending = this.#decisions.filter((r) => !isInside(this.#plan.regions[r], entry));
    this.#decisions.splice(0, this.#decisions.length, ...pending);
    if (this.#cutOff(entry.start, entry.end) === 0) this.#endCancelled(entry);
    this.#drain();
    this.#finishIfDone();
  }

  #drain(): void {
    if (this.#work.length === 0) return;
    const steps = this.#plan.steps.length;
    for (let task = this.#work.pop(); task !== undefined; task = this.#work.pop()) {
      if (this.#isStopping) continue; // whoever the sink tells may stop the run
      if (task >= 0) this.#settled(task);
      else if (~task < steps) this.#arriveStep(~task);
      else this.#arriveRegion(this.#plan.regions[~task - steps] as Region);
    }
  }

  #arriveAll(units: Int32Array): void {
    for (let i = units.length - 1; i >= 0; i--) {
      const unit = units[i] as number;
      if (this.#plan.need[unit] === 0 || this.#isEager(unit)) this.#work.push(~unit);
    }
  }

  #arriveStep(step: number): void {
    const state = this.#state;
    if (state.status[step] !== Status.pending) return;
    const join =
      state.troubled || this.#plan.joinsAny[step] === 1
        ? joinOf(this.#plan, state, step)
        : Join.run;
    switch (join) {
      case Join.wait:
        return;
      case Join.run:
        this.#start(step);
        return;
      default:
        state.status[step] = join === Join.dead ? Status.dead : Status.upstreamFailed;
        this.#sink.settled(step);
        this.#work.push(step);
    }
  }

  #arriveRegion(region: Region): void {
    if (this.#state.troubled && isEntryFailed(this.#plan, this.#state, region)) {
      settleAll(this.#plan, this.#state, region, Status.upstreamFailed, this.#sink);
      this.#work.push(this.#plan.steps.length + region.index);
      return;
    }
    const ending = enterRegion(this.#plan, this.#state, region, this.#sink);
    if (ending === undefined) {
      this.#iterate(region);
      return;
    }
    settleRest(this.#plan, this.#state, region, this.#sink);
    this.#end(region, ending);
  }

  #iterate(region: Region): void {
    beginIteration(this.#plan, this.#state, region, this.#sink);
    const { need, steps } = this.#plan;
    this.#need.set(need.subarray(region.start, region.end), region.start);
    for (const unit of region.units) {
      if (unit >= steps.length) this.#need[unit] = need[unit] as number;
    }
    this.#remaining[region.index + 1] = region.units.length;
    this.#arriveAll(region.units);
  }

  /** A unit is settled: its edges are, and perhaps the iteration it stands in. */
  #settled(unit: number): void {
    if (this.#isPlain) this.#startBehind(unit);
    else this.#tellBehind(unit);
    const level = this.#plan.regionOf[unit] as number;
    const remaining = (this.#remaining[level + 1] as number) - 1;
    this.#remaining[level + 1] = remaining;
    if (remaining === 0 && level !== ROOT)
      this.#iterationEnded(this.#plan.regions[level] as Region);
  }

  /** The common case: every edge is live, so that a step runs once the last of its edges is settled. */
  #startBehind(step: number): void {
    const { leaving, behind } = this.#plan;
    const end = leaving.start[step + 1] as number;
    for (let i = leaving.start[step] as number; i < end; i++) {
      const next = behind[i] as number;
      const left = (this.#need[next] as number) - 1;
      this.#need[next] = left;
      if (left === 0 && this.#state.status[next] === Status.pending) this.#start(next);
    }
  }

  #start(step: number): void {
    this.#state.status[step] = Status.ready;
    this.#ready.push(step);
  }

  #tellBehind(unit: number): void {
    const { leaving, behind } = this.#plan;
    const start = leaving.start[unit] as number;
    // Work is taken from the end: what is connected first is to start first.
    for (let i = (leaving.start[unit + 1] as number) - 1; i >= start; i--) {
      const next = behind[i] as number;
      const left = (this.#need[next] as number) - 1;
      this.#need[next] = left;
      if (left === 0) this.#work.push(~next);
      else if (this.#isEager(next)) {
        // An edge that is not live changes nothing for a step that waits for one.
        const edge = leaving.items[i] as number;
        if (edgeOf(this.#plan, this.#state, edge) === Edge.live) this.#work.push(~next);
      }
    }
  }

  #iterationEnded(region: Region): void {
    // It may be ending as it was told to, or have ended: whoever the sink tells of a visit may say so.
    const status = this.#state.status[this.#plan.steps.length + region.index];
    if (status !== Status.running || this.#endings.has(region.index)) return;
    switch (endIteration(this.#plan, this.#state, region)) {
      case 'failed':
        this.#end(region, { reason: 'failed' }, Status.failed);
        return;
      case 'exited':
        this.#end(region, { reason: 'exited' });
        return;
      case 'never':
        settleNever(this.#plan, this.#state, region, this.#sink);
        this.#work.push(this.#plan.steps.length + region.index);
        return;
      case 'ask':
        this.#decisions.push(region.index);
    }
  }

  #end(region: Region, ending: Ending, status: Status = statusOf(ending)): void {
    closeRegion(this.#plan, this.#state, region, status, ending, this.#sink);
    if (status === Status.failed && this.#stopsOnError) this.cancel();
    else this.#work.push(this.#plan.steps.length + region.index);
  }

  /** Cuts off what is ready or running in a range; answers how many visits are still to come back. */
  #cutOff(start: number, end: number): number {
    const { status } = this.#state;
    let running = 0;
    for (let step = start; step < end; step++) {
      if (status[step] === Status.ready) status[step] = Status.pending;
      else if (status[step] === Status.running) {
        status[step] = Status.cancelled;
        running++;
        this.#sink.cancelled(step);
      } else if (status[step] === Status.cancelled) running++;
    }
    return running;
  }

  /** After a cut-off visit came back: ends the cancelled region around it once no other is still to come. */
  #closeCancelled(step: number): void {
    if (this.#isStopping) return;
    for (const index of this.#endings.keys()) {
      const region = this.#plan.regions[index] as Region;
      if (step < region.start || step >= region.end) continue;
      const { status } = this.#state;
      for (let other = region.start; other < region.end; other++) {
        if (status[other] === Status.cancelled) return;
      }
      this.#endCancelled(region);
      return;
    }
  }

  #endCancelled(region: Region): void {
    const ending = this.#endings.get(region.index) as Ending;
    this.#endings.delete(region.index);
    settleRest(this.#plan, this.#state, region, this.#sink);
    // As after any iteration, a failure in it comes first.
    if (hasFailedUnit(this.#state, region)) this.#end(region, { reason: 'failed' });
    else this.#end(region, ending);
  }

  /** Whether a region is about to end as it was told to, or one around it is. */
  #isBeingCancelled(region: Region): boolean {
    for (const index of this.#endings.keys()) {
      if (isInside(region, this.#plan.regions[index] as Region)) return true;
    }
    return false;
  }

  #finishIfDone(): void {
    if (this.#isDone || this.#running > 0) return;
    if (this.#isStopping) settleRest(this.#plan, this.#state, undefined, this.#sink);
    else if ((this.#remaining[ROOT + 1] as number) > 0) return;
    this.#isDone = true;
  }

  /** Whether every edge is live and every unit a step that waits for all of its edges. */
  get #isPlain(): boolean {
    return this.#isFlat && !this.#state.troubled;
  }

  #isEager(unit: number): boolean {
    return this.#plan.hasAnyJoin && this.#plan.joinsAny[unit] === 1;
  }
}

/** Notes the end of a visit in the state. */
export function recordVisit(
  plan: Plan,
  state: State,
  step: number,
  status: Status,
  taken: readonly number[] | undefined,
): void {
  state.status[step] = status;
  if (plan.regions.length > 0) countVisit(plan, state, step, status);
  if (status !== Status.completed) state.troubled = true;
  else if (plan.hasGates) takeGates(plan, state, step, taken);
}

function countVisit(plan: Plan, state: State, step: number, status: Status): void {
  state.visits[step] = (state.visits[step] as number) + 1;
  if (status === Status.completed) state.completedIn[step] = state.turnOf(plan, step);
}

function takeGates(
  plan: Plan,
  state: State,
  step: number,
  taken: readonly number[] | undefined,
): void {
  const end = plan.gateStart[step + 1] as number;
  for (let gate = plan.gateStart[step] as number; gate < end; gate++) state.taken[gate] = 0;
  if (taken === undefined) return;
  for (let i = 0; i < taken.length; i++) {
    const gate = taken[i] as number;
    state.taken[gate] = 1;
    if (state.timesTaken.length > 0) {
      state.timesTaken[gate] = (state.timesTaken[gate] as number) + 1;
    }
  }
}

/** A region that was opened and in which nothing ran counts as never entered. */
export function settleNever(plan: Plan, state: State, region: Region, sink: StateSink): void {
  state.status[plan.steps.length + region.index] = Status.dead;
  state.iteration[region.index] = 0;
  state.troubled = true;
  sink.ended(region, { reason: 'exited' }, 0);
}

/** How a region stands that ended so. */
export function statusOf(ending: Ending): Status {
  if (ending.error !== undefined || ending.reason === 'failed') return Status.failed;
  return ending.reason === 'aborted' ? Status.aborted : Status.completed;
}

function isInside(inner: Region | undefined, outer: Region): boolean {
  return inner !== undefined && inner.start >= outer.start && inner.end <= outer.end;
}
