import type { Given } from '../workloads/bodies.js';
import { callBodyOf } from '../workloads/call-body.js';
import type { Observer } from '../workloads/observer.js';
import type { GraphNode, Workload } from '../workloads/workload.js';
import { dutyOf } from './duties.js';
import type { Call, Program } from './program.js';

/** A workload written by hand. Whoever is to be told of each node gets an observer. */
export function programOf(workload: Workload, observer?: Observer): Program {
  const { nodes, until, iterations } = workload;
  const { wrap, begin } = dutyOf(workload);
  const lasts = new Set(until === 'count' ? [] : workload.loops.map(({ last }) => last));
  const calls = nodes.map((node, index) => {
    let call: Call = routed(node, callBodyOf(node));
    if (wrap !== undefined) call = wrap(call, node, index);
    if (lasts.has(index)) call = conditioned(call, iterations);
    return observer === undefined ? call : observed(call, `n${String(index)}`, observer);
  });
  const isAsync = nodes.some((node) => node.isAsync);
  return { calls, order: orderOf(workload), begin, isAsync };
}

/** Each node once, and the nodes of a loop as often as it turns. */
function orderOf({ nodes, loops, iterations }: Workload): Int32Array {
  const order: number[] = [];
  let at = 0;
  for (const { first, last } of loops) {
    while (at < first) order.push(at++);
    for (let turn = 0; turn < iterations; turn++) {
      for (let node = first; node <= last; node++) order.push(node);
    }
    at = last + 1;
  }
  while (at < nodes.length) order.push(at++);
  return Int32Array.from(order);
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

/** Asks after each turn whether the value has come to as much as there are turns, which it has after the last. */
function conditioned(call: Call, iterations: number): Call {
  return (values, scope) => {
    const given = call(values, scope) as Given;
    if (given.value > iterations) throw new Error('The loop has turned too often.');
    return given;
  };
}

/** Tells an observer of each node, as `nodeSettled` does. */
function observed(call: Call, node: string, observer: Observer): Call {
  const tell = (outputs: Given): Given => {
    observer.settled({ node, status: 'completed', outputs });
    return outputs;
  };
  return (values, scope) => {
    const given = call(values, scope);
    if (given === undefined) return undefined;
    return given instanceof Promise ? given.then(tell) : tell(given);
  };
}
