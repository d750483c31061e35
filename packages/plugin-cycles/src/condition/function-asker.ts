import type { ConditionValues } from '@tenon/conditions';
import type { RegionScope } from '@tenon/core';
import { isThenable } from '@tenon/core';
import type { LoopPlan } from '../control/loop-plan.js';
import { Watch } from '../watch/watch.js';
import type { WatchedNumber } from '../watch/watched-number.js';
import type { Asker } from './asker.js';
import type { LoopCondition } from './loop-condition.js';
import { Present, Previous, View } from './view.js';

/** Asks a condition that is a function. It is given one view for the whole run of the loop, which shows where it stands. */
export class FunctionAsker implements Asker {
  readonly #stated: LoopCondition;
  readonly #watch = new Watch();
  readonly #previous: Previous;
  readonly #values: ConditionValues;

  constructor(plan: LoopPlan, stated: LoopCondition, scope: RegionScope) {
    this.#stated = stated;
    this.#previous = new Previous(plan, scope);
    const view = new View(new Present(plan, scope, this.#watch), this.#previous, scope);
    this.#values = Object.freeze(view);
  }

  isOver(): boolean | PromiseLike<boolean> {
    const { word, condition } = this.#stated;
    const answer = condition.test(this.#values);
    if (!isThenable(answer)) return answer === (word === 'until');
    return answer.then((later) => later === (word === 'until'));
  }

  turn(): void {
    this.#previous.keep();
  }

  watched(): Readonly<Record<string, WatchedNumber>> | undefined {
    return this.#watch.summary();
  }

  observation(): string | undefined {
    return this.#watch.text();
  }
}
