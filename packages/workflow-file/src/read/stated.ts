import type { Contract, LoopLimits, Port } from '@tenon/core';
import type { Arrow, Endpoint } from '../endpoint.js';
import type { TreeMap } from '../tree/tree.js';

/** What stands for the definition of a node in a file. */
export type StatedBody =
  /** A kind of node, which the runtime knows. */
  | { readonly form: 'kind'; readonly kind: string }
  /** A workflow of the same file, or another file. */
  | {
      readonly form: 'workflow' | 'file';
      readonly name: string;
      /** Where the name stands. */
      readonly at: number;
      readonly type: string | undefined;
    };

/** A node as a file states it. */
export interface StatedNode {
  readonly id: string;
  readonly body: StatedBody;
  readonly config: Readonly<Record<string, unknown>>;
  readonly join: 'all' | 'any' | undefined;
  readonly timeoutMs: number | undefined;
  /** What it states for plugins, by their names. */
  readonly plugins: Readonly<Record<string, unknown>> | undefined;
}

/** A connection or a back edge as a file states it. */
export interface StatedConnection extends Arrow {
  readonly contract: Contract | string | undefined;
}

/** A loop as a file states it. */
export interface StatedLoop {
  readonly id: string;
  readonly back: readonly StatedConnection[];
  readonly limits: LoopLimits;
}

/** An input of the workflow as a file states it. */
export interface StatedInput {
  readonly name: string;
  readonly port: Port;
  readonly to: readonly Endpoint[];
}

/** An output of the workflow as a file states it. */
export interface StatedOutput {
  readonly name: string;
  readonly port: Port;
  readonly from: Endpoint | undefined;
}

/** One workflow as a file states it: all of it, but for what other files say. */
export interface StatedWorkflow {
  readonly name: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** What it states for plugins, by their names. */
  readonly plugins: Readonly<Record<string, unknown>> | undefined;
  readonly inputs: readonly StatedInput[];
  readonly outputs: readonly StatedOutput[];
  readonly nodes: readonly StatedNode[];
  readonly connections: readonly StatedConnection[];
  readonly loops: readonly StatedLoop[];
  /** Where it begins: at its name, or at what stands for one. */
  readonly at: number;
  /** Where all of it stands. */
  readonly tree: TreeMap;
}
