import { together, walking } from '../hand/execute.js';
import { graphOf } from '../hand/graph-of.js';
import { Observer } from '../workloads/observer.js';
import type { Contender } from './contender.js';

/** What a user would write: a loop over a graph that awaits each node, because it does not know which ones are asynchronous. */
const awaitingLoop: Contender = {
  name: 'awaiting loop',
  version: process.versions.node,
  note: 'written by hand; the graph is data, inputs and outputs go by name, every node is awaited in turn',
  prepare: (workload) => {
    const graph = graphOf(workload, workload.isObserved ? new Observer() : undefined);
    return together(walking(graph), workload.concurrentRuns);
  },
};
export default awaitingLoop;
