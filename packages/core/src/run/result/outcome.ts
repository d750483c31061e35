import type { RuntimeError } from '../../errors/runtime-error.js';
import type { Issue } from '../../verify/issue.js';
import type { Inputs } from '../executor/gather.js';
import { NO_NOTES, type NodeNote, notesOf } from '../executor/node-note.js';
import type { LoopSummary } from '../executor/notes.js';
import type { Warning } from '../run.js';
import { Status } from '../scheduler/state.js';
import type { Activation } from './activation.js';

/** Why a node did not complete. */
export type OutcomeReason = 'deadEdges' | 'upstreamFailed' | 'notStarted' | 'cutOff' | 'abandoned';

/** How a node stands at the end of a visit, and at the end of its run. */
export interface NodeOutcome {
  readonly node: string;
  readonly status: 'completed' | 'skipped' | 'failed' | 'aborted';
  readonly outputs: Readonly<Inputs> | undefined;
  readonly reason: OutcomeReason | undefined;
  readonly error: RuntimeError | undefined;
  /** How often the node was visited; more than once only in a loop. */
  readonly iterations: number;
  /** Calls of the node's function in its last visit; others than one only where a wrapper retries, or lets none through. */
  readonly attempts: number;
  /** What plugins told of its last visit. */
  readonly notes: readonly NodeNote[];
  /** In the clock's milliseconds, where timing is on. */
  readonly startedAt: number | undefined;
  readonly durationMs: number | undefined;
  /** Of a switch that completed: the ports it took. */
  readonly routing: NodeRouting | undefined;
  /** Outcomes of a sub-workflow's nodes in its last visit. */
  readonly nested: Outcomes | undefined;
}

/** The ports that a switch took. */
export interface NodeRouting {
  /** At its last visit. */
  readonly taken: readonly string[];
  /** How often each port was taken, over all visits; ports that never were are left out. */
  readonly times: ReadonlyMap<string, number>;
}

/** How a run ended; `refused` when it was not let begin. */
export type RunStatus = 'completed' | 'failed' | 'aborted' | 'refused';

/** Outcomes by node id, iterable in plan order. Made when looked at. */
export interface Outcomes extends Iterable<NodeOutcome> {
  readonly size: number;
  get(node: string): NodeOutcome | undefined;
}

/** Node id → outputs; `null` where the node was skipped. The order of keys is not promised. */
export type Results = Readonly<Record<string, Readonly<Inputs> | null>>;

/** What `settled` observers learn about the end of a run. */
export interface RunOutcome {
  readonly runId: string;
  readonly workflow: string;
  readonly status: RunStatus;
  readonly error: RuntimeError | undefined;
  readonly failures: readonly RuntimeError[];
  readonly issues: readonly Issue[];
  readonly warnings: readonly Warning[];
}

/** The outcome of a step as the state has it now. */
export function outcomeOf(frame: Activation, step: number): NodeOutcome {
  const { plan, state } = frame;
  const status = state.status[step] as number;
  if (status === Status.completed && hasNoMoreToTell(frame, step)) {
    return justCompleted(plan.steps[step]?.id ?? '', frame.outputs[step]);
  }
  const startedAt = frame.startedAt[step];
  const endedAt = frame.endedAt[step];
  const wasTimed = startedAt !== undefined && !Number.isNaN(startedAt);
  const child = frame.children?.get(step);
  return Object.freeze({
    node: plan.steps[step]?.id ?? '',
    status: statusName(status),
    outputs: status === Status.completed ? frame.outputs[step] : undefined,
    reason: reasonOf(frame, step, status),
    error: status === Status.failed ? frame.notes?.failures.get(step) : undefined,
    iterations:
      plan.regions.length > 0 ? (state.visits[step] as number) : ranOnce(frame, step, status),
    attempts: frame.notes?.attempts.get(step) ?? 1,
    notes: notesOf(frame, step),
    startedAt: wasTimed ? startedAt : undefined,
    durationMs: wasTimed && endedAt !== undefined ? endedAt - startedAt : undefined,
    routing: status === Status.completed ? routingOf(frame, step) : undefined,
    nested: child === undefined ? undefined : new FrameOutcomes(child),
  });
}

/** Whether nothing is known of a completed step but that, and its outputs: so of most, and observers are told at each visit. */
function hasNoMoreToTell(frame: Activation, step: number): boolean {
  return (
    frame.notes === undefined &&
    frame.children === undefined &&
    frame.startedAt.length === 0 &&
    frame.plan.regions.length === 0 &&
    frame.routings?.[step] === undefined
  );
}

function justCompleted(node: string, outputs: Readonly<Inputs> | undefined): NodeOutcome {
  return Object.freeze({
    node,
    status: 'completed',
    outputs,
    reason: undefined,
    error: undefined,
    iterations: 1,
    attempts: 1,
    notes: NO_NOTES,
    startedAt: undefined,
    durationMs: undefined,
    routing: undefined,
    nested: undefined,
  });
}

/** The outputs of a step; `undefined` where it did not complete, or there is no such step. */
export function completedOutputs(
  { state, outputs }: Activation,
  step: number | undefined,
): Readonly<Inputs> | undefined {
  if (step === undefined || state.status[step] !== Status.completed) return undefined;
  return outputs[step];
}

function routingOf(frame: Activation, step: number): NodeRouting | undefined {
  const { plan, state } = frame;
  const taken = frame.routings?.[step]?.taken;
  if (taken === undefined) return undefined;
  const times = new Map<string, number>();
  const end = plan.gateStart[step + 1] as number;
  for (let gate = plan.gateStart[step] as number; gate < end; gate++) {
    const count = state.timesTaken.length > 0 ? state.timesTaken[gate] : state.taken[gate];
    if (count !== undefined && count > 0) times.set(plan.gatePorts[gate] as string, count);
  }
  return Object.freeze({ taken, times });
}

/** Outcomes of one activation. */
export class FrameOutcomes implements Outcomes {
  readonly #frame: Activation;

  constructor(frame: Activation) {
    this.#frame = frame;
  }

  get size(): number {
    return this.#frame.plan.steps.length;
  }

  get(node: string): NodeOutcome | undefined {
    const step = this.#frame.plan.indexOf.get(node);
    return step === undefined ? undefined : outcomeOf(this.#frame, step);
  }

  *[Symbol.iterator](): Iterator<NodeOutcome> {
    for (let step = 0; step < this.size; step++) yield outcomeOf(this.#frame, step);
  }
}

/** Outputs by node id. */
export function resultsOf(frame: Activation): Results {
  const results = Object.create(null) as Record<string, Readonly<Inputs> | null>;
  const { plan, state } = frame;
  for (let step = 0; step < plan.steps.length; step++) {
    const id = plan.steps[step]?.id ?? '';
    const status = state.status[step];
    if (status === Status.completed) results[id] = frame.outputs[step] ?? null;
    else if (status === Status.dead || status === Status.upstreamFailed) {
      if (plan.skipped === 'null') results[id] = null;
    }
  }
  return Object.freeze(results);
}

/** The results of a run that executed nothing. */
export function noResults(): Results {
  return NOTHING;
}

/** The outcomes of a run that executed nothing. */
export const NO_OUTCOMES: Outcomes = Object.freeze({
  size: 0,
  get: () => undefined,
  [Symbol.iterator]: () => [][Symbol.iterator](),
});

const NOTHING: Results = Object.freeze(Object.create(null) as Results);

/** Loop summaries by loop id. */
export function loopsOf(frame: Activation): Readonly<Record<string, LoopSummary>> {
  const loops = Object.create(null) as Record<string, LoopSummary>;
  for (const region of frame.plan.regions) {
    const summary = frame.loops?.summaries.get(region.index);
    if (summary !== undefined) loops[region.id] = summary;
  }
  return Object.freeze(loops);
}

/** Everything that failed, in plan order; a loop's own failure stands before those of its body's nodes. */
export function failuresOf(frame: Activation): readonly RuntimeError[] {
  const { plan, notes, loops, state } = frame;
  if (notes === undefined && loops === undefined) return NO_FAILURES;
  const found: { at: number; error: RuntimeError }[] = [];
  for (const [step, error] of notes?.failures ?? []) {
    if (state.status[step] === Status.failed) found.push({ at: step, error });
  }
  for (const [index, { error }] of loops?.summaries ?? []) {
    if (error === undefined) continue;
    found.push({ at: (plan.regions[index]?.start ?? 0) - 0.5, error });
  }
  return found.sort((a, b) => a.at - b.at).map(({ error }) => error);
}

const NO_FAILURES: readonly RuntimeError[] = Object.freeze([]);

function statusName(status: number): NodeOutcome['status'] {
  if (status === Status.completed) return 'completed';
  if (status === Status.failed) return 'failed';
  return status === Status.dead || status === Status.upstreamFailed ? 'skipped' : 'aborted';
}

function reasonOf(frame: Activation, step: number, status: number): OutcomeReason | undefined {
  switch (status) {
    case Status.dead:
      return 'deadEdges';
    case Status.upstreamFailed:
      return 'upstreamFailed';
    case Status.completed:
    case Status.failed:
      return undefined;
    default:
      if (frame.notes?.abandoned.has(step) === true) return 'abandoned';
      return frame.notes?.begun.has(step) === true ? 'cutOff' : 'notStarted';
  }
}

function ranOnce(frame: Activation, step: number, status: number): number {
  return status === Status.completed ||
    status === Status.failed ||
    frame.notes?.begun.has(step) === true
    ? 1
    : 0;
}
