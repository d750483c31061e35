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

  /** Node id → outputs. */
  get record(): Results {
    return (this.#record ??= this.#make());
  }
}

/** The results as they were executed, before a tap has made something else of them. They are frozen already. */
export class ExecutedResults extends LazyResults {
  constructor(execution: Execution | undefined) {
    super(() => resultsOfExecution(execution));
  }
}

/** What was executed; another engine need not have frozen it. */
export function resultsOfExecution(execution: Execution | undefined): Results {
  return execution === undefined ? noResults() : Object.freeze(execution.results);
}
