import type { Connection, Source } from './connection.js';
import type { Loop } from './loop.js';
import type { NodeDefinition } from './node.js';
import type { StatedForPlugins } from './plugin-statements.js';
import type { Port, PortMap } from './port.js';

/** A node named by its kind alone; verification resolves it against the node types in the container. */
export interface NodeKind {
  readonly kind: string;
}

/** One node of a workflow. */
export interface WorkflowNode {
  readonly id: string;
  readonly node: NodeDefinition | NodeKind;
  /** Values of inputs and settings. Own copy of what the author gave, frozen. */
  readonly config: Readonly<Record<string, unknown>>;
  /** `all` waits for every incoming connection, `any` starts at the first live one. */
  readonly join: 'all' | 'any';
  /** Time limit of each visit in milliseconds. */
  readonly timeoutMs: number | undefined;
  /** What it states for plugins, by their names; absent where it states nothing. */
  readonly plugins?: StatedForPlugins;
}

/** A named input of the workflow and the inputs of nodes that take it. */
export interface WorkflowInput {
  readonly name: string;
  readonly port: Port;
  readonly to: readonly { readonly node: string; readonly input: string }[];
}

/** A named output of the workflow and where it comes from. */
export interface WorkflowOutput {
  readonly name: string;
  readonly port: Port;
  readonly source: Source | undefined;
}

declare const SIGNATURE: unique symbol;

/** Names the builder that a workflow came from, so that a handle can tell whether its number means anything there. */
export const ORIGIN = Symbol('tenon.origin');

/**
 * What may be run: nodes, connections, loops and the workflow's own inputs and outputs. A deeply frozen value in order
 * of declaration; made by {@link workflow} or by a workflow file, and shared by any number of runs and runtimes.
 */
export interface Workflow<I = unknown, O = unknown> {
  readonly name: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly nodes: readonly WorkflowNode[];
  readonly connections: readonly Connection[];
  readonly loops: readonly Loop[];
  readonly inputs: readonly WorkflowInput[];
  readonly outputs: readonly WorkflowOutput[];
  /** What it states for plugins, by their names; absent where it states nothing. */
  readonly plugins?: StatedForPlugins;
  readonly [ORIGIN]?: object;
  readonly [SIGNATURE]?: { readonly inputs: I; readonly outputs: O };
}

/** The inputs and outputs a workflow declares, by name. */
export interface Signature<I extends PortMap, O extends PortMap> {
  readonly inputs?: I;
  readonly outputs?: O;
}

/** Whether a node still has to be resolved against the node types in the container. */
export function isNodeKind(node: NodeDefinition | NodeKind): node is NodeKind {
  return !('body' in node);
}
