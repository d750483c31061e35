import type { NodeStep } from '../../plan/node-step.js';
import type { Ending, Region, Verdict } from '../../plan/region.js';
import { isThenable } from '../../values/thenable.js';
import { Join, joinOf } from '../scheduler/join.js';
import { recordVisit, settleNever, statusOf } from '../scheduler/machine.js';
import {
  beginIteration,
  closeRegion,
  endIteration,
  enterRegion,
  isEntryFailed,
  type StateSink,
  settleAll,
  settleRest,
} from '../scheduler/regions.js';
import { isSettled, Status } from '../scheduler/state.js';
import { acceptOutputs, inspectData, isOrdinary, keepsOutputs } from './accept.js';
import type { Frame } from './frame.js';
import { gatherInputs } from './gather.js';
import type { Lane } from './lanes.js';
import { Strand, type StrandHost } from './strand.js';
import { DONE, DUE, type SweepEnd, TOLD, WAITING } from './sweep-end.js';
import { Visit } from './visit.js';

/** What a sweep needs of the executor that drives it. */
export interface SweepDriver extends StateSink, StrandHost {
  started(step: number): void;
  /** Keeps what a visit threw. */
  failed(step: number, error: unknown): void;
  /** Asks the region's controller. */
  decide(region: Region): Verdict | PromiseLike<Verdict>;
  /** Checks a synchronous visit against the node's time limit; throws TIMEOUT when it was late. */
  checkTime(step: NodeStep, startedAt: number): void;
}

/**
 * Runs a plan by walking its steps in order, as long as every node answers synchronously: in plan order everything a step
 * needs is settled when its turn comes, so that no counter or queue is needed. A promise it waits for where nothing else
 * could start meanwhile; at any other it stops, and leaves a state that the machine can adopt. The rules are the machine's:
 * join rule and regions are the same functions.
 *
 * Plans with `join: 'any'` are not swept, since there it matters which edge came first.
 */
export class Sweep {
  readonly #frame: Frame;
  readonly #driver: SweepDriver;
  /** Open regions, and the innermost of them. */
  readonly #open: Region[] = [];
  #top: Region | undefined;
  #at = 0;
  /** Made for the first promise that it waits for. */
  #strand: Strand | undefined;
  /** Whether the machine has taken over: perhaps while outputs were looked at, which may have accessors. */
  #isLeft = false;
  /** Whether a loop was told to end while it went on behind a promise: whoever may have waited would have ended it there. */
  #isTold = false;
  /** Whether no loop, gate or time limit is in the plan: visits are gathering, invoking and keeping, while all goes well. */
  readonly #mayBePlain: boolean;

  constructor(frame: Frame, driver: SweepDriver) {
    this.#frame = frame;
    this.#driver = driver;
    const { hasGates, hasTimeouts, regions } = frame.plan;
    this.#mayBePlain = !hasGates && !hasTimeouts && regions.length === 0;
  }

  /** Goes on from where it stopped. */
  run(): SweepEnd {
    const { plan, state } = this.#frame;
    const steps = plan.steps.length;
    for (;;) {
      const blocked = plan.regions.length === 0 ? undefined : this.#cross();
      if (this.#frame.isStopped) {
        settleRest(plan, state, undefined, this.#driver);
        return DONE;
      }
      if (blocked !== undefined) return blocked;
      if (this.#at >= steps) return DONE;
      if (this.#isSpinning) {
        const spun = this.#spin(this.#top as Region);
        if (spun !== undefined) return spun;
        if (!this.#isSpinning) continue;
      }
      const stop = plan.boundary.length === 0 ? steps : (plan.boundary[this.#at] as number);
      const end = this.#isPlain ? this.#visitPlain(stop) : this.#visitUntil(stop);
      if (end !== undefined) return end;
    }
  }

  /** The visit it waits for has come back. Takes what that answered, where it is right; what is not is for others to judge. */
  take(returned: unknown): boolean {
    const frame = this.#frame;
    const at = this.#at;
    try {
      if (this.#mayBePlain && !frame.inspectsData && isOrdinary(returned)) {
        if (this.#isLeft) return false;
        frame.outputs[at] = returned;
        frame.state.status[at] = Status.completed;
      } else {
        const taken = acceptOutputs(frame, frame.plan.steps[at] as NodeStep, returned);
        if (this.#isLeft) return false;
        recordVisit(frame.plan, frame.state, at, Status.completed, taken);
      }
    } catch {
      return false;
    }
    this.#at = at + 1;
    return true;
  }

  /** Goes on behind the visit that it has taken. */
  goOn(): SweepEnd {
    const end = this.#isPlain ? this.#visitPlain(this.#frame.plan.steps.length) : undefined;
    return end ?? this.run();
  }

  /** A loop was told to end. A sweep that has never waited comes to it at the end of the iteration. */
  interrupt(): void {
    this.#isTold = this.#strand !== undefined;
  }

  /** Whether it waits for a visit. */
  get isWaiting(): boolean {
    return this.#strand?.isWaiting === true;
  }

  /** The machine takes over, and an heir the visit that is awaited. */
  leave(inherit: (visit: Visit) => Lane): void {
    this.#isLeft = true;
    this.#strand?.leave(inherit);
  }

  /** Whether nothing but visits and decisions can come next: an innermost loop is open, no edge is dead, nobody watches. */
  get #isSpinning(): boolean {
    const top = this.#top;
    if (top === undefined || top.holdsRegions) return false;
    const { state, run } = this.#frame;
    return !state.troubled && run.watcher === undefined;
  }

  /**
   * Runs iterations of an innermost loop until something else than its next visit is to be done: the short way through
   * {@link #visitUntil} and {@link #endIteration}, for what they would do at each of a million iterations.
   */
  #spin(loop: Region): SweepEnd | undefined {
    const frame = this.#frame;
    const driver = this.#driver;
    const { plan, state, run } = frame;
    const { pace } = run;
    const { status, visits, completedIn, backLive } = state;
    const { back } = loop;
    let at = this.#at;
    let turn = state.turn[loop.index] as number;
    try {
      for (;;) {
        for (; at < loop.end; at++) {
          if (run.watcher !== undefined || frame.isStopped || this.#isTold) {
            this.#at = at;
            return undefined;
          }
          if (pace.isDue()) {
            this.#at = at;
            return DUE;
          }
          if (frame.isStopped) break;
          const step = plan.steps[at] as NodeStep;
          const visit = new Visit(frame, step);
          const startedAt = step.timeoutMs > 0 ? run.clock.now() : 0;
          const returned = step.invoke(gatherInputs(frame, step), visit);
          if (step.timeoutMs > 0 || !keepsOutputs(frame, step, returned)) {
            if (isThenable(returned)) return this.#stopFor(visit, returned, startedAt);
            if (step.timeoutMs > 0) driver.checkTime(step, startedAt);
            acceptOutputs(frame, step, returned);
          }
          status[at] = Status.completed;
          visits[at] = (visits[at] as number) + 1;
          completedIn[at] = turn;
        }
        this.#at = at;
        if (frame.isStopped) return undefined;
        for (let i = 0; i < back.length; i++) backLive[back[i] as number] = 1;
        const verdict = driver.decide(loop);
        if (verdict !== 'again') return this.#decided(loop, verdict);
        if (frame.isStopped) return undefined;
        beginIteration(plan, state, loop, driver);
        turn = state.turn[loop.index] as number;
        at = loop.start;
      }
    } catch (error) {
      this.#failed(at, error);
      this.#at = at + 1;
      return undefined;
    }
  }

  #failed(at: number, error: unknown): void {
    const { plan, state } = this.#frame;
    recordVisit(plan, state, at, Status.failed, undefined);
    this.#driver.failed(at, error);
    this.#driver.settled(at);
  }

  #close(): void {
    this.#open.pop();
    this.#top = this.#open.at(-1);
  }

  get #isPlain(): boolean {
    return this.#mayBePlain && !this.#frame.state.troubled && this.#frame.run.watcher === undefined;
  }

  /** A visit answered a promise. */
  #stopFor(visit: Visit, promise: PromiseLike<unknown>, startedAt: number): SweepEnd {
    const { index } = visit.step;
    this.#at = index;
    this.#frame.state.status[index] = Status.running;
    if (this.#isTold || !Strand.suits(this.#frame, visit.step)) {
      return { kind: 'visit', visit, promise, startedAt };
    }
    this.#strand ??= new Strand(this.#frame, this, this.#driver);
    this.#strand.wait(visit, promise);
    return WAITING;
  }

  /** The short way through {@link #visitUntil}, as long as what nodes return is ordinary. */
  #visitPlain(stop: number): SweepEnd | undefined {
    const frame = this.#frame;
    const { plan, run, outputs, inspectsData } = frame;
    const { pace } = run;
    const { steps } = plan;
    const { status } = frame.state;
    let at = this.#at;
    try {
      for (; at < stop; at++) {
        // The node before may have brought somebody who watches. Before the visit is counted: whoever goes on counts it.
        if (run.watcher !== undefined) break;
        if (pace.isDue()) {
          this.#at = at;
          return DUE;
        }
        // The node before, or counting the visit, may have stopped the run.
        if (frame.isStopped) break;
        const step = steps[at] as NodeStep;
        const visit = new Visit(frame, step);
        const returned = step.invoke(gatherInputs(frame, step), visit);
        if (isOrdinary(returned)) {
          if (inspectsData) inspectData(frame, step, returned);
          outputs[at] = returned;
          status[at] = Status.completed;
        } else {
          if (isThenable(returned)) return this.#stopFor(visit, returned, 0);
          const taken = acceptOutputs(frame, step, returned);
          recordVisit(plan, frame.state, at, Status.completed, taken);
        }
      }
      this.#at = at;
    } catch (error) {
      this.#failed(at, error);
      this.#at = at + 1;
    }
    return undefined;
  }

  /** Visits steps up to a position; stops early for a promise, a due event loop, or the end of the run. */
  #visitUntil(stop: number): SweepEnd | undefined {
    const frame = this.#frame;
    const driver = this.#driver;
    const { plan, state } = frame;
    const { run } = frame;
    const { pace } = run;
    let at = this.#at;
    while (at < stop && !frame.isStopped) {
      try {
        for (; at < stop; at++) {
          if (frame.isStopped) break;
          if (this.#isTold) {
            this.#at = at;
            return TOLD;
          }
          if (state.troubled) {
            if (isSettled(state.status[at] as number)) continue; // seen ahead, while a visit was awaited
            const join = joinOf(plan, state, at);
            if (join !== Join.run) {
              state.status[at] = join === Join.dead ? Status.dead : Status.upstreamFailed;
              driver.settled(at);
              continue;
            }
          }
          if (pace.isDue()) {
            this.#at = at;
            return DUE;
          }
          // Counting the visit may have stopped the run: a limit is reached, or its time is out.
          if (frame.isStopped) break;
          const step = plan.steps[at] as NodeStep;
          const visit = new Visit(frame, step);
          const isWatched = run.watcher !== undefined;
          if (isWatched) driver.started(at);
          const startedAt = step.timeoutMs > 0 ? frame.run.clock.now() : 0;
          const returned = step.invoke(gatherInputs(frame, step), visit);
          let taken: readonly number[] | undefined;
          if (step.timeoutMs > 0 || !keepsOutputs(frame, step, returned)) {
            if (isThenable(returned)) return this.#stopFor(visit, returned, startedAt);
            if (step.timeoutMs > 0) driver.checkTime(step, startedAt);
            taken = acceptOutputs(frame, step, returned);
          }
          recordVisit(plan, state, at, Status.completed, taken);
          if (isWatched) driver.settled(at);
        }
      } catch (error) {
        this.#failed(at, error);
        at++;
      }
    }
    this.#at = at;
    return undefined;
  }

  /** Ends and begins regions at the current position until a step comes next. */
  #cross(): SweepEnd | undefined {
    const { plan, state } = this.#frame;
    const driver = this.#driver;
    for (;;) {
      if (this.#frame.isStopped) return undefined;
      const top = this.#top;
      if (top !== undefined && top.end === this.#at) {
        const blocked = this.#endIteration(top);
        if (blocked !== undefined) return blocked;
        continue;
      }
      const opening = this.#opening(top);
      if (opening === undefined) return undefined;
      if (state.troubled && isEntryFailed(plan, state, opening)) {
        settleAll(plan, state, opening, Status.upstreamFailed, driver);
        this.#at = opening.end;
        continue;
      }
      const ending = enterRegion(plan, state, opening, driver);
      if (ending !== undefined) {
        settleRest(plan, state, opening, driver);
        closeRegion(plan, state, opening, statusOf(ending), ending, driver);
        this.#at = opening.end;
        continue;
      }
      beginIteration(plan, state, opening, driver);
      this.#open.push(opening);
      this.#top = opening;
    }
  }

  /** The outermost region that begins here and is not open. Regions are numbered from the outside in. */
  #opening(top: Region | undefined): Region | undefined {
    const { opening, regions } = this.#frame.plan;
    const end = opening.start[this.#at + 1] ?? 0;
    for (let i = opening.start[this.#at] ?? 0; i < end; i++) {
      const index = opening.items[i] as number;
      const isInside =
        top === undefined || index > top.index || regions[index]?.start !== top.start;
      if (isInside) return regions[index];
    }
    return undefined;
  }

  #endIteration(region: Region): SweepEnd | undefined {
    const { plan, state } = this.#frame;
    switch (endIteration(plan, state, region)) {
      case 'failed':
        this.#close();
        closeRegion(plan, state, region, Status.failed, { reason: 'failed' }, this.#driver);
        return undefined;
      case 'exited':
        this.#close();
        closeRegion(plan, state, region, Status.completed, { reason: 'exited' }, this.#driver);
        return undefined;
      case 'never':
        this.#close();
        settleNever(plan, state, region, this.#driver);
        return undefined;
      case 'ask': {
        const verdict = this.#driver.decide(region);
        if (verdict === 'again') {
          if (this.#frame.isStopped) return undefined;
          beginIteration(plan, state, region, this.#driver);
          this.#at = region.start;
          return undefined;
        }
        return this.#decided(region, verdict);
      }
    }
  }

  /** The controller answered something else than "again". */
  #decided(region: Region, verdict: Ending | PromiseLike<Verdict>): SweepEnd | undefined {
    if (isThenable(verdict)) return { kind: 'decision', region, promise: verdict };
    const { plan, state } = this.#frame;
    this.#close();
    closeRegion(plan, state, region, statusOf(verdict), verdict, this.#driver);
    return undefined;
  }
}
