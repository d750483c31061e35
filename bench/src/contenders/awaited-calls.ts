import { awaiting, together } from '../hand/execute.js';
import { programOf } from '../hand/program-of.js';
import { Observer } from '../workloads/observer.js';
import type { Contender } from './contender.js';

/** The plain loop with an `await` before each call: what awaiting alone costs. */
const awaitedCalls: Contender = {
  name: 'plain loop, awaited',
  version: process.versions.node,
  note: 'written by hand; the same calls as the plain loop, each awaited',
  prepare: (workload) => {
    const program = programOf(workload, workload.isObserved ? new Observer() : undefined);
    return together(awaiting(program), workload.concurrentRuns);
  },
};
export default awaitedCalls;
