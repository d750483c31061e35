import { MAX_STEPS } from '../limits.js';
import { Failure } from './failure.js';

/** Counts the steps of one evaluation, so that none runs long whatever the data are. */
export class Meter {
  private spent = 0;

  /** Throws {@link Failure} beyond MAX_STEPS. */
  spend(steps: number): void {
    this.spent += steps;
    if (this.spent > MAX_STEPS) throw new Failure(TOO_LONG, { hint: TOO_LONG_HINT });
  }
}

const TOO_LONG = `takes more than ${MAX_STEPS.toLocaleString('en-GB')} steps`;
const TOO_LONG_HINT = 'Ask about less data, or decide in a function.';
