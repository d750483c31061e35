import { setTimeout as delay } from 'node:timers/promises';
import {
  createRuntime,
  defineNode,
  type Node,
  type NodeHandle,
  type Plugin,
  port,
  VERSION,
  workflow,
} from '@tenon/core';
import { ASYNC_BODIES, BODIES, type Given } from '../workloads/bodies.js';
import type { GraphNode, Workload } from '../workloads/workload.js';
import type { Contender, Execute } from './contender.js';
import { atOnce } from './plain-loop.js';

/** All built-in steps, default options, nothing tapped. */
const tenon: Contender = {
  name: 'Tenon',
  version: VERSION,
  prepare: (workload) => executeWith([], workload),
};
export default tenon;

/** Executes with some plugins; every node's output is read from the result. */
export function executeWith(
  plugins: readonly Plugin[],
  { nodes, concurrentRuns, name }: Workload,
): Execute {
  const { flow, handles } = workflowOf(name, nodes);
  const runtime = createRuntime({ plugins, limits: { concurrentRuns } });
  const once = async (): Promise<number> => {
    const result = await runtime.execute(flow);
    let sum = 0;
    for (const handle of handles) sum += valueOf(result.of(handle));
    return sum;
  };
  return concurrentRuns === 1 ? once : atOnce(once, concurrentRuns);
}

function workflowOf(name: string, nodes: readonly GraphNode[]) {
  const flow = workflow(name);
  const definitions = new Map<string, Node>();
  const handles: NodeHandle[] = [];
  for (const [i, node] of nodes.entries()) {
    const isSource = node.parents.length === 0;
    const handle = flow.add(
      `n${String(i)}`,
      definitionOf(node, definitions) as Node<Record<string, never>>,
      isSource ? ({ value: 0 } as never) : {},
    );
    node.parents.forEach((parent, at) => {
      const to = `n${String(i)}`;
      flow.wire({ from: `n${String(parent)}`, output: 'value', to, input: inputOf(node, at) });
    });
    handles.push(handle);
  }
  return { flow: flow.build(), handles };
}

function inputOf({ arity }: GraphNode, at: number): string {
  switch (arity) {
    case 'one':
      return 'value';
    case 'three':
      return 'abc'.charAt(at);
    case 'many':
      return 'values';
  }
}

/** One definition for each function: nodes share definitions as a workflow's nodes share their types. */
function definitionOf(node: GraphNode, known: Map<string, Node>): Node {
  const { arity, body, isAsync, delayMs } = node;
  const type = `${arity}-${String(body)}-${String(isAsync)}-${String(delayMs)}`;
  let definition = known.get(type);
  if (definition === undefined) {
    definition = make(type, node);
    known.set(type, definition);
  }
  return definition;
}

const NUMBER = port<number>();
const INPUTS = {
  one: { value: NUMBER },
  three: { a: NUMBER, b: NUMBER, c: NUMBER },
  many: { values: NUMBER.many() },
};

function make(type: string, { arity, body, isAsync, delayMs }: GraphNode): Node {
  const given = (isAsync ? ASYNC_BODIES : BODIES)[arity][body] as unknown as (
    inputs: unknown,
  ) => Given | Promise<Given>;
  const run =
    delayMs === 0
      ? given
      : async (inputs: unknown) => {
          await delay(delayMs);
          return given(inputs);
        };
  return defineNode({
    type,
    inputs: INPUTS[arity] as unknown as Record<string, never>,
    outputs: { value: NUMBER },
    run,
  });
}

function valueOf(outputs: unknown): number {
  return (outputs as Given | undefined)?.value ?? Number.NaN;
}
