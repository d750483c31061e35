import { asNeeded, atOnce, together } from '../hand/execute.js';
import { programOf } from '../hand/program-of.js';
import { Observer } from '../workloads/observer.js';
import type { Contender } from './contender.js';

/** The limit: a loop over the nodes in order that awaits nothing but promises. Knows no failure, no abort, no names. */
const plainLoop: Contender = {
  name: 'plain loop',
  version: process.versions.node,
  note: 'written by hand; awaits only what is a promise; the limit',
  prepare: (workload) => {
    const program = programOf(workload, workload.isObserved ? new Observer() : undefined);
    const once = program.isAsync ? asNeeded(program) : atOnce(program);
    return together(once, workload.concurrentRuns);
  },
};
export default plainLoop;
