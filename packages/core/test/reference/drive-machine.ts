import type { Ending, Region, Verdict } from '#core/plan/region.js';
import { acceptOutputs } from '#core/run/executor/accept.js';
import type { Frame } from '#core/run/executor/frame.js';
import { gatherInputs } from '#core/run/executor/gather.js';
import { LoopDriver } from '#core/run/executor/loop-driver.js';
import { nodeError } from '#core/run/executor/node-error.js';
import { Visit } from '#core/run/executor/visit.js';
import { Machine, type MachineSink, type VisitStatus } from '#core/run/scheduler/machine.js';
import { Status } from '#core/run/scheduler/state.js';
import { bareRun } from '../support/harness.js';
import type { Event } from './evaluator.js';
import { numbers } from './run-scenario.js';
import type { LoopSpec, NodeSpec, Scenario } from './scenario.js';
import { cutOf } from './script.js';
import { iterationsOf, Workbench } from './workbench.js';

/** A visit that the machine has asked for and not heard of. */
interface Open {
  readonly step: number;
  readonly turn: number;
  /** What its node does, worked out when it starts; or what its inputs fail with. */
  readonly finish: () => readonly number[] | undefined;
}

/** What a drive came to. */
export interface Driven {
  readonly frame: Frame;
  readonly events: readonly Event[];
}

/**
 * Drives the machine through a scenario without an executor: takes what it asks for, and completes it in an order that the
 * scenario's seed decides. Visits that were cut off come back as aborted, completed or failed, as they fall. Completions
 * that came before, or belong to another turn, are tried again and again, and must be refused.
 */
export class MachineDrive implements MachineSink {
  readonly frame: Frame;
  readonly events: Event[] = [];
  readonly #scenario: Scenario;
  readonly #bench: Workbench;
  readonly #machine: Machine;
  readonly #loops: LoopDriver | undefined;
  readonly #pick: (below: number) => number;
  readonly #open: Open[] = [];
  readonly #decisions: { readonly region: Region; readonly turn: number }[] = [];
  readonly #past: { readonly step: number; readonly turn: number }[] = [];
  readonly #running = new Set<number>();
  #visits = 0;
  #isStopped = false;
  #isCut = false;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#bench = new Workbench(scenario, false);
    this.#pick = numbers(scenario.seed);
    const { onError, isolation } = scenario.options;
    const { frame } = bareRun(this.#bench.plan, { isolation }, { supplies: this.#bench.supplies });
    this.frame = frame;
    this.#machine = new Machine(frame.plan, frame.state, this, onError);
    this.#bench.hands = { ...this.#bench.hands, events: this.events };
    this.#loops =
      frame.loops &&
      new LoopDriver(frame, frame.loops, {
        endRegion: (region, ending) => this.#machine.cancelRegion(region.index, ending),
        loopFailed: () => undefined,
      });
  }

  run(): Driven {
    this.#machine.begin();
    while (!this.#machine.isDone) {
      this.#take();
      this.events.push({ kind: 'idle' });
      if (this.#interrupt()) continue;
      const choices = this.#open.length + this.#decisions.length;
      if (choices === 0) throw new Error('The machine is not done and waits for nothing.');
      const choice = this.#pick(choices);
      if (choice < this.#open.length) this.#complete(choice);
      else this.#decide(choice - this.#open.length);
      this.#repeatThePast();
    }
    return { frame: this.frame, events: this.events };
  }

  settled(step: number): void {
    if (!this.#running.delete(step)) return;
    const status = this.frame.state.status[step];
    const as =
      status === Status.completed ? 'completed' : status === Status.failed ? 'failed' : 'aborted';
    this.events.push({ kind: 'settled', node: this.#idOf(step), as });
    // Whoever hears of a visit may stop the run or end a loop there and then.
    if (this.#scenario.seed % 2 === 1) this.#interrupt();
  }

  cancelled(step: number): void {
    this.frame.note().begun.add(step);
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

  /** Takes what the machine asks for, as far as the concurrency goes. */
  #take(): void {
    const { plan, state } = this.frame;
    for (
      let region = this.#machine.takeDecision();
      region >= 0;
      region = this.#machine.takeDecision()
    ) {
      this.#decisions.push({
        region: plan.regions[region] as Region,
        turn: state.turn[region] as number,
      });
    }
    while (this.#machine.hasReady && this.#open.length < this.#scenario.options.concurrency) {
      const step = this.#machine.takeReady();
      const turn = state.turnOf(plan, step);
      this.events.push({ kind: 'started', node: this.#idOf(step) });
      this.#running.add(step);
      this.#visits++;
      this.#open.push({ step, turn, finish: this.#start(step) });
    }
  }

  #start(index: number): Open['finish'] {
    const { frame } = this;
    const step = frame.plan.steps[index] as (typeof frame.plan.steps)[number];
    const node = this.#scenario.nodes.find(({ id }) => id === step.id) as NodeSpec;
    const iterations = iterationsOf(new Visit(frame, step).loop);
    try {
      const answer = this.#bench.answer(node, gatherInputs(frame, step), iterations);
      return () => {
        if (answer.kind === 'throws') throw answer.error;
        return acceptOutputs(frame, step, answer.value);
      };
    } catch (error) {
      return () => {
        throw error;
      };
    }
  }

  #complete(choice: number): void {
    const { frame } = this;
    const [{ step, turn, finish }] = this.#open.splice(choice, 1) as [Open];
    this.#past.push({ step, turn });
    let status: VisitStatus = Status.completed;
    let taken: readonly number[] | undefined;
    if (frame.state.status[step] === Status.cancelled && this.#pick(2) === 0)
      status = Status.aborted;
    else {
      try {
        taken = finish();
      } catch (error) {
        status = Status.failed;
        const failure = nodeError(
          frame,
          frame.plan.steps[step] as (typeof frame.plan.steps)[0],
          error,
        );
        frame.note().failures.set(step, failure);
      }
    }
    if (!this.#machine.complete(step, turn, status, taken)) {
      throw new Error(`The completion of "${this.#idOf(step)}" was refused.`);
    }
  }

  #decide(choice: number): void {
    const [{ region, turn }] = this.#decisions.splice(choice, 1) as [
      { region: Region; turn: number },
    ];
    const isAsked =
      this.frame.state.turn[region.index] === turn && this.#bench.scopes.has(region.id);
    // What the controller answers at once stands for what it would have answered later.
    const verdict = isAsked ? (this.#loops as LoopDriver).decide(region) : 'again';
    this.#machine.decided(region.index, turn, verdict as Verdict);
  }

  /** Stops the run, or a loop, where the scenario says so. */
  #interrupt(): boolean {
    const { abort, cut } = this.#scenario;
    if (abort !== undefined && this.#visits >= abort.atVisit && !this.#isStopped) {
      this.#isStopped = true;
      this.events.push({ kind: 'stopped' });
      this.#machine.cancel();
      return true;
    }
    const scope = this.#bench.scopes.get(cut?.loop ?? '');
    if (cut === undefined || scope === undefined) return false;
    if (this.#visits < cut.atVisit || this.#isCut) return false;
    this.#isCut = true;
    this.events.push({ kind: 'cut', loop: cut.loop });
    scope.end(cutOf(this.#scenario.loops.find(({ id }) => id === cut.loop) as LoopSpec));
    return true;
  }

  #repeatThePast(): void {
    const visit = this.#past[this.#pick(this.#past.length + 1)];
    if (visit === undefined) return;
    const isOpen = this.#open.some(({ step, turn }) => step === visit.step && turn === visit.turn);
    if (isOpen) return;
    if (this.#machine.complete(visit.step, visit.turn, Status.completed)) {
      throw new Error(`"${this.#idOf(visit.step)}" was completed twice.`);
    }
  }

  #idOf(step: number): string {
    return this.frame.plan.steps[step]?.id ?? '';
  }
}
