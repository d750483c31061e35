import type { Given } from '../workloads/bodies.js';
import { bodyOf } from '../workloads/body-of.js';
import type { Observer } from '../workloads/observer.js';
import type { Workload } from '../workloads/workload.js';
import { dutyOf } from './duties.js';
import type { Work } from './work.js';

/** What the nodes of a workload do, and what is done once for each run. */
export interface Works {
  readonly works: readonly Work[];
  /** May answer a promise, as secrets are fetched. */
  readonly begin: (() => unknown) | undefined;
}

/** The work of each node, by hand. Whoever is to be told of each node gets an observer. */
export function worksOf(workload: Workload, observer?: Observer): Works {
  const { nodes, until, iterations } = workload;
  const { wrap, begin } = dutyOf(workload);
  const lasts = new Set(until === 'count' ? [] : workload.loops.map(({ last }) => last));
  const works = nodes.map((node, index) => {
    let work: Work = bodyOf(node);
    if (wrap !== undefined) work = wrap(work, node, index);
    if (lasts.has(index)) work = conditioned(work, iterations);
    return observer === undefined ? work : observed(work, `n${String(index)}`, observer);
  });
  return { works, begin };
}

/** Asks after each turn whether the value has come to as much as there are turns, which it has after the last. */
function conditioned(work: Work, iterations: number): Work {
  return (inputs, scope) => {
    const given = work(inputs, scope) as Given;
    if (given.value > iterations) throw new Error('The loop has turned too often.');
    return given;
  };
}

/** Tells an observer of each node, as `nodeSettled` does. */
function observed(work: Work, node: string, observer: Observer): Work {
  const tell = (outputs: Given): Given => {
    observer.settled({ node, status: 'completed', outputs });
    return outputs;
  };
  return (inputs, scope) => {
    const given = work(inputs, scope);
    return given instanceof Promise ? given.then(tell) : tell(given);
  };
}
