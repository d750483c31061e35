import type { Case } from '../../case.js';
import { expectedOf } from '../expected-of.js';
import { Undecided } from '../undecided.js';
import { smallerCases } from './smaller-cases.js';

/**
 * A case as small as can be found that still fails: one part after the other is left out, and the outcome that it must
 * have is worked out anew. Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input (2002), with single
 * parts only, since random cases are small.
 */
export async function shrink(
  stated: Case,
  isFailing: (candidate: Case) => Promise<boolean>,
): Promise<Case> {
  let smallest = stated;
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const candidate of smallerCases(smallest)) {
      const restated = restate(candidate);
      if (restated === undefined || !(await isFailing(restated))) continue;
      smallest = restated;
      isSmaller = true;
      break;
    }
  }
  return smallest;
}

/** A case with the outcome that it must have; `undefined` where that is open. */
function restate({ expected: _expected, ...stated }: Case): Case | undefined {
  try {
    return { ...stated, expected: expectedOf({ ...stated, expected: { status: 'completed' } }) };
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
}
