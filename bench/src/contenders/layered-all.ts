import { sumOf } from '../hand/execute.js';
import { programOf } from '../hand/program-of.js';
import type { GraphNode } from '../workloads/workload.js';
import type { Contender, Execute } from './contender.js';

/** What a user would write for nodes that wait: `Promise.all` for each layer. The yardstick for timers only. */
const layeredAll: Contender = {
  name: 'Promise.all per layer',
  version: process.versions.node,
  note: 'written by hand; the nodes of a layer at once, layer by layer',
  prepare: (workload): Execute => {
    const { calls } = programOf(workload);
    const layers = layersOf(workload.nodes);
    return async () => {
      const values = new Array<number>(calls.length).fill(0);
      for (const layer of layers) {
        await Promise.all(
          layer.map(async (node) => {
            values[node] = (await calls[node]?.(values, undefined as never))?.value ?? Number.NaN;
          }),
        );
      }
      return sumOf(values);
    };
  },
};
export default layeredAll;

/** Nodes by how many stand before them. */
export function layersOf(nodes: readonly GraphNode[]): number[][] {
  const depths: number[] = [];
  const layers: number[][] = [];
  for (const [index, { parents }] of nodes.entries()) {
    const depth = 1 + Math.max(-1, ...parents.map((parent) => depths[parent] as number));
    depths.push(depth);
    (layers[depth] ??= []).push(index);
  }
  return layers;
}
