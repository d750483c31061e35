import type { Ending, LoopDetails, RegionScope, RegionSession, Timer, Verdict } from '@tenon/core';
import { isThenable } from '@tenon/core';
import { type Asker, askerOf } from '../condition/asker.js';
import { heapUsed } from '../heap-gauge.js';
import type { WatchedNumber } from '../watch/watched-number.js';
import type { ControlKit } from './controller.js';
import { ENDS } from './ends.js';
import { HeapLimit } from './heap-limit.js';
import { History, type LoopRecord } from './history.js';
import { hookAnswer } from './hook-answer.js';
import { limitEnd, memoryEnd, timeoutEnd } from './limit-ends.js';
import { type LoopPlan, placeOf } from './loop-plan.js';
import { Progress } from './progress.js';

/** What this plugin adds to the summary of a loop: `result.loops['fit'].details`. */
export interface LoopReport {
  /** The last iterations, earliest first, where the loop states a `history`. */
  readonly history?: readonly LoopRecord[];
  /** The numbers that the loop's condition read, by their place: `fit.error`. At most eight. */
  readonly watched?: Readonly<Record<string, WatchedNumber>>;
}

declare module '@tenon/core' {
  interface LoopDetails extends LoopReport {}
}

/**
 * A run of a loop with a condition, limits, a history or somebody who looks on. After an iteration it asks, in this order:
 * the taps of `CycleHooks.iteration`, the condition, the time limit, the heap, the count. While an iteration runs, time and
 * heap are watched by timers.
 */
export class LoopSession implements RegionSession {
  readonly #plan: LoopPlan;
  readonly #kit: ControlKit;
  readonly #scope: RegionScope;
  readonly #asker: Asker | undefined;
  readonly #history: History | undefined;
  readonly #heap: HeapLimit | undefined;
  readonly #deadline: Timer | undefined;
  readonly #progress: Progress;

  constructor(plan: LoopPlan, kit: ControlKit, scope: RegionScope) {
    this.#plan = plan;
    this.#kit = kit;
    this.#scope = scope;
    const { clock } = scope.run;
    this.#asker = askerOf(plan, scope);
    this.#history = plan.history > 0 ? new History(plan.history, plan.body) : undefined;
    this.#progress = new Progress(kit.progressMs);
    // The heap first: where it cannot be measured, the loop does not begin, and nobody would cancel its deadline.
    if (plan.maxHeapBytes < Number.POSITIVE_INFINITY) {
      this.#heap = new HeapLimit(
        plan.maxHeapBytes,
        () => heapUsed(kit.heap, placeOf(plan)),
        clock,
        {
          exceeded: (grown) => scope.end(memoryEnd(plan, scope, grown)),
          failed: (error) => scope.end({ reason: 'failed', error }),
        },
      );
    }
    if (plan.timeoutMs < Number.POSITIVE_INFINITY) {
      this.#deadline = clock.timer(plan.timeoutMs, () => scope.end(timeoutEnd(plan, scope)));
    }
  }

  decide(scope: RegionScope): Verdict | PromiseLike<Verdict> {
    this.#history?.keep(scope);
    const { iteration } = this.#kit.calls;
    if (iteration === null) return this.#ask();
    const answer = iteration(scopeOf(scope), scope.run);
    if (!isThenable(answer)) return hookAnswer(answer, this.#plan) ?? this.#ask();
    return Promise.resolve(answer).then((later) => hookAnswer(later, this.#plan) ?? this.#ask());
  }

  ended({ reason, error }: Ending, iterations: number): void {
    this.#deadline?.cancel();
    this.#heap?.close();
    if (iterations === 0 && error === undefined) return;
    const scope = this.#scope;
    if (iterations > 0) this.#history?.keep(scope);
    scope.report({
      ...(this.#history !== undefined && { history: this.#history.records }),
      ...this.#report(),
    });
    const { id: loop, elapsedMs } = scope;
    this.#kit.calls.finished?.({ loop, reason, iterations, elapsedMs, error }, scope.run);
  }

  #report(): LoopDetails {
    const watched = this.#asker?.watched();
    return watched === undefined ? {} : { watched };
  }

  #ask(): Verdict | PromiseLike<Verdict> {
    const asker = this.#asker;
    if (asker === undefined) return this.#limit();
    const answer = asker.isOver();
    if (!isThenable(answer)) return answer ? ENDS.converged : this.#goOn(asker);
    return Promise.resolve(answer).then((isOver) => (isOver ? ENDS.converged : this.#goOn(asker)));
  }

  #goOn(asker: Asker): Verdict {
    asker.turn();
    return this.#limit();
  }

  #limit(): Verdict {
    const plan = this.#plan;
    const scope = this.#scope;
    if (this.#deadline !== undefined && scope.elapsedMs >= plan.timeoutMs) {
      return timeoutEnd(plan, scope);
    }
    const grown = this.#heap?.look();
    if (grown !== undefined) return memoryEnd(plan, scope, grown);
    if (scope.iteration >= plan.maxIterations) return limitEnd(plan, this.#asker);
    if (scope.isWatched) this.#progress.tell(scope, () => this.#report());
    return 'again';
  }
}

/** What taps see of a loop: no more than they may know, and nothing to end it with but their answer. */
function scopeOf(scope: RegionScope) {
  return Object.freeze({
    loop: scope.id,
    iteration: scope.iteration,
    elapsedMs: scope.elapsedMs,
    outputsOf: (node: string) => scope.outputsOf(node),
  });
}
