import { asynchronous, type Opening, synchronous } from '../opening.js';

const REFUSES = synchronous(['refused', 'HOOK_FAILED'], ['refused', 'HOOK_MISUSE']);
const REFUSES_LATER = asynchronous(['refused', 'HOOK_FAILED'], ['refused', 'HOOK_TIMEOUT']);
const OBSERVES = synchronous(['completed', 'OBSERVER_FAILED'], ['completed', 'HOOK_MISUSE']);

/** The hooks of the core that belong to a run. */
export const coreOpenings: readonly Opening[] = [
  { title: 'verify', taps: ({ verify }) => verify, consequences: REFUSES },
  { title: 'review', taps: ({ review }) => review, consequences: REFUSES },
  { title: 'plan', taps: ({ plan }) => plan, consequences: REFUSES },
  { title: 'node', taps: ({ node }) => node, consequences: REFUSES },
  { title: 'prepare', taps: ({ prepare }) => prepare, consequences: REFUSES_LATER },
  { title: 'admit', taps: ({ admit }) => admit, consequences: REFUSES_LATER },
  {
    title: 'execute',
    taps: ({ execute }) => execute,
    // An engine lasts as long as the nodes do: only the time limit of the run ends one that hangs.
    consequences: asynchronous(['failed', 'HOOK_FAILED'], ['failed', 'TIMEOUT']),
    settlesWithinMs: 60_100,
  },
  { title: 'nodeStarted', taps: ({ nodeStarted }) => nodeStarted, consequences: OBSERVES },
  { title: 'nodeSettled', taps: ({ nodeSettled }) => nodeSettled, consequences: OBSERVES },
  {
    title: 'results',
    taps: ({ results }) => results,
    consequences: asynchronous(['failed', 'HOOK_FAILED'], ['failed', 'HOOK_TIMEOUT']),
  },
  {
    title: 'settled',
    taps: ({ settled }) => settled,
    // The run has ended when it is told so: nothing aborts it any more.
    consequences: asynchronous(['completed', 'OBSERVER_FAILED'], ['completed', 'HOOK_TIMEOUT'], {
      'aborts the run': ['completed'],
      'aborts the run and hangs': ['completed', 'HOOK_TIMEOUT'],
    }),
  },
];
