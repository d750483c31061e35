/** A reporter of Stryker that writes down every mutant as it is settled, a line each: what a run that is stopped leaves behind. */
import { appendFileSync, writeFileSync } from 'node:fs';

/** Where to; the process of Stryker is told by its environment, as a reporter of this kind has no options. */
const FILE = process.env.TENON_MUTANTS;

class AsItGoes {
  onMutationTestingPlanReady({ mutantPlans }) {
    writeFileSync(FILE, `${JSON.stringify({ planned: mutantPlans.length })}\n`);
  }

  onMutantTested({ fileName, location, mutatorName, replacement, status, statusReason }) {
    const mutant = { fileName, location, mutatorName, replacement, status, statusReason };
    appendFileSync(FILE, `${JSON.stringify(mutant)}\n`);
  }
}

export const strykerPlugins = [{ kind: 'Reporter', name: 'as-it-goes', injectableClass: AsItGoes }];
