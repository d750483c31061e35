import type { Edges, Plan } from '../../plan/plan.js';
import { type State, Status } from './state.js';

/** What an edge carries, once the unit it leaves is settled. */
export const Edge = { pending: 0, live: 1, dead: 2, failed: 3 } as const;
export type Edge = (typeof Edge)[keyof typeof Edge];

/** What is to be done with a step whose edges are settled. */
export const Join = { wait: 0, run: 1, dead: 2, upstreamFailed: 3 } as const;
export type Join = (typeof Join)[keyof typeof Join];

/**
 * What an edge carries. A failed region fails every edge that leaves it; otherwise an edge is live when its source
 * completed and took the edge's port, failed when its source failed or was skipped because of a failure, and dead else.
 * An aborted unit settles no edge; an aborted step leaves dead edges behind only in a loop that ended all the same.
 */
export function edgeOf(plan: Plan, state: State, edge: number): Edge {
  const unit = plan.fromUnit[edge] as number;
  const outer = fromStatus(state.status[unit] as number);
  if (outer !== Edge.live) return outer;
  const source = plan.edges.source[edge] as number;
  if (source !== unit) {
    const status = state.status[source] as number;
    const inner = status === Status.aborted ? Edge.dead : fromStatus(status);
    if (inner !== Edge.live) return inner;
  }
  return isGateTaken(plan.edges, state, edge) ? Edge.live : Edge.dead;
}

function fromStatus(status: number): Edge {
  switch (status) {
    case Status.completed:
      return Edge.live;
    case Status.dead:
      return Edge.dead;
    case Status.upstreamFailed:
    case Status.failed:
      return Edge.failed;
    default:
      return Edge.pending;
  }
}

function isGateTaken(edges: Edges, state: State, edge: number): boolean {
  const gate = edges.gate[edge] as number;
  return gate < 0 || state.taken[gate] === 1;
}

/** Whether the source of a back edge completed in the iteration that is ending, and took the edge's port. */
export function isBackEdgeFed(plan: Plan, state: State, edge: number): boolean {
  const source = plan.back.source[edge] as number;
  return state.status[source] === Status.completed && isGateTaken(plan.back, state, edge);
}

/** Whether a back edge counts in the join rule now: from the second iteration of its loop on. */
export function backEdgeCounts(plan: Plan, state: State, edge: number): boolean {
  return (state.iteration[plan.backRegion[edge] as number] as number) > 1;
}

/**
 * The join rule. A step waits until each incoming edge is settled. It is skipped as `upstreamFailed` when one of them
 * failed; as dead when all are dead, or when a required input has dead edges only and nothing supplies it. Otherwise it
 * runs. With `join: 'any'` it runs at the first live edge that leaves no required input without a source, whatever else
 * failed or is still open. A step without incoming edges runs.
 */
export function joinOf(plan: Plan, state: State, step: number): Join {
  const sole = plan.soleEdge[step] as number;
  return sole < 0 ? joinOfAll(plan, state, step) : JOIN_BY_EDGE[edgeOf(plan, state, sole)];
}

/** What is to be done with a step that hangs on one edge: no input of its own is left without a source where that is live. */
const JOIN_BY_EDGE = {
  [Edge.pending]: Join.wait,
  [Edge.live]: Join.run,
  [Edge.dead]: Join.dead,
  [Edge.failed]: Join.upstreamFailed,
} as const;

function joinOfAll(plan: Plan, state: State, step: number): Join {
  const fed = state.fedOf(plan);
  const firstSlot = plan.slotStart[step] as number;
  const endSlot = plan.slotStart[step + 1] as number;
  for (let slot = firstSlot; slot < endSlot; slot++) fed[slot] = 0;
  const { incoming, slot } = plan.edges;
  let live = 0;
  let dead = 0;
  let failed = 0;
  let pending = 0;
  const end = incoming.start[step + 1] as number;
  for (let i = incoming.start[step] as number; i < end; i++) {
    const edge = incoming.items[i] as number;
    switch (edgeOf(plan, state, edge)) {
      case Edge.live:
        live++;
        markFed(fed, slot[edge] as number);
        break;
      case Edge.dead:
        dead++;
        break;
      case Edge.failed:
        failed++;
        break;
      default:
        pending++;
    }
  }
  const { back } = plan;
  const last = back.incoming.start[step + 1] as number;
  for (let i = back.incoming.start[step] as number; i < last; i++) {
    const edge = back.incoming.items[i] as number;
    if (!backEdgeCounts(plan, state, edge)) continue;
    if (state.backLive[edge] === 1) {
      live++;
      markFed(fed, back.slot[edge] as number);
    } else dead++;
  }
  const canWait = pending > 0;
  const startsEarly = plan.joinsAny[step] === 1 && live > 0;
  if (!startsEarly) {
    if (canWait) return Join.wait;
    if (failed > 0) return Join.upstreamFailed;
    if (live === 0 && dead > 0) return Join.dead;
  }
  for (let at = firstSlot; at < endSlot; at++) {
    if (fed[at] === 1 || state.supplied?.[at] === 1) continue;
    if (isOpenInput(plan, state, step, at)) continue;
    if (canWait) return Join.wait;
    return failed > 0 ? Join.upstreamFailed : Join.dead;
  }
  return Join.run;
}

function markFed(fed: Uint8Array, slot: number): void {
  if (slot >= 0) fed[slot] = 1;
}

/**
 * Whether a required input has no edge that counts at all: it is fed by back edges only, and this is the first iteration.
 * It then takes its first value from elsewhere, or the step fails for want of it.
 */
function isOpenInput(plan: Plan, state: State, step: number, slot: number): boolean {
  const { incoming, slot: slots } = plan.edges;
  const end = incoming.start[step + 1] as number;
  for (let i = incoming.start[step] as number; i < end; i++) {
    if (slots[incoming.items[i] as number] === slot) return false;
  }
  const back = plan.back;
  const last = back.incoming.start[step + 1] as number;
  for (let i = back.incoming.start[step] as number; i < last; i++) {
    const edge = back.incoming.items[i] as number;
    if (back.slot[edge] === slot && backEdgeCounts(plan, state, edge)) return false;
  }
  return true;
}
