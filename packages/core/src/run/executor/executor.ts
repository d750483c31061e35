import { RuntimeError } from '../../errors/runtime-error.js';
import type { NodeStep } from '../../plan/node-step.js';
import type { Ending, Region, Verdict } from '../../plan/region.js';
import { isThenable, whenSettled } from '../../values/thenable.js';
import { Machine, type MachineSink, type VisitStatus } from '../scheduler/machine.js';
import { Status } from '../scheduler/state.js';
import { acceptOutputs } from './accept.js';
import type { Frame } from './frame.js';
import { gatherInputs } from './gather.js';
import { InFlight } from './in-flight.js';
import { LoopDriver, type LoopHost } from './loop-driver.js';
import { isAbortOf, nodeError, timeoutError } from './node-error.js';
import { Sweep, type SweepDriver } from './sweep.js';
import { Visit } from './visit.js';

/** Shared by executors that have none; a visit is in a set of its own as soon as there is one. */
const NONE = new Set<Visit>();

/**
 * Runs one activation of a plan here and now: invokes steps, awaits what is a promise, enforces concurrency, time and
 * abort, and feeds completions to the scheduler. Synchronous nodes are swept in plan order; the first promise hands over to
 * the machine.
 */
export class Executor implements SweepDriver, MachineSink, LoopHost {
  readonly #frame: Frame;
  readonly #visits = new InFlight();
  /** Visits that were given up on when their time was out, and have not come back. */
  #overdue = NONE;
  readonly #loops: LoopDriver | undefined;
  readonly #wake = () => this.#pump();
  #machine: Machine | undefined;
  /** Whether it stops because of a failure of its own. */
  #isFailing = false;
  #isPumping = false;
  /** Whether an immediate will go on with what waits. */
  #isResuming = false;
  #finish: (() => void) | undefined;

  constructor(frame: Frame) {
    this.#frame = frame;
    this.#loops = frame.loops && new LoopDriver(frame, frame.loops, this);
  }

  /** Runs to the end. Answers a promise only where something had to be waited for; it never rejects. */
  run(): Promise<void> | undefined {
    const { plan, run } = this.#frame;
    if (this.#frame.abort.isAborted) this.#frame.isStopped = true;
    run.pace.resume();
    // Where others have taken all places, the machine waits for one.
    if (plan.hasAnyJoin || !run.slots.hasFree) {
      const machine = this.#startMachine();
      machine.begin();
      if (this.#frame.isStopped) machine.cancel();
      return this.#drive();
    }
    return this.#sweep(new Sweep(this.#frame, this));
  }

  /** Stops: nothing new starts, running nodes are told to stop and given their grace. */
  cancel(reason: unknown, isFailing = false): void {
    if (this.#frame.isStopped) return;
    this.#frame.isStopped = true;
    this.#isFailing = isFailing;
    this.#frame.abort.abort(reason);
    this.#machine?.cancel();
    this.#pump();
  }

  started(step: number): void {
    this.#frame.run.watcher?.started(this.#frame, step);
  }

  settled(step: number): void {
    this.#frame.run.watcher?.settled(this.#frame, step);
  }

  failed(step: number, error: unknown): void {
    const failure = nodeError(this.#frame, this.#frame.plan.steps[step] as NodeStep, error);
    this.#frame.note().failures.set(step, failure);
    this.#stopOnFailure(failure);
  }

  entered(region: Region): Ending | undefined {
    return this.#loops?.entered(region);
  }

  turned(region: Region): void {
    this.#loops?.turned(region);
  }

  ended(region: Region, ending: Ending, iterations: number): void {
    this.#loops?.ended(region, ending, iterations);
  }

  decide(region: Region): Verdict | PromiseLike<Verdict> {
    return (this.#loops as LoopDriver).decide(region);
  }

  endRegion(region: Region, ending: Ending): void {
    if (this.#machine === undefined || this.#loops?.isBeginning === true) {
      // Swept: the loop is between two visits. It ends when it is next asked, or when the event loop has turned.
      this.#loops?.endLater(region, ending);
      return;
    }
    this.#machine.cancelRegion(region.index, ending);
    this.#pump();
  }

  loopFailed(error: RuntimeError): void {
    this.#stopOnFailure(error);
  }

  checkTime(step: NodeStep, startedAt: number): void {
    const took = this.#frame.run.clock.now() - startedAt;
    if (took > step.timeoutMs) throw timeoutError(this.#frame, step, took);
  }

  cancelled(step: number): void {
    const visit = this.#visits.of(step);
    if (visit === undefined) return;
    visit.clearTimer();
    this.#frame.note().begun.add(step);
    const { abort } = this.#frame;
    this.#tellToStop(visit, abort.isAborted ? abort.reason : cutOff(this.#frame, visit.step));
  }

  #sweep(sweep: Sweep): Promise<void> | undefined {
    const end = sweep.run();
    switch (end.kind) {
      case 'done':
        return undefined;
      case 'due':
        return new Promise((resolve) => {
          this.#frame.run.clock.immediate(() => {
            this.#frame.run.pace.resume();
            const rest = this.#sweepOn(sweep);
            if (rest === undefined) resolve();
            else void rest.then(resolve);
          });
        });
      case 'visit': {
        const machine = this.#startMachine();
        machine.adopt();
        this.#await(end.visit, end.promise, end.startedAt);
        if (this.#frame.isStopped) machine.cancel();
        return this.#drive();
      }
      case 'decision': {
        const machine = this.#startMachine();
        machine.adopt();
        this.#awaitDecision(end.region, end.promise);
        if (this.#frame.isStopped) machine.cancel();
        return this.#drive();
      }
    }
  }

  /**
   * Goes on after a turn of the event loop. The machine takes over where others have taken all places meanwhile, since it
   * can wait for one, and where a loop was told to end, since it can do that in the middle of an iteration.
   */
  #sweepOn(sweep: Sweep): Promise<void> | undefined {
    const told = [...(this.#loops?.toldEndings() ?? [])];
    if (this.#frame.run.slots.hasFree && told.length === 0) return this.#sweep(sweep);
    const machine = this.#startMachine();
    machine.adopt();
    if (this.#frame.isStopped) machine.cancel();
    for (const [region, ending] of told) machine.cancelRegion(region, ending);
    return this.#drive();
  }

  #startMachine(): Machine {
    const { plan, state, run } = this.#frame;
    this.#machine = new Machine(plan, state, this, run.options.onError);
    return this.#machine;
  }

  #drive(): Promise<void> | undefined {
    this.#pump();
    if (this.#isFinished) return undefined;
    return new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  get #isFinished(): boolean {
    return this.#machine?.isDone === true && this.#overdue.size === 0;
  }

  /** Starts what may be started. Never entered twice: what completes meanwhile is seen by the loop. */
  #pump(): void {
    const machine = this.#machine;
    if (machine === undefined || this.#isPumping) return;
    this.#isPumping = true;
    const { run } = this.#frame;
    try {
      run.pace.resume();
      while (!machine.isDone) {
        if (machine.hasDecision) {
          this.#takeDecision(this.#frame.plan.regions[machine.takeDecision()] as Region);
          continue;
        }
        if (!run.slots.hasFree) {
          run.slots.wait(this.#wake);
          break;
        }
        if (!machine.hasReady) break;
        if (run.pace.isDue()) {
          this.#resumeSoon();
          return;
        }
        // Counting the visit may have stopped the run: a limit is reached, or its time is out.
        const step = machine.takeReady();
        if (step >= 0) this.#visit(step);
      }
    } finally {
      this.#isPumping = false;
    }
    this.#finishIfDone();
  }

  #resumeSoon(): void {
    if (this.#isResuming) return;
    this.#isResuming = true;
    this.#frame.run.clock.immediate(() => {
      this.#isResuming = false;
      this.#pump();
    });
  }

  #finishIfDone(): void {
    if (!this.#isFinished || this.#finish === undefined) return;
    this.#frame.run.slots.forget(this.#wake);
    const finish = this.#finish;
    this.#finish = undefined;
    finish();
  }

  #visit(index: number): void {
    const frame = this.#frame;
    const step = frame.plan.steps[index] as NodeStep;
    const visit = new Visit(frame, step, frame.state.turnOf(frame.plan, index));
    this.started(index);
    const startedAt = step.timeoutMs > 0 ? frame.run.clock.now() : 0;
    let returned: unknown;
    let isPending: boolean;
    try {
      returned = step.invoke(gatherInputs(frame, step), visit);
      isPending = isThenable(returned);
      if (!isPending && step.timeoutMs > 0) this.checkTime(step, startedAt);
    } catch (error) {
      this.#fail(visit, error);
      return;
    }
    if (isPending) this.#await(visit, returned as PromiseLike<unknown>, startedAt);
    else this.#accept(visit, returned);
  }

  #await(visit: Visit, promise: PromiseLike<unknown>, startedAt: number): void {
    const { run } = this.#frame;
    const { step } = visit;
    if (step.child === undefined) run.slots.take();
    this.#visits.add(visit);
    if (step.timeoutMs > 0) {
      const left = Math.max(0, step.timeoutMs - (run.clock.now() - startedAt));
      visit.setTimer(run.clock.timer(left, () => this.#timedOut(visit)));
    }
    whenSettled(
      promise,
      (value) => {
        if (this.#comesBack(visit)) {
          this.#accept(visit, value);
          this.#release(visit);
        } else this.#frame.run.lateResult(this.#frame, visit.step);
        this.#pump();
      },
      (error) => {
        if (this.#comesBack(visit)) {
          this.#fail(visit, error);
          this.#release(visit);
        }
        this.#pump();
      },
    );
    // Its own function stopped the run or ended the loop around it: it has been cut off already.
    if (this.#frame.state.status[step.index] === Status.cancelled) this.cancelled(step.index);
  }

  /** A visit's promise has settled. Answers whether anybody still waits for it. */
  #comesBack(visit: Visit): boolean {
    visit.clearTimer();
    if (this.#overdue.size > 0 && this.#overdue.delete(visit)) return false;
    return this.#visits.delete(visit);
  }

  /** Gives a visit's slot back. After its completion: whoever is woken must not start what that forbids. */
  #release({ step }: Visit): void {
    if (step.child === undefined) this.#frame.run.slots.release();
  }

  #accept(visit: Visit, returned: unknown): void {
    const { step } = visit;
    if (visit.isCancelled) {
      this.#complete(visit, Status.aborted);
      return;
    }
    let taken: readonly number[] | undefined;
    try {
      taken = acceptOutputs(this.#frame, step, returned);
    } catch (error) {
      this.#fail(visit, error);
      return;
    }
    this.#complete(visit, Status.completed, taken);
  }

  #fail(visit: Visit, error: unknown): void {
    const frame = this.#frame;
    // A node that was told to stop and threw something else than that has failed on its own.
    if (visit.isCancelled && (!this.#isFailing || isAbortOf(error, visit.reason))) {
      this.#complete(visit, Status.aborted);
      return;
    }
    const failure = nodeError(frame, visit.step, error);
    frame.note().failures.set(visit.step.index, failure);
    if (frame.run.options.onError === 'stop') this.#stopping(failure);
    this.#complete(visit, Status.failed);
  }

  #complete(visit: Visit, status: VisitStatus, taken?: readonly number[]): void {
    this.#machine?.complete(visit.step.index, visit.turn, status, taken);
  }

  #timedOut(visit: Visit): void {
    if (!this.#visits.delete(visit)) return;
    if (this.#overdue === NONE) this.#overdue = new Set();
    this.#overdue.add(visit);
    const error = timeoutError(this.#frame, visit.step, visit.step.timeoutMs);
    this.#tellToStop(visit, error);
    const { index } = visit.step;
    this.#frame.note().failures.set(index, error);
    if (this.#frame.run.options.onError === 'stop') this.#stopping(error);
    this.#complete(visit, Status.failed);
    this.#release(visit);
    this.#pump();
  }

  /**
   * Tells a visit to stop, and gives it its grace. In this order: the nodes of a sub-workflow use up their grace just before
   * the sub-workflow does, which then comes back by itself.
   */
  #tellToStop(visit: Visit, reason: unknown): void {
    const { clock, options } = this.#frame.run;
    visit.cancel(reason, this.#isFailing);
    visit.setTimer(clock.timer(options.graceMs, () => this.#giveUp(visit)));
  }

  /** A visit's grace is over: it is left behind. */
  #giveUp(visit: Visit): void {
    this.#frame.note().abandoned.add(visit.step.index);
    this.#frame.run.abandon(this.#frame, visit.step);
    if (!this.#overdue.delete(visit) && this.#visits.delete(visit)) {
      this.#complete(visit, Status.aborted);
      this.#release(visit);
    }
    this.#pump();
  }

  #takeDecision(region: Region): void {
    const verdict = this.decide(region);
    if (isThenable(verdict)) this.#awaitDecision(region, verdict);
    else this.#machine?.decided(region.index, this.#turnOf(region), verdict);
  }

  #awaitDecision(region: Region, promise: PromiseLike<Verdict>): void {
    const turn = this.#turnOf(region);
    const apply = (verdict: Verdict) => {
      this.#machine?.decided(region.index, turn, verdict);
      this.#pump();
    };
    void promise.then(apply); // a driver's decision never rejects
  }

  #turnOf(region: Region): number {
    return this.#frame.state.turn[region.index] as number;
  }

  #stopOnFailure(failure: RuntimeError): void {
    if (this.#frame.run.options.onError === 'stop') this.#stopping(failure);
  }

  /** The activation stops because of a failure; the machine, where there is one, stops by itself. */
  #stopping(failure: RuntimeError): void {
    if (this.#frame.isStopped) return;
    this.#frame.isStopped = true;
    this.#isFailing = true;
    this.#frame.abort.abort(failure);
  }
}

function cutOff(frame: Frame, step: NodeStep): RuntimeError {
  return new RuntimeError('ABORTED', `The loop around node "${step.id}" has ended.`, {
    where: { workflow: frame.plan.workflow.name, node: step.id },
  });
}
