import type { NodeStep } from '../../plan/node-step.js';
import type { Plan } from '../../plan/plan.js';
import { whenSettled } from '../../values/thenable.js';
import { Join, joinOf } from '../scheduler/join.js';
import { isSettled, type State, Status } from '../scheduler/state.js';
import type { Frame } from './frame.js';
import type { Lane } from './lanes.js';
import type { SweepEnd } from './sweep-end.js';
import type { Visit } from './visit.js';

/** What a strand waits for, and goes on with. */
interface Continued {
  /** Takes what a visit answered; answers whether that is right. */
  take(returned: unknown): boolean;
  /** Goes on behind that visit. */
  goOn(): SweepEnd;
}

/** Whom a strand belongs to. */
export interface StrandHost {
  /** The machine takes over. Calls {@link Strand.leave}. */
  leaveToMachine(): void;
  /** The sweep has gone on behind a visit, and stopped for something else than the next that is awaited alone. */
  swept(end: SweepEnd): void;
}

/** How far a strand looks ahead for steps that could start: what is farther away is for others to follow. */
const FORESIGHT = 8;

/**
 * Waits with a sweep for one visit after another, as long as nothing else could start meanwhile: a chain, a loop whose body
 * is one, the one port that a switch has taken. Where the machine would find nothing to do, there is nothing to count, and
 * the sweep goes on where it stopped. Like the lanes of a flow it knows no time limit and cannot be cut off: before that is
 * to happen it is left, and the visit gets an heir.
 */
export class Strand {
  readonly #frame: Frame;
  readonly #sweep: Continued;
  readonly #host: StrandHost;
  readonly #fulfilled: (value: unknown) => void;
  readonly #rejected: (error: unknown) => void;
  /** The visit that is awaited. */
  #visit: Visit | undefined;
  #heir: Lane | undefined;

  constructor(frame: Frame, sweep: Continued, host: StrandHost) {
    this.#frame = frame;
    this.#sweep = sweep;
    this.#host = host;
    // Not written into the members: see "Functions that hold on" in docs/performance.md.
    const takeValue = (value: unknown) => this.#cameBack(value);
    const takeError = (error: unknown) => this.#failed(error);
    this.#fulfilled = takeValue;
    this.#rejected = takeError;
  }

  /** Whether nothing but a step could run while that is awaited, and nothing but its answer is awaited. */
  static suits(frame: Frame, { index }: NodeStep): boolean {
    if (frame.plan.hasTimeouts) return false;
    const isAwaitedAlone = frame.plan.cuts[index] === index || isAlone(frame, index);
    // Who was told of dead steps may have stopped the run.
    return isAwaitedAlone && !frame.isStopped;
  }

  /** Whether a visit is awaited now. */
  get isWaiting(): boolean {
    return this.#visit !== undefined;
  }

  /** Awaits the promise of the visit for which the sweep has stopped. */
  wait(visit: Visit, promise: PromiseLike<unknown>): void {
    if (visit.step.child === undefined) this.#frame.run.slots.take();
    this.#visit = visit;
    whenSettled(promise, this.#fulfilled, this.#rejected);
  }

  /** The machine takes over, and an heir the visit that is awaited. */
  leave(inherit: (visit: Visit) => Lane): void {
    if (this.#visit !== undefined) this.#heir = inherit(this.#visit);
  }

  #cameBack(value: unknown): void {
    const frame = this.#frame;
    const { run } = frame;
    const { step } = this.#visit as Visit;
    // Whoever waits for a slot comes first, and a sub-workflow has none that its follower could take.
    const hasSlot = !run.slots.isAwaited && (step.child === undefined || run.slots.hasFree);
    const goesOn = this.#heir === undefined && !frame.isStopped && hasSlot;
    if (goesOn && this.#sweep.take(value)) {
      this.#visit = undefined;
      run.pace.resume();
      run.watcher?.settled(frame, step.index);
      if (step.child === undefined) run.slots.release();
      const end = this.#sweep.goOn();
      if (end.kind !== 'waiting') this.#host.swept(end);
      return;
    }
    if (this.#heir === undefined) this.#host.leaveToMachine();
    this.#heir?.fulfilled(value);
  }

  #failed(error: unknown): void {
    if (this.#heir === undefined) this.#host.leaveToMachine();
    this.#heir?.rejected(error);
  }
}

/**
 * Whether everything up to a cut that waits is dead or waits as well. Settles what is dead, since more may hang on it alone:
 * also cuts, which nothing waits for then.
 */
function isAlone(frame: Frame, step: number): boolean {
  const { plan, state, run } = frame;
  // Without dead edges, a step that does not wait for this one can start.
  if (!plan.hasGates || plan.regions.length > 0) return false;
  const { status } = state;
  const end = Math.min(step + 1 + FORESIGHT, plan.steps.length);
  for (let next = step + 1; next < end; next++) {
    if (isSettled(status[next] as number)) continue;
    if (isWaiting(plan, state, next)) {
      if (plan.cuts[next] === next) return true;
      continue;
    }
    const join = joinOf(plan, state, next);
    if (join === Join.run) return false;
    status[next] = join === Join.dead ? Status.dead : Status.upstreamFailed;
    run.watcher?.settled(frame, next);
  }
  return end === plan.steps.length;
}

/** Whether an edge into a step comes from one that is not settled. */
function isWaiting(
  { edges: { incoming }, fromUnit }: Plan,
  { status }: State,
  step: number,
): boolean {
  const end = incoming.start[step + 1] as number;
  for (let i = incoming.start[step] as number; i < end; i++) {
    const from = fromUnit[incoming.items[i] as number] as number;
    if (!isSettled(status[from] as number)) return true;
  }
  return false;
}
