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
  SCHEDULE_DEPENDENT: {
    category: 'run',
    meaning: 'What a test answers depends on the order in which nodes begin and complete.',
    remedy:
      'Run it again with the seed that the message names; look for data that nodes share, and for what counts on an order that no connection states.',
  },
  SCHEDULE_FAILED: {
    category: 'run',
    meaning: 'A test failed under one order in which nodes begin and complete, and not without it.',
    remedy: 'Run it again with the seed that the message names. The cause is what it failed with.',
  },
  SCHEDULE_UNUSED: {
    category: 'constraint',
    meaning: 'A test was run under a schedule, and no node was held by it.',
    remedy: 'Install the plugin of the schedule in the runtime of the test.',
  },
  REPLAY_DIVERGED: {
    category: 'run',
    meaning: 'A replay went another way than its recording.',
    remedy:
      'The message names the step, what was expected there and what came: correct what has changed since, or record the run again.',
  },
  RECORDING_OPAQUE: {
    category: 'type',
    meaning: 'A replay needs an answer of a node that is no data, and so could not be recorded.',
    remedy: 'Have the function of that node called again: { call: [id] }.',
  },
  RECORDING_INVALID: {
    category: 'type',
    meaning: 'What was given as a recording is none, or holds what nobody records.',
    remedy: 'Record the run again, or give the recording as it was made.',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof TESTING_CODES> {}
}
