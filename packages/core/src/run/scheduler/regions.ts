import type { Plan } from '../../plan/plan.js';
import type { Ending, Region } from '../../plan/region.js';
import { backEdgeCounts, Edge, edgeOf, isBackEdgeFed, Join, joinOf } from './join.js';
import { isSettled, type State, Status } from './state.js';

/** What those who move an activation's state forward tell about it, beside the visits they ask for. */
export interface StateSink {
  /** A step was settled: a visit of it has ended, or it is not visited. */
  settled(step: number): void;
  /**
   * The next iteration of a region is about to begin: back edges hand over what their sources hold now. Not told where
   * none has to and all went well.
   */
  turned(region: Region): void;
  /** A run of a region begins. Answers how it ends where that is known before its first iteration. */
  entered(region: Region): Ending | undefined;
  /** A run of a region has ended. */
  ended(region: Region, ending: Ending, iterations: number): void;
}

/** What follows from an iteration's statuses alone; `ask` when it is for the controller to decide. */
export type IterationResult = 'failed' | 'never' | 'exited' | 'ask';

/** Whether something this region needs has failed: it is then skipped as a whole. */
export function isEntryFailed(plan: Plan, state: State, region: Region): boolean {
  return hasEntry(plan, state, region, Edge.failed);
}

function hasEntry(plan: Plan, state: State, region: Region, what: Edge): boolean {
  const { entering } = plan;
  const unit = plan.steps.length + region.index;
  const end = entering.start[unit + 1] as number;
  for (let i = entering.start[unit] as number; i < end; i++) {
    if (edgeOf(plan, state, entering.items[i] as number) === what) return true;
  }
  return false;
}

/** Settles everything in a region, and the region, alike. */
export function settleAll(
  plan: Plan,
  state: State,
  region: Region,
  status: Status,
  sink: StateSink,
): void {
  state.status.fill(status, region.start, region.end);
  state.status[plan.steps.length + region.index] = status;
  state.troubled = true;
  for (let step = region.start; step < region.end; step++) sink.settled(step);
}

/** Opens a region: its first iteration is the next, unless it is to end at once, which is then the answer. */
export function enterRegion(
  plan: Plan,
  state: State,
  region: Region,
  sink: StateSink,
): Ending | undefined {
  state.status[plan.steps.length + region.index] = Status.running;
  state.iteration[region.index] = 0;
  state.entered[region.index] = state.nextTurn();
  return sink.entered(region);
}

/** Begins the next iteration of an open region: everything in it is pending again. */
export function beginIteration(plan: Plan, state: State, region: Region, sink: StateSink): void {
  const iteration = (state.iteration[region.index] as number) + 1;
  // Where nothing is put aside and nothing was ever cut off, there is nothing to turn over.
  if (iteration > 1 && (region.handed.length > 0 || state.troubled)) sink.turned(region);
  state.iteration[region.index] = iteration;
  state.turn[region.index] = state.nextTurn();
  // Most bodies are small, and filling a range of an array costs more to call than to do.
  const { status } = state;
  for (let step = region.start; step < region.end; step++) status[step] = Status.pending;
  if (region.holdsRegions) awaitInner(plan, state, region);
}

/**
 * Looks at an iteration all of whose units are settled. In this order: a failure ends the loop; a first iteration in which
 * nothing ran means that the loop was never entered; when every back edge is dead, the loop was left.
 */
export function endIteration(plan: Plan, state: State, region: Region): IterationResult {
  if (state.troubled) return endTroubledIteration(plan, state, region);
  // Nothing failed and no edge can be dead: everything ran, and handed something on.
  const { back } = region;
  for (let i = 0; i < back.length; i++) state.backLive[back[i] as number] = 1;
  return 'ask';
}

function endTroubledIteration(plan: Plan, state: State, region: Region): IterationResult {
  let ran = false;
  for (const unit of region.units) {
    const status = state.status[unit];
    if (status === Status.failed || status === Status.upstreamFailed) return 'failed';
    if (status === Status.completed) ran = true;
  }
  if (!ran && state.iteration[region.index] === 1) return 'never';
  let isFed = false;
  for (const edge of region.back) {
    const fed = isBackEdgeFed(plan, state, edge);
    state.backLive[edge] = fed ? 1 : 0;
    if (fed) isFed = true;
    else state.troubled = true;
  }
  return isFed ? 'ask' : 'exited';
}

/**
 * Closes a region. Each step now stands as its last completed visit of this run of the loop; as failed where it failed
 * in the last iteration; as skipped or aborted where it never completed.
 */
export function closeRegion(
  plan: Plan,
  state: State,
  region: Region,
  status: Status,
  ending: Ending,
  sink: StateSink,
): void {
  const since = state.entered[region.index] as number;
  for (let step = region.start; step < region.end; step++) {
    if (state.status[step] === Status.failed) continue;
    if ((state.completedIn[step] as number) > since) state.status[step] = Status.completed;
  }
  state.status[plan.steps.length + region.index] = status;
  if (status !== Status.completed) state.troubled = true;
  sink.ended(region, ending, state.iteration[region.index] as number);
}

/**
 * Settles what is left inside a region (or, without one, in the whole plan) once nothing in it runs any more: what needs
 * something that failed is `upstreamFailed`, what has dead edges only is dead as it would have been in time, all else is
 * aborted. Inner regions still open are closed, as failed where something in them failed; the region itself is left to the
 * caller.
 */
export function settleRest(
  plan: Plan,
  state: State,
  scope: Region | undefined,
  sink: StateSink,
): void {
  const steps = plan.steps.length;
  const end = scope?.end ?? steps;
  const open: Region[] = [];
  state.troubled = true;
  let step = scope?.start ?? 0;
  while (step < end) {
    const opening = nextOpening(plan, step, scope, open);
    if (opening !== undefined) {
      const unit = steps + opening.index;
      if (state.status[unit] === Status.pending) settleUnopened(plan, state, opening, sink);
      if (isSettled(state.status[unit] as number)) step = opening.end;
      else open.push(opening);
    } else {
      if (!isSettled(state.status[step] as number)) {
        state.status[step] = restOf(plan, state, step);
        sink.settled(step);
      }
      step++;
    }
    for (let top = open.at(-1); top !== undefined && top.end <= step; top = open.at(-1)) {
      open.pop();
      closeRest(plan, state, top, sink);
    }
  }
}

/** A region that was not opened yet: skipped or aborted as a whole, unless all it waits for is settled. */
function settleUnopened(plan: Plan, state: State, region: Region, sink: StateSink): void {
  if (isEntryFailed(plan, state, region)) {
    settleAll(plan, state, region, Status.upstreamFailed, sink);
  } else if (hasEntry(plan, state, region, Edge.pending)) {
    settleAll(plan, state, region, Status.aborted, sink);
  } else {
    // What an earlier run of the loop left behind does not count.
    state.iteration[region.index] = 0;
    awaitInner(plan, state, region);
  }
}

/** Regions directly inside a region are to be opened again. */
function awaitInner(plan: Plan, state: State, region: Region): void {
  const steps = plan.steps.length;
  for (const unit of region.units) if (unit >= steps) state.status[unit] = Status.pending;
}

function closeRest(plan: Plan, state: State, region: Region, sink: StateSink): void {
  const unit = plan.steps.length + region.index;
  if (state.status[unit] === Status.pending) {
    const isDead = region.units.every((inner) => state.status[inner] === Status.dead);
    state.status[unit] = isDead ? Status.dead : Status.aborted;
    return;
  }
  const isFailed = hasFailedUnit(state, region);
  const reason = isFailed ? 'failed' : 'aborted';
  closeRegion(plan, state, region, isFailed ? Status.failed : Status.aborted, { reason }, sink);
}

/** The outermost region that begins at a step, lies inside the scope and is not open yet. */
function nextOpening(
  plan: Plan,
  step: number,
  scope: Region | undefined,
  open: readonly Region[],
): Region | undefined {
  const { opening } = plan;
  const last = opening.start[step + 1] as number;
  for (let i = opening.start[step] as number; i < last; i++) {
    const index = opening.items[i] as number;
    // Regions are numbered from the outside in: what begins here and is numbered below the scope lies around it.
    if (scope !== undefined && index <= scope.index) continue;
    const region = plan.regions[index];
    if (region !== undefined && !open.includes(region)) return region;
  }
  return undefined;
}

/** Whether something directly inside a region failed, or was skipped because of that. */
export function hasFailedUnit(state: State, region: Region): boolean {
  return region.units.some((unit) => {
    const status = state.status[unit];
    return status === Status.failed || status === Status.upstreamFailed;
  });
}

/** How a step stands that can no longer run. */
function restOf(plan: Plan, state: State, step: number): Status {
  switch (joinOf(plan, state, step)) {
    case Join.dead:
      return Status.dead;
    case Join.upstreamFailed:
      return Status.upstreamFailed;
    case Join.wait:
      return isBehindFailure(plan, state, step) ? Status.upstreamFailed : Status.aborted;
    default:
      return Status.aborted;
  }
}

function isBehindFailure(plan: Plan, state: State, step: number): boolean {
  const { incoming } = plan.edges;
  let failed = false;
  let live = false;
  const end = incoming.start[step + 1] as number;
  for (let i = incoming.start[step] as number; i < end; i++) {
    const edge = edgeOf(plan, state, incoming.items[i] as number);
    if (edge === Edge.failed) failed = true;
    else if (edge === Edge.live) live = true;
  }
  if (!failed || plan.joinsAny[step] === 0) return failed;
  return !live && !isFedByBackEdge(plan, state, step);
}

function isFedByBackEdge(plan: Plan, state: State, step: number): boolean {
  const { start, items } = plan.back.incoming;
  const end = start[step + 1] as number;
  for (let i = start[step] as number; i < end; i++) {
    const edge = items[i] as number;
    if (backEdgeCounts(plan, state, edge) && state.backLive[edge] === 1) return true;
  }
  return false;
}
