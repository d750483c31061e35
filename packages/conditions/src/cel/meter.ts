import { MAX_STEPS } from '../limits.js';
import { Failure } from './failure.js';

/** Counts the steps of one evaluation, so that none runs long whatever the data are. */
export class Meter {
  private spent = 0;

  /** Throws {@link Failure} beyond MAX_STEPS. */
  spend(steps: number): void {
    this.spent += steps;
    if (this.spent > MAX_STEPS) throw tooLong();
  }
}

function tooLong(): Failure {
  // Made where it is thrown: the first number in a locale's form takes longer than loading this package.
  return new Failure(`takes more than ${MAX_STEPS.toLocaleString('en-GB')} steps`, {
    hint: 'Ask about less data, or decide in a function.',
  });
}
