import type { NodeDefinition } from '../workflow/node.js';
import type { Path } from '../workflow/path.js';
import type { WorkflowNode } from '../workflow/workflow.js';
import type { InputShape } from './input-builders.js';
import type { Invoke } from './node-wraps.js';
import type { Plan } from './plan.js';
import type { QuickInputs } from './quick-inputs.js';

/** Where the value of one input comes from, in order of precedence; what a run supplies comes on top. */
export interface InputBinding {
  readonly name: string;
  /** Its number among the inputs of all steps. */
  readonly number: number;
  readonly isMany: boolean;
  readonly isRequired: boolean;
  /** Plain edges, in connection order. */
  readonly edges: Int32Array;
  /** Back edges of the loops around the node, innermost loop first. */
  readonly back: Int32Array;
  /** Where the one edge reads that is live whenever the step runs; `undefined` where that depends. */
  readonly certain: EdgeSource | undefined;
  /** The one back edge into the input, and the step and output it reads, where that is all there is to reading it. */
  readonly returning:
    | { readonly edge: number; readonly step: number; readonly port: string }
    | undefined;
  /** The configured value, else the port's default; `undefined` where there is neither. */
  readonly fallback: unknown;
}

/** An edge's source, ready to be read: the step, its output, and the path into it. */
export interface EdgeSource {
  readonly step: number;
  readonly port: string;
  /** Whether the output's name also stands on `Object.prototype`, so that it must be looked up as an own property. */
  readonly isShadowed: boolean;
  readonly path: Path | undefined;
}

/** One node, ready to be visited. */
export interface NodeStep {
  readonly index: number;
  readonly id: string;
  /**
   * The sub-workflow nodes that lead to it, outermost first. Known where a run tells of a visit; a plan, which may stand in
   * several places, has none.
   */
  readonly within: readonly string[];
  readonly node: WorkflowNode;
  readonly definition: NodeDefinition;
  readonly inputs: readonly InputBinding[];
  /** The inputs' names, where they are few. */
  readonly shape: InputShape | undefined;
  /** The short way to the inputs, where there is one. */
  readonly quick: QuickInputs | undefined;
  /** The same in a run that supplies values to nodes. */
  readonly quickSupplied: QuickInputs | undefined;
  /** Whether every input is a constant, or has a certain edge or a single back edge, and no name needs care. */
  readonly isSimple: boolean;
  /** Whether an input named `__proto__` must be defined rather than assigned. */
  readonly needsDefine: boolean;
  /** Values of the node's settings: configuration over defaults. Frozen. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The number among `plan.secretSets` of what its node type asks for, or -1. */
  readonly secretSet: number;
  /** The node's function with every wrapper around it. */
  readonly invoke: Invoke;
  /** Time limit of a visit in milliseconds, or 0 for none. */
  readonly timeoutMs: number;
  /** The plan of a sub-workflow node. */
  readonly child: Plan | undefined;
}

/** The ids that lead to a step, as one text: `sub/node`. */
export function pathText({ within, id }: Pick<NodeStep, 'within' | 'id'>): string {
  return within.length === 0 ? id : `${within.join('/')}/${id}`;
}

/** A step whose function is not put together yet: what taps of the hook `node` see. */
export type UnwrappedStep = Omit<NodeStep, 'invoke'>;
