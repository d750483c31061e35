import type { FlawCategory } from '../schemas/flaw.js';

/** One flaw of a value, ready to be shown. */
export interface ReportedFlaw {
  readonly category: FlawCategory;
  /** What was broken, in the schema's own terms: `type`, `required`, `minimum`, `isEmail`. */
  readonly rule: string;
  /** Where: the port and the path into its value, `order.lines[0].sku`. */
  readonly place: string;
  /** What is wrong: `must be an integer`. */
  readonly message: string;
  /** What stands there, in a few words; absent for what is missing, and for what a policy keeps from being shown. */
  readonly value?: string;
  readonly hint?: string;
}

/**
 * A value that did not fit: the `cause` of the error that failed the node, or of the warning. Plain data; secrets of the
 * run are masked in it.
 */
export interface CheckReport {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** What was checked: an input or output by the schema of its port, or a connection by a part of its contract. */
  readonly checked: 'input' | 'output' | 'source' | 'target' | 'policy';
  readonly workflow: string;
  /** The node that fails for it: the consumer; for an output, the producer. */
  readonly node: string;
  readonly port: string;
  /** The nodes that delivered the value, where it came over connections. */
  readonly producers: readonly string[];
  /** `order.total → bonus.amount`, where a contract is broken. */
  readonly connection?: string;
  /** The name of the contract, where it has one. */
  readonly contract?: string;
  readonly flaws: readonly ReportedFlaw[];
}
