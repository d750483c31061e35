import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of `@tenon/testing`: what tests of faults, schedules and recordings find. */
export const TESTING_CODES = defineCodes('@tenon/testing', {
  FAULT_NOT_SURVIVED: {
    category: 'run',
    meaning: 'A test failed while a fault was injected; the message names the fault.',
    remedy:
      'Inject that fault alone, as the hint says, and correct what does not stand up to it. The cause is what the test failed with.',
  },
  FAULT_NEVER_STRUCK: {
    category: 'constraint',
    meaning: 'A test was repeated with faults, and none of them had anything to strike.',
    remedy:
      'Install the plugin of the fault in the runtime of the test, and let "where" leave something.',
  },
  FAULT_UNHEARD: {
    category: 'constraint',
    meaning: 'A fault aborted its signal, and the run did not listen to it.',
    remedy: 'Start the run with the signal of the fault: { signal: fault.signal }.',
  },
  FAULTS_ENDLESS: {
    category: 'limit',
    meaning: 'A test was repeated as often as it may be, and there was still something to strike.',
    remedy: 'Raise "most", narrow "where", or let the run do the same in each repetition.',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof TESTING_CODES> {}
}
