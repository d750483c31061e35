import { RuntimeError } from '../errors/runtime-error.js';
import { describeValue } from '../values/describe-value.js';
import { ignoreRejection } from '../values/thenable.js';
import { isNodeDefinition, type NodeDefinition } from './node.js';
import { type Topology, topologyOf } from './topology.js';
import { isNodeKind, type Workflow } from './workflow.js';

/** Finds a node's definition by its kind and configuration; `undefined` where no such kind is bound. */
export type KindLookup = (
  kind: string,
  config: Readonly<Record<string, unknown>>,
) => NodeDefinition | undefined;

/** A workflow as one runtime sees it: every node with its definition, and the topology. Made once for each workflow. */
export interface ResolvedWorkflow {
  readonly workflow: Workflow;
  /** The definition of each node by number of declaration; `undefined` where its kind is unknown or refused its config. */
  readonly definitions: readonly (NodeDefinition | undefined)[];
  /** What a node type threw when it was asked to define the node, by number of declaration. */
  readonly refusals: ReadonlyMap<number, unknown>;
  readonly topology: Topology;
  /** A workflow inside this one, as the same runtime sees it. */
  readonly resolve: (inner: Workflow) => ResolvedWorkflow;
}

/**
 * Resolves every node of a workflow. Never throws: what cannot be resolved is left for verification to report. Workflows
 * inside it are resolved by `resolve` when somebody asks for them.
 */
export function resolveWorkflow(
  workflow: Workflow,
  lookup: KindLookup,
  resolve: ResolvedWorkflow['resolve'] = (inner) => resolveWorkflow(inner, lookup),
): ResolvedWorkflow {
  const refusals = new Map<number, unknown>();
  const definitions = workflow.nodes.map(({ node, config }, index) => {
    if (!isNodeKind(node)) return node;
    try {
      return checked(node.kind, lookup(node.kind, config));
    } catch (error) {
      refusals.set(index, error);
      return undefined;
    }
  });
  const topology = topologyOf(workflow);
  return Object.freeze({ workflow, definitions, refusals, topology, resolve });
}

function checked(kind: string, definition: NodeDefinition | undefined): NodeDefinition | undefined {
  if (definition === undefined || isNodeDefinition(definition)) return definition;
  ignoreRejection(definition);
  throw new RuntimeError(
    'WORKFLOW_INVALID',
    `The node type "${kind}" made ${describeValue(definition)}, which is no node definition.`,
    { hint: 'Its "define" answers what defineNode gives.' },
  );
}
