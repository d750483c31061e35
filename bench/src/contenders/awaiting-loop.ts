import { awaiting, together } from '../hand/execute.js';
import { programOf } from '../hand/program-of.js';
import { Observer } from '../workloads/observer.js';
import type { Contender } from './contender.js';

/** What a user would write: a loop that awaits each node, because it does not know which ones are asynchronous. */
const awaitingLoop: Contender = {
  name: 'awaiting loop',
  version: process.versions.node,
  note: 'written by hand; awaits every node in turn',
  prepare: (workload) => {
    const program = programOf(workload, workload.isObserved ? new Observer() : undefined);
    return together(awaiting(program), workload.concurrentRuns);
  },
};
export default awaitingLoop;
