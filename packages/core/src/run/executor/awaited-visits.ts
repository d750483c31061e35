import { RuntimeError } from '../../errors/runtime-error.js';
import type { NodeStep } from '../../plan/node-step.js';
import { whenSettled } from '../../values/thenable.js';
import { Status } from '../scheduler/state.js';
import type { Frame } from './frame.js';
import { type Lane, Lanes } from './lanes.js';
import { timeoutError } from './node-error.js';
import type { Visit } from './visit.js';

/** Told how the visits end whose promises are awaited. The slot of each is given back right after. */
export interface AwaitedHost {
  /** Whether the activation stops because of a failure of its own. */
  readonly isFailing: boolean;
  fulfilled(visit: Visit, turn: number, value: unknown): void;
  rejected(visit: Visit, turn: number, error: unknown): void;
  /** Its time was out. It has been told to stop, and may still come back. */
  timedOut(visit: Visit, turn: number, error: RuntimeError): void;
  /** It was told to stop, and its grace is over. */
  gaveUp(visit: Visit, turn: number): void;
  /** A visit has ended: others may start. */
  goOn(): void;
}

/** Shared by those that have none; a lane is in a set of its own as soon as there is one. */
const NONE = new Set<Lane>();

/** The visits of one activation whose promises are awaited: the slots they take, their time limits, and their grace. */
export class AwaitedVisits {
  readonly #frame: Frame;
  readonly #host: AwaitedHost;
  readonly #lanes = new Lanes(
    (lane, value) => this.#fulfilled(lane, value),
    (lane, error) => this.#rejected(lane, error),
  );
  /** Visits whose time was out, and that have not come back. */
  #overdue = NONE;

  constructor(frame: Frame, host: AwaitedHost) {
    this.#frame = frame;
    this.#host = host;
  }

  /** Whether a visit whose time was out may still come back. */
  get isOverdue(): boolean {
    return this.#overdue.size > 0;
  }

  /** Awaits the promise of a visit that began then, where its node has a time limit. */
  add(visit: Visit, promise: PromiseLike<unknown>, startedAt: number): void {
    const { plan, run, state } = this.#frame;
    const { step } = visit;
    if (step.child === undefined) run.slots.take();
    const lane = this.#lanes.enter(visit, state.turnOf(plan, step.index));
    if (step.timeoutMs > 0) {
      const left = Math.max(0, step.timeoutMs - (run.clock.now() - startedAt));
      visit.setTimer(run.clock.timer(left, () => this.#timedOut(lane)));
    }
    whenSettled(promise, lane.fulfilled, lane.rejected);
    // Its own function stopped the run or ended the loop around it: it has been cut off already.
    if (state.status[step.index] === Status.cancelled) this.cancel(step.index);
  }

  /** A visit whose promise somebody else listens to and tells the lane of. It has its slot already. */
  inherit(visit: Visit): Lane {
    const { plan, state } = this.#frame;
    return this.#lanes.enter(visit, state.turnOf(plan, visit.step.index));
  }

  /** Cuts a visit off, where it is awaited. */
  cancel(step: number): void {
    const lane = this.#lanes.of(step);
    if (lane === undefined) return;
    lane.visit.clearTimer();
    this.#frame.note().begun.add(step);
    const { abort } = this.#frame;
    const reason = abort.isAborted ? abort.reason : cutOff(this.#frame, lane.visit.step);
    this.#tellToStop(lane, reason);
  }

  #fulfilled(lane: Lane, value: unknown): void {
    const { visit, turn } = lane;
    if (this.#comesBack(lane)) {
      this.#host.fulfilled(visit, turn, value);
      this.#release(visit);
    } else this.#frame.run.lateResult(this.#frame, visit.step);
    this.#host.goOn();
  }

  #rejected(lane: Lane, error: unknown): void {
    const { visit, turn } = lane;
    if (this.#comesBack(lane)) {
      this.#host.rejected(visit, turn, error);
      this.#release(visit);
    }
    this.#host.goOn();
  }

  /** A visit's promise has settled. Answers whether anybody still waits for it. */
  #comesBack(lane: Lane): boolean {
    lane.visit.clearTimer();
    if (this.#overdue.size > 0) this.#overdue.delete(lane);
    return this.#lanes.free(lane);
  }

  /** Gives a visit's slot back. After its completion: whoever is woken must not start what that forbids. */
  #release({ step }: Visit): void {
    if (step.child === undefined) this.#frame.run.slots.release();
  }

  #timedOut(lane: Lane): void {
    if (!lane.leave()) return;
    if (this.#overdue === NONE) this.#overdue = new Set();
    this.#overdue.add(lane);
    const { visit, turn } = lane;
    const error = timeoutError(this.#frame, visit.step, visit.step.timeoutMs);
    this.#tellToStop(lane, error);
    this.#host.timedOut(visit, turn, error);
    this.#release(visit);
    this.#host.goOn();
  }

  /**
   * Tells a visit to stop, and gives it its grace. In this order: the nodes of a sub-workflow use up their grace just before
   * the sub-workflow does, which then comes back by itself.
   */
  #tellToStop(lane: Lane, reason: unknown): void {
    const { clock, options } = this.#frame.run;
    lane.visit.cancel(reason, this.#host.isFailing);
    lane.visit.setTimer(clock.timer(options.graceMs, () => this.#giveUp(lane)));
  }

  /** A visit's grace is over: it is left behind. */
  #giveUp(lane: Lane): void {
    const { visit, turn } = lane;
    this.#frame.note().abandoned.add(visit.step.index);
    this.#frame.run.abandon(this.#frame, visit.step);
    if (!this.#overdue.delete(lane) && lane.leave()) {
      this.#host.gaveUp(visit, turn);
      this.#release(visit);
    }
    this.#host.goOn();
  }
}

function cutOff(frame: Frame, step: NodeStep): RuntimeError {
  return new RuntimeError('ABORTED', `The loop around node "${step.id}" has ended.`, {
    where: { workflow: frame.plan.workflow.name, node: step.id },
  });
}
