/** What a node is drawn as. */
export type NodeShape =
  | 'step'
  | 'source'
  | 'sink'
  | 'switch'
  | 'merge'
  | 'workflow'
  | 'input'
  | 'output';

/** How a node stands: at the end of a run, or before it in a dry run. */
export type DrawnState = 'completed' | 'skipped' | 'failed' | 'aborted' | 'runs' | 'may' | 'never';

/** One box of a drawing. */
export interface DrawnNode {
  /** The ids that lead to it: those of sub-workflow nodes, then its own, or the name of an input or output. */
  readonly path: readonly string[];
  readonly label: string;
  /** Its node type. `undefined` for inputs and outputs of a workflow, and for what is not known. */
  readonly kind: string | undefined;
  readonly shape: NodeShape;
  /** Whether its node type is known. */
  readonly isKnown: boolean;
  /** The group around it, as an index. */
  readonly group: number | undefined;
  /** `undefined` where nothing is known of a run. */
  readonly state: DrawnState | undefined;
  /** What is worth a glance: how long it took, how often it ran. */
  readonly notes: readonly string[];
  /** In one sentence: why it was skipped or failed, or on what it depends. */
  readonly detail: string | undefined;
}

/** Nodes with a frame around them: a loop, or a sub-workflow that is drawn open. */
export interface DrawnGroup {
  readonly form: 'loop' | 'workflow';
  /** The ids that lead to it: those of sub-workflow nodes, then that of the loop. */
  readonly path: readonly string[];
  readonly label: string;
  /** Of a sub-workflow, its node type: the name of its workflow, in most cases. */
  readonly kind: string | undefined;
  /** The group around it, as an index, which is lower than its own. */
  readonly parent: number | undefined;
  readonly state: DrawnState | undefined;
  /** Of a loop: what ends it, and over a run, how it ended. Of a sub-workflow: how long it took. */
  readonly notes: readonly string[];
  readonly detail: string | undefined;
}

/** An arrow between two boxes. Connections between the same boxes are one arrow with several labels. */
export interface DrawnEdge {
  /** Boxes as indexes. */
  readonly from: number;
  readonly to: number;
  /** Ports, paths and contracts: one line for each connection. */
  readonly labels: readonly string[];
  /** Whether it carries values into the next iteration of a loop. */
  readonly isBack: boolean;
  /** Whether it delivered: `dead` where it did not, or never would; `may` where that is open. */
  readonly state: 'live' | 'may' | 'dead';
}

/** A picture of a workflow before it has any format: plain data, in order of declaration. */
export interface Drawing {
  readonly name: string;
  /** What the states tell of. */
  readonly over: 'nothing' | 'run' | 'plan';
  readonly nodes: readonly DrawnNode[];
  readonly groups: readonly DrawnGroup[];
  readonly edges: readonly DrawnEdge[];
}
