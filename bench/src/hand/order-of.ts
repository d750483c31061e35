import type { Workload } from '../workloads/workload.js';

/** Each node once, and the nodes of a loop as often as it turns: what loops written by hand go through. */
export function orderOf({ nodes, loops, iterations }: Workload): Int32Array {
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
