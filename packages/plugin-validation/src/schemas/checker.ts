import { isThenable } from '@tenon/core';
import { type Flaw, failedCheck } from './flaw.js';

/** What a check answers: at once where it can, and as a promise only where the schema is asynchronous. */
export type Checked = readonly Flaw[] | PromiseLike<readonly Flaw[]>;

/** A schema, made ready: whatever it is written in. It never changes the value, and nothing it makes of it travels. */
export interface Checker {
  /** The flaws of a value, at most `MOST_FLAWS`. */
  check(value: unknown): Checked;
}

/** A checker that never throws or rejects: what its schema throws is a flaw of its own. */
export function guarded(checker: Checker): Checker {
  const failed = (thrown: unknown) => failedCheck('the schema', thrown);
  return {
    check(value) {
      try {
        const checked = checker.check(value);
        return isThenable(checked) ? checked.then((flaws) => flaws, failed) : checked;
      } catch (thrown) {
        return failed(thrown);
      }
    },
  };
}
