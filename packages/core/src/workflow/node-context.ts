import type { Logger } from '../services/logger.js';
import type { InputValues } from './port.js';
import type { SecretValues } from './secret-value.js';

/** What a node sees of the loop it stands in. */
export interface LoopContext {
  readonly id: string;
  /** The iteration, from 0. */
  readonly index: number;
  /** The iteration, from 1. */
  readonly count: number;
  readonly maxIterations: number;
  readonly isFirst: boolean;
  /** This node's own state: lasts as long as this run of the loop, and appears in no output. */
  readonly state: Map<string, unknown>;
  /** The loop around this one, if any. */
  readonly outer: LoopContext | undefined;
}

/** What a node sees of its run, beside its inputs. */
export interface NodeContext<S = unknown, X = unknown> {
  readonly runId: string;
  /** The node's id in its workflow. */
  readonly nodeId: string;
  readonly workflow: string;
  /** Aborted when the node should stop: abort, time-out, another node's failure. */
  readonly signal: AbortSignal;
  /** Configuration that is no input. */
  readonly settings: InputValues<S>;
  /** The secrets that the node type asks for, by its own names for them. Needs `@tenon/plugin-parameters`. */
  readonly secrets: SecretValues<X>;
  readonly principal: unknown;
  readonly tenant: string | undefined;
  /** The innermost loop the node stands in. */
  readonly loop: LoopContext | undefined;
  readonly log: Logger;
}
