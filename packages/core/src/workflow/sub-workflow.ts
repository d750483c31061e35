import { type Node, nodeDefinition } from './node.js';
import type { PortMap } from './port.js';
import type { Workflow } from './workflow.js';

/** What a sub-workflow node may state beside its workflow. */
export interface SubWorkflowOptions {
  /** The node type shown in messages; the workflow's name where nothing is said. */
  readonly type?: string;
  /** Time limit of each visit in milliseconds. */
  readonly timeoutMs?: number;
}

/**
 * A workflow as a node of another. Its declared inputs and outputs are the node's ports; its nodes run inside the run of
 * the outer one and share its signal, limits and secrets. See `docs/semantics-subworkflows.md`.
 */
export function subWorkflow<I, O>(
  workflow: Workflow<I, O>,
  options: SubWorkflowOptions = {},
): Node<I, O, Record<never, never>> {
  const inputs: PortMap = Object.fromEntries(workflow.inputs.map(({ name, port }) => [name, port]));
  const outputs: PortMap = Object.fromEntries(
    workflow.outputs.map(({ name, port }) => [name, port]),
  );
  return nodeDefinition(
    { ...options, type: options.type ?? workflow.name, inputs, outputs },
    Object.freeze({ kind: 'workflow', workflow }),
  ) as Node<I, O, Record<never, never>>;
}
