import type { RuntimeError } from '../../errors/runtime-error.js';
import type { NodeStep } from '../../plan/node-step.js';
import type { Ending, Region, Verdict } from '../../plan/region.js';
import { isThenable } from '../../values/thenable.js';
import { Machine, type MachineSink, type VisitStatus } from '../scheduler/machine.js';
import { Status } from '../scheduler/state.js';
import { acceptOutputs } from './accept.js';
import { type AwaitedHost, AwaitedVisits } from './awaited-visits.js';
import { Flow, type FlowEnd, type FlowHost } from './flow.js';
import type { Frame } from './frame.js';
import { gatherInputs } from './gather.js';
import { LoopDriver, type LoopHost } from './loop-driver.js';
import { isAbortOf, nodeError, timeoutError } from './node-error.js';
import { Sweep, type SweepDriver } from './sweep.js';
import type { SweepEnd } from './sweep-end.js';
import { Visit } from './visit.js';

/**
 * Runs one activation of a plan here and now: invokes steps, awaits what is a promise, enforces concurrency, time and
 * abort, and feeds completions to the scheduler. It begins with a sweep in plan order; at a promise beside which others may
 * start, a flow goes on, or the machine.
 */
export class Executor implements SweepDriver, MachineSink, LoopHost, AwaitedHost, FlowHost {
  readonly #frame: Frame;
  /** Made for the first visit that it, and no flow, awaits. */
  #awaitedVisits: AwaitedVisits | undefined;
  readonly #loops: LoopDriver | undefined;
  /** What slots call back; made where all are taken. */
  #wake: (() => void) | undefined;
  #sweep: Sweep | undefined;
  /** Whether the sweep has come to its end. */
  #isSwept = false;
  /** Drives what is left of a sweep, until the machine does. */
  #flow: Flow | undefined;
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
      this.#pump();
    } else {
      this.#sweep = new Sweep(this.#frame, this);
      this.swept(this.#sweep.run());
    }
    if (this.#isFinished) return undefined;
    return new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /** Stops: nothing new starts, running nodes are told to stop and given their grace. */
  cancel(reason: unknown, isFailing = false): void {
    if (this.#frame.isStopped) return;
    this.#frame.isStopped = true;
    this.#isFailing = isFailing;
    this.#frame.abort.abort(reason);
    this.leaveToMachine();
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
    if (this.#sweep?.isWaiting === true) this.leaveToMachine();
    if (this.#machine === undefined || this.#loops?.isBeginning === true) {
      // Swept: the loop is between two visits. It ends when it is next asked, or when the event loop has turned.
      this.#loops?.endLater(region, ending);
      this.#sweep?.interrupt();
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

  get isFailing(): boolean {
    return this.#isFailing;
  }

  cancelled(step: number): void {
    this.#awaitedVisits?.cancel(step);
  }

  fulfilled(visit: Visit, turn: number, value: unknown): void {
    this.#accept(visit, turn, value);
  }

  rejected(visit: Visit, turn: number, error: unknown): void {
    this.#fail(visit, turn, error);
  }

  timedOut(visit: Visit, turn: number, error: RuntimeError): void {
    this.#frame.note().failures.set(visit.step.index, error);
    this.#stopOnFailure(error);
    this.#complete(visit, turn, Status.failed);
  }

  gaveUp(visit: Visit, turn: number): void {
    this.#complete(visit, turn, Status.aborted);
  }

  goOn(): void {
    this.#pump();
  }

  /** The machine takes over what a flow or the sweep awaits, where there is something. */
  leaveToMachine(): void {
    const waiting = this.#flow ?? (this.#sweep?.isWaiting === true ? this.#sweep : undefined);
    if (waiting === undefined) return;
    this.#flow = undefined;
    this.#sweep = undefined;
    waiting.leave((visit) => this.#awaited.inherit(visit));
    this.#adopting();
  }

  flowEnded(end: FlowEnd): void {
    this.#heed(end);
    if (this.#flow === undefined) this.#pump();
    else this.#finishIfDone();
  }

  /** The sweep has stopped: who goes on depends on what for. */
  swept(end: SweepEnd): void {
    switch (end.kind) {
      case 'waiting':
        return;
      case 'done':
        this.#isSwept = true;
        this.#finishIfDone();
        return;
      case 'due':
        this.#frame.run.clock.immediate(() => this.#sweepLater());
        return;
      case 'told':
        this.#adopting();
        this.#endTold();
        return;
      case 'visit':
        this.#sweptTo(end.visit, end.promise, end.startedAt);
        return;
      case 'decision': {
        const machine = this.#adopting();
        this.#awaitDecision(end.region, end.promise);
        if (this.#frame.isStopped) machine.cancel();
        this.#pump();
      }
    }
  }

  /** A visit answered a promise, and others may start meanwhile. */
  #sweptTo(visit: Visit, promise: PromiseLike<unknown>, startedAt: number): void {
    const frame = this.#frame;
    if (Flow.suits(frame) && !frame.isStopped) {
      this.#flow = new Flow(frame, this, visit, promise);
      this.#pump();
      return;
    }
    const machine = this.#adopting();
    this.#awaited.add(visit, promise, startedAt);
    if (frame.isStopped) machine.cancel();
    this.#endTold();
  }

  /**
   * Goes on after a turn of the event loop. The machine takes over where others have taken all places meanwhile, since it
   * can wait for one, and where a loop was told to end, since it can do that in the middle of an iteration.
   */
  #sweepLater(): void {
    const { pace, slots } = this.#frame.run;
    pace.resume();
    const hasTold = this.#loops?.hasTold === true;
    if (this.#sweep !== undefined && slots.hasFree && !hasTold) {
      this.swept(this.#sweep.run());
      return;
    }
    const machine = this.#adopting();
    if (this.#frame.isStopped) machine.cancel();
    this.#endTold();
  }

  /** The machine ends the loops that were told to end, and goes on. */
  #endTold(): void {
    for (const [region, ending] of [...(this.#loops?.toldEndings() ?? [])]) {
      this.#machine?.cancelRegion(region, ending);
    }
    this.#pump();
  }

  #startMachine(): Machine {
    const { plan, state, run } = this.#frame;
    this.#machine = new Machine(plan, state, this, run.options.onError);
    return this.#machine;
  }

  /** The machine, which goes on with the state as others have left it. */
  #adopting(): Machine {
    const machine = this.#startMachine();
    machine.adopt();
    return machine;
  }

  get #isFinished(): boolean {
    if (this.#flow !== undefined) return this.#flow.isDone;
    if (this.#machine === undefined) return this.#isSwept;
    return this.#machine.isDone && this.#awaitedVisits?.isOverdue !== true;
  }

  /** Starts what may be started. Never entered twice: what completes meanwhile is seen by the loop. */
  #pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    this.#frame.run.pace.resume();
    if (this.#flow !== undefined) this.#heed(this.#flow.goOn());
    if (this.#machine !== undefined) this.#pumpMachine(this.#machine);
    this.#isPumping = false;
    this.#finishIfDone();
  }

  /** Does what the end of a flow asks for. What is not for a flow to judge goes to the machine. */
  #heed(end: FlowEnd): void {
    switch (end.kind) {
      case 'done':
      case 'pending':
        return;
      case 'full':
        this.#waitForSlot();
        return;
      case 'due':
        this.#resumeSoon();
        return;
      case 'over':
        this.leaveToMachine();
        return;
      case 'answered':
        this.leaveToMachine();
        this.#accept(end.visit, 0, end.returned);
        return;
      case 'promised':
        this.leaveToMachine();
        this.#awaited.add(end.visit, end.promise, 0);
        return;
      case 'threw':
        this.leaveToMachine();
        this.#fail(end.visit, 0, end.error);
    }
  }

  #pumpMachine(machine: Machine): void {
    const { run } = this.#frame;
    while (!machine.isDone) {
      if (machine.hasDecision) {
        this.#takeDecision(this.#frame.plan.regions[machine.takeDecision()] as Region);
        continue;
      }
      if (!run.slots.hasFree) {
        this.#waitForSlot();
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
  }

  get #awaited(): AwaitedVisits {
    return (this.#awaitedVisits ??= new AwaitedVisits(this.#frame, this));
  }

  #waitForSlot(): void {
    this.#wake ??= () => this.#pump();
    this.#frame.run.slots.wait(this.#wake);
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
    if (this.#wake !== undefined) this.#frame.run.slots.forget(this.#wake);
    const finish = this.#finish;
    this.#finish = undefined;
    finish();
  }

  #visit(index: number): void {
    const frame = this.#frame;
    const step = frame.plan.steps[index] as NodeStep;
    const visit = new Visit(frame, step);
    this.started(index);
    const startedAt = step.timeoutMs > 0 ? frame.run.clock.now() : 0;
    let returned: unknown;
    let isPending: boolean;
    try {
      returned = step.invoke(gatherInputs(frame, step), visit);
      isPending = isThenable(returned);
      if (!isPending && step.timeoutMs > 0) this.checkTime(step, startedAt);
    } catch (error) {
      this.#fail(visit, frame.state.turnOf(frame.plan, index), error);
      return;
    }
    if (isPending) this.#awaited.add(visit, returned as PromiseLike<unknown>, startedAt);
    else this.#accept(visit, frame.state.turnOf(frame.plan, index), returned);
  }

  #accept(visit: Visit, turn: number, returned: unknown): void {
    const { step } = visit;
    if (visit.isCancelled) {
      this.#complete(visit, turn, Status.aborted);
      return;
    }
    let taken: readonly number[] | undefined;
    try {
      taken = acceptOutputs(this.#frame, step, returned);
    } catch (error) {
      this.#fail(visit, turn, error);
      return;
    }
    this.#complete(visit, turn, Status.completed, taken);
  }

  #fail(visit: Visit, turn: number, error: unknown): void {
    const frame = this.#frame;
    // A node that was told to stop and threw something else than that has failed on its own.
    if (visit.isCancelled && (!this.#isFailing || isAbortOf(error, visit.reason))) {
      this.#complete(visit, turn, Status.aborted);
      return;
    }
    const failure = nodeError(frame, visit.step, error);
    frame.note().failures.set(visit.step.index, failure);
    this.#stopOnFailure(failure);
    this.#complete(visit, turn, Status.failed);
  }

  #complete(visit: Visit, turn: number, status: VisitStatus, taken?: readonly number[]): void {
    this.#machine?.complete(visit.step.index, turn, status, taken);
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
