import type { Execution } from '../executor/execution.js';
import { noResults, type Results } from './outcome.js';

/**
 * The results of a run on their way through the hook `results`. They are put together when somebody looks at `record`; a
 * run whose results nobody looks at pays nothing for them.
 */
export class LazyResults {
  readonly #make: () => Results;
  #record: Results | undefined;

  constructor(make: () => Results) {
    this.#make = make;
  }

  /** Whether somebody has looked. */
  get isMade(): boolean {
    return this.#record !== undefined;
  }

  /** Node id → outputs. */
  get record(): Results {
    return (this.#record ??= this.#make());
  }
}

/** The results as they were executed, frozen, before a tap has made something else of them. */
export class ExecutedResults extends LazyResults {
  constructor(execution: Execution | undefined) {
    super(() => (execution === undefined ? noResults() : Object.freeze(execution.results)));
  }
}
