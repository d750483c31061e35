import { type Conduct, type Node, type NodeSpec, nodeDefinition } from './node.js';
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

/** What {@link conductedWorkflow} takes: a node's ports, and how it runs its workflow. */
export interface ConductedSpec<I, O, S> extends Omit<NodeSpec<I, O, S>, 'routes' | 'secrets'> {
  readonly workflow: Workflow;
  readonly conduct: Conduct;
}

/**
 * A workflow as a node that runs it as often as it likes in one visit: for each item of a list, say. Ports and settings are
 * the node's own; what each activation gets and gives is up to `conduct`. Verification, parameters and dry runs see the
 * workflow inside as that of {@link subWorkflow}. Of several activations in one visit, `nested` shows the last that began.
 */
export function conductedWorkflow<
  const I extends PortMap = Record<never, never>,
  const O extends PortMap = Record<never, never>,
  const S extends PortMap = Record<never, never>,
>({ workflow, conduct, ...spec }: ConductedSpec<I, O, S>): Node<I, O, S> {
  return nodeDefinition(spec, Object.freeze({ kind: 'workflow', workflow, conduct }));
}
