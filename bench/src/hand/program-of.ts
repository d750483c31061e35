import type { Observer } from '../workloads/observer.js';
import type { GraphNode, Workload } from '../workloads/workload.js';
import { callOf } from './call-of.js';
import { orderOf } from './order-of.js';
import type { Call, Program } from './program.js';
import { worksOf } from './works-of.js';

/** A workload as calls in a row. Whoever is to be told of each node gets an observer. */
export function programOf(workload: Workload, observer?: Observer): Program {
  const { nodes } = workload;
  const { works, begin } = worksOf(workload, observer);
  const calls = works.map((work, index) => {
    const node = nodes[index] as GraphNode;
    return routed(node, callOf(node, work));
  });
  const isAsync = nodes.some((node) => node.isAsync);
  return { calls, order: orderOf(workload), begin, isAsync };
}

/** Leaves a node out whose switch went the other way; of a branch and a merge, hands the value on. */
function routed({ role, arm, parents }: GraphNode, call: Call): Call {
  if (role === 'branch') {
    const [from = -1] = parents;
    return (values) => ({ value: from < 0 ? 0 : (values[from] as number) });
  }
  if (role === 'merge') {
    // Of a branch's two sides one was skipped, and its value is still 0.
    const [left = -1, right = -1] = parents;
    return (values) => ({ value: (values[left] as number) + (values[right] as number) });
  }
  if (arm === undefined) return call;
  const { of, side } = arm;
  return (values, scope) =>
    ((values[of] as number) & 1) === side ? call(values, scope) : undefined;
}
