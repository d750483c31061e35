import type { Contract } from './connection.js';
import type { InputHandle, OutputHandle } from './handles.js';
import type { LoopLimits } from './loop.js';
import type { Path } from './path.js';
import type { PluginStatements } from './plugin-statements.js';
import type { ConfigValues } from './port.js';

/** What a node in a workflow may state beside its configuration. */
export interface NodePlacement {
  /** `all` (default) waits for every incoming connection, `any` starts at the first live one. */
  readonly join?: 'all' | 'any';
  /** Time limit of each visit in milliseconds. */
  readonly timeoutMs?: number;
  /** What the node states for plugins. */
  readonly plugins?: PluginStatements;
}

/** What a connection may state beside its two ends. */
export interface ConnectionOptions {
  /** A contract, or the name of one in the container's registry. */
  readonly contract?: Contract | string;
}

/** A connection by names. `output` may hold a path: `value.lines[0].sku`. */
export interface Wire extends ConnectionOptions {
  readonly from: string;
  readonly output: string | { readonly port: string; readonly path?: Path };
  readonly to: string;
  readonly input: string;
}

/** What may be configured of a node, by the names of its inputs and settings. */
export type NodeConfig<I, S> = unknown extends I
  ? Readonly<Record<string, unknown>>
  : ConfigValues<I> & ConfigValues<S>;

/** A back edge: a pair of handles, where what the output carries must fit the input, or a connection by names. */
export type BackEdge<T = never> = readonly [OutputHandle<NoInfer<T>>, InputHandle<T>] | Wire;

/** A loop's limits and its back edges. `T` is what each of them carries. */
export interface LoopSpec<T extends readonly unknown[] = readonly never[]> extends LoopLimits {
  readonly back: { readonly [K in keyof T]: BackEdge<T[K]> };
}

/** A named input of the workflow being built. */
export interface WorkflowInputHandle<T> {
  /** The inputs of nodes that take this value. */
  to(...targets: readonly InputHandle<T>[]): void;
}
