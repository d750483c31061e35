import { inputOf } from '../workloads/input-of.js';
import type { Observer } from '../workloads/observer.js';
import type { GraphNode, Workload } from '../workloads/workload.js';
import type { Graph, GraphStep, Source } from './graph.js';
import { orderOf } from './order-of.js';
import { worksOf } from './works-of.js';

/** A workload as a graph that is data. Whoever is to be told of each node gets an observer. */
export function graphOf(workload: Workload, observer?: Observer): Graph {
  const { works, begin } = worksOf(workload, observer);
  const turning = new Set(workload.loops.map(({ first }) => first));
  const steps = workload.nodes.map((node, index): GraphStep => {
    const { role, parents, arm } = node;
    return {
      id: idOf(index),
      run: (role === 'body' || role === 'switch' ? works[index] : handOn) as GraphStep['run'],
      config: parents.length === 0 || turning.has(index) ? { value: 0 } : undefined,
      inputs: inputsOf(node),
      when: arm && { node: idOf(arm.of), side: arm.side },
    };
  });
  const order = Array.from(orderOf(workload), (index) => steps[index] as GraphStep);
  return { steps: order, begin };
}

function inputsOf(node: GraphNode): GraphStep['inputs'] {
  const sources = node.parents.map((parent): Source => ({ node: idOf(parent), port: 'value' }));
  const [first] = sources;
  if (first === undefined) return [];
  if (inputOf(node, 0) === 'values') return [{ name: 'values', from: sources }];
  return sources.map((from, at) => ({ name: inputOf(node, at), from }));
}

/** What a branch and a merge do: they hand on the value that is there. */
function handOn({ value, values }: { readonly value?: number; readonly values?: number[] }) {
  return { value: value ?? values?.[0] };
}

function idOf(index: number): string {
  return `n${String(index)}`;
}
