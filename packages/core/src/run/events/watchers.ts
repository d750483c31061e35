import type { NodeStep } from '../../plan/node-step.js';
import type { Watcher } from '../active-run.js';
import type { Frame } from '../executor/frame.js';
import { maskedOutcome } from '../result/masked-outcome.js';
import { type NodeOutcome, outcomeOf } from '../result/outcome.js';
import type { Run } from '../run.js';
import { Status } from '../scheduler/state.js';
import type { EventHub } from './events.js';

/** Notes when each visit began and ended. */
export const TIMING: Watcher = Object.freeze({
  started(frame: Frame, step: number) {
    frame.startedAt[step] = frame.run.clock.now();
  },
  settled(frame: Frame, step: number) {
    const status = frame.state.status[step];
    if (status === Status.dead || status === Status.upstreamFailed) return;
    frame.endedAt[step] = frame.run.clock.now();
  },
});

/** Calls the taps of `nodeStarted` and `nodeSettled`. The taps are isolated from each other and from the run. */
export class HookWatcher implements Watcher {
  readonly #run: Run;
  readonly #started: ((node: NodeStep, run: Run) => void) | null;
  readonly #settled: ((outcome: NodeOutcome, node: NodeStep, run: Run) => void) | null;

  constructor(
    run: Run,
    started: ((node: NodeStep, run: Run) => void) | null,
    settled: ((outcome: NodeOutcome, node: NodeStep, run: Run) => void) | null,
  ) {
    this.#run = run;
    this.#started = started;
    this.#settled = settled;
  }

  started(frame: Frame, step: number): void {
    this.#started?.(stepOf(frame, step), this.#run);
  }

  settled(frame: Frame, step: number): void {
    this.#settled?.(outcomeOf(frame, step), stepOf(frame, step), this.#run);
  }
}

/** The step as taps see it: inside a sub-workflow, one that knows where it stands. */
function stepOf(frame: Frame, step: number): NodeStep {
  const compiled = frame.plan.steps[step] as NodeStep;
  return frame.outer === undefined ? compiled : Object.freeze({ ...compiled, within: frame.path });
}

/** Puts visits on the event stream. */
export class EventWatcher implements Watcher {
  readonly #hub: EventHub;

  constructor(hub: EventHub) {
    this.#hub = hub;
  }

  started(frame: Frame, step: number): void {
    this.#hub.emit({ type: 'nodeStarted', node: frame.pathOf(step).join('/') });
  }

  settled(frame: Frame, step: number): void {
    const node = frame.pathOf(step).join('/');
    const outcome = maskedOutcome(outcomeOf(frame, step), frame.run.mask);
    this.#hub.emit({ type: 'nodeSettled', node, outcome });
  }
}

/** One watcher that tells several, in order. */
export class Watchers implements Watcher {
  readonly #all: readonly Watcher[];

  constructor(all: readonly Watcher[]) {
    this.#all = all;
  }

  started(frame: Frame, step: number): void {
    for (const watcher of this.#all) watcher.started(frame, step);
  }

  settled(frame: Frame, step: number): void {
    for (const watcher of this.#all) watcher.settled(frame, step);
  }
}
