import type { RegionScope } from '@tenon/core';
import { outputsIn } from '../control/history.js';
import type { LoopPlan } from '../control/loop-plan.js';
import { Watch } from '../watch/watch.js';
import type { WatchedNumber } from '../watch/watched-number.js';
import type { Asker } from './asker.js';
import type { LoopCondition } from './loop-condition.js';
import { valueAt } from './places.js';

/** Asks a condition in CEL: gathers the names that its text reads, and no others. */
export class TextAsker implements Asker {
  readonly #plan: LoopPlan;
  readonly #stated: LoopCondition;
  readonly #scope: RegionScope;
  readonly #watch = new Watch();
  /** The same object each time. Without a prototype, so that any id is only a name. */
  readonly #values = Object.create(null) as Record<string, unknown>;
  readonly #reads: ReadonlySet<string>;
  #previous: unknown = null;
  #present: unknown = null;

  constructor(plan: LoopPlan, stated: LoopCondition, scope: RegionScope) {
    this.#plan = plan;
    this.#stated = stated;
    this.#scope = scope;
    this.#reads = new Set(stated.condition.names);
  }

  isOver(): boolean | PromiseLike<boolean> {
    const { word, condition } = this.#stated;
    this.#gather();
    this.#note();
    // Text answers at once.
    return (condition.test(this.#values) as boolean) === (word === 'until');
  }

  turn(): void {
    this.#previous = this.#present;
  }

  watched(): Readonly<Record<string, WatchedNumber>> | undefined {
    return this.#watch.summary();
  }

  observation(): string | undefined {
    return this.#watch.text();
  }

  #gather(): void {
    const scope = this.#scope;
    const values = this.#values;
    const reads = this.#reads;
    for (const id of this.#stated.nodes) values[id] = scope.outputsOf(id) ?? null;
    if (reads.has('iteration')) values['iteration'] = scope.iteration;
    if (reads.has('elapsedMs')) values['elapsedMs'] = scope.elapsedMs;
    if (!reads.has('nodes') && !reads.has('previous')) return;
    this.#present = outputsIn(scope, this.#plan.body);
    if (reads.has('nodes')) values['nodes'] = this.#present;
    if (reads.has('previous')) values['previous'] = this.#previous;
  }

  #note(): void {
    const scope = this.#scope;
    for (const { name, node, path } of this.#stated.places) {
      const value = valueAt(scope.outputsOf(node), path);
      if (typeof value === 'number') this.#watch.note(name, value, scope.iteration);
    }
  }
}
