import type { RegionScope } from '@tenon/core';
import { outputsIn } from '../control/history.js';
import type { LoopPlan } from '../control/loop-plan.js';
import { Watch } from '../watch/watch.js';
import type { WatchedNumber } from '../watch/watched-number.js';
import type { Asker } from './asker.js';
import type { LoopCondition } from './loop-condition.js';
import type { NumberTest } from './number-test.js';
import { type Place, valueAt } from './places.js';

type Outputs = Readonly<Record<string, unknown>>;

/** Asks a condition in CEL: gathers the names that its text reads, and no others. */
export class TextAsker implements Asker {
  readonly #plan: LoopPlan;
  readonly #stated: LoopCondition;
  readonly #scope: RegionScope;
  readonly #watch = new Watch();
  /** The same object each time. Without a prototype, so that any id is only a name. */
  readonly #values = Object.create(null) as Record<string, unknown>;
  readonly #readsIteration: boolean;
  readonly #readsElapsed: boolean;
  readonly #readsNodes: boolean;
  readonly #readsPrevious: boolean;
  #previous: unknown = null;
  #present: unknown = null;

  constructor(plan: LoopPlan, stated: LoopCondition, scope: RegionScope) {
    this.#plan = plan;
    this.#stated = stated;
    this.#scope = scope;
    const { names } = stated.condition;
    this.#readsIteration = names.includes('iteration');
    this.#readsElapsed = names.includes('elapsedMs');
    this.#readsNodes = names.includes('nodes');
    this.#readsPrevious = names.includes('previous');
  }

  isOver(): boolean | PromiseLike<boolean> {
    const { word, condition, test } = this.#stated;
    const known = test && this.#known(test);
    if (known !== undefined) return known === (word === 'until');
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

  /** What the condition comes to where there is a number; the rest is for its text. */
  #known({ place, holds }: NumberTest): boolean | undefined {
    const scope = this.#scope;
    const value = valueAt(scope.outputsOf(place.node), place.path);
    if (typeof value !== 'number' || Number.isNaN(value)) return undefined;
    this.#watch.note(place.name, value, scope.iteration);
    return holds(value);
  }

  #gather(): void {
    const scope = this.#scope;
    const values = this.#values;
    const { nodes } = this.#stated;
    for (let i = 0; i < nodes.length; i++) {
      const id = nodes[i] as string;
      values[id] = scope.outputsOf(id) ?? null;
    }
    if (this.#readsIteration) values['iteration'] = scope.iteration;
    if (this.#readsElapsed) values['elapsedMs'] = scope.elapsedMs;
    if (!this.#readsNodes && !this.#readsPrevious) return;
    this.#present = outputsIn(scope, this.#plan.body);
    if (this.#readsNodes) values['nodes'] = this.#present;
    if (this.#readsPrevious) values['previous'] = this.#previous;
  }

  #note(): void {
    const scope = this.#scope;
    const { places } = this.#stated;
    for (let i = 0; i < places.length; i++) {
      const { name, node, path } = places[i] as Place;
      // Names of nodes have been gathered by now; `nodes["a-b"]` names none.
      const outputs = (this.#values[node] ?? scope.outputsOf(node)) as Outputs | undefined;
      const value = valueAt(outputs, path);
      if (typeof value === 'number') this.#watch.note(name, value, scope.iteration);
    }
  }
}
