import { type NodeHandle, OutputHandle, type Workflow, workflow } from '@tenon/core';
import { NUMBER_SCHEMA, ORDER, ORDER_SCHEMA } from '../duties/order.js';
import { templatesOf } from '../duties/templates.js';
import { inputOf } from '../workloads/input-of.js';
import type { Duty, GraphNode, Workload } from '../workloads/workload.js';
import { definitions } from './definitions.js';

/** A workload as a workflow, and the handles of its nodes. */
export interface Flow {
  readonly flow: Workflow;
  readonly handles: readonly NodeHandle[];
}

/** Builds the workflow of a workload: its nodes are `n0`, `n1` and so on. */
export function flowOf(workload: Workload): Flow {
  const { name, nodes, loops, duty } = workload;
  const flow = workflow(name);
  const definitionOf = definitions(duty);
  const turning = new Map(loops.map((loop) => [loop.first, loop]));
  const handles = nodes.map((node, index) =>
    flow.add(idOf(index), definitionOf(node), configOf(node, index, duty, turning.has(index))),
  );
  const contract = contractOf(duty);
  for (const [index, node] of nodes.entries()) {
    if (turning.has(index)) continue;
    node.parents.forEach((parent, at) => {
      const output = portOf(nodes[parent], parent, node);
      const wire = { from: idOf(parent), output, to: idOf(index), input: inputOf(node, at) };
      flow.wire(contract === undefined ? wire : { ...wire, contract });
    });
  }
  for (const { first, last } of loops) {
    const back = { from: idOf(last), output: 'value', to: idOf(first), input: 'value' };
    flow.loop(`loop-${String(first)}`, { back: [back], ...endOf(workload, last) });
  }
  return { flow: flow.build(), handles };
}

function idOf(index: number): string {
  return `n${String(index)}`;
}

/** The output of a parent that a node is fed from: the port that the node hangs on, where the parent is its switch. */
function portOf(parent: GraphNode | undefined, index: number, { arm }: GraphNode): string {
  if (arm === undefined || arm.of !== index) return 'value';
  if (parent?.role === 'branch') return arm.side === 0 ? 'true' : 'false';
  return arm.side === 0 ? 'left' : 'right';
}

function configOf(
  { role, parents }: GraphNode,
  index: number,
  duty: Duty,
  isTurning: boolean,
): Readonly<Record<string, unknown>> {
  const isSource = parents.length === 0 || isTurning;
  return {
    ...(isSource && { value: duty === 'orders' ? ORDER : 0 }),
    ...(duty === 'templates' && templatesOf(index)),
    ...(role === 'branch' && { condition: 'value % 2 == 0' }),
  };
}

function contractOf(duty: Duty) {
  switch (duty) {
    case 'contracts':
    case 'off':
      return { name: 'number', target: NUMBER_SCHEMA };
    case 'orders':
      return { name: 'order', target: ORDER_SCHEMA };
    case 'none':
    case 'templates':
    case 'guarded':
      return undefined;
  }
}

/** A loop's limits. A condition holds after the last iteration: the value of a self-loop rises by one with each. */
function endOf({ until, iterations }: Workload, last: number) {
  const value = new OutputHandle<number>(idOf(last), 'value');
  switch (until) {
    case 'count':
      return { maxIterations: iterations };
    case 'function':
      return {
        maxIterations: iterations + 1,
        until: (view: { value: (handle: OutputHandle<number>) => number }) =>
          view.value(value) >= iterations,
      };
    case 'text':
      return {
        maxIterations: iterations + 1,
        until: `${idOf(last)}.value >= ${String(iterations)}`,
      };
  }
}
