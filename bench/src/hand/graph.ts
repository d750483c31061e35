import type { Given } from '../workloads/bodies.js';

/** An output of a node. */
export interface Source {
  readonly node: string;
  readonly port: 'value';
}

/** One node of a graph that is data, as somebody writes it who has no workflow runtime. */
export interface GraphStep {
  readonly id: string;
  readonly run: (inputs: Readonly<Record<string, unknown>>, scope: never) => Given | Promise<Given>;
  /** Values that are configured; what is connected comes on top. */
  readonly config: Readonly<Record<string, unknown>> | undefined;
  /** Where inputs come from, by name: one source, or a list of them. */
  readonly inputs: readonly {
    readonly name: string;
    readonly from: Source | readonly Source[];
  }[];
  /** The switch that has to have gone this way, for the node to run. */
  readonly when: { readonly node: string; readonly side: 0 | 1 } | undefined;
}

/** A graph as data, and the order in which its nodes run: loops are written out. */
export interface Graph {
  readonly steps: readonly GraphStep[];
  /** What is done once for each run; may answer a promise. */
  readonly begin: (() => unknown) | undefined;
}
