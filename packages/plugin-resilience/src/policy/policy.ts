import type { NodeDefinition } from '@tenon/core';

/** A class of errors. */
export type ErrorClass = abstract new (...args: never[]) => unknown;

/** An error: its `code` or its name as text, or its class. Causes count as well, eight deep. */
export type ErrorMatch = string | ErrorClass;

/** Which errors something is about; all where nothing is said. */
export interface ErrorFilter {
  /** These and no others. */
  readonly on?: readonly ErrorMatch[];
  /** But not these. */
  readonly except?: readonly ErrorMatch[];
}

/** How delays between attempts grow: they double, grow by the first one, stay, or are none at all. */
export type Backoff = 'exponential' | 'linear' | 'fixed' | 'none';

/** How chance shortens delays: to anything below, to half at most, or not. */
export type Jitter = 'full' | 'half' | 'none';

/** Calls of a node that fails, once more or several times. */
export interface RetryPolicy extends ErrorFilter {
  /** Calls in all. Default 3; 1,000 at most. */
  readonly attempts?: number;
  /** Default `exponential`. */
  readonly backoff?: Backoff;
  /** Milliseconds before the second attempt. Default 200. */
  readonly delayMs?: number;
  /**
   * Milliseconds that no delay exceeds. Default 30,000. An error that asks for a longer one, by `retryAfterMs`, ends the
   * attempts: calling earlier would be against what it asks.
   */
  readonly maxDelayMs?: number;
  /** Default `full` where delays double, otherwise `none`. */
  readonly jitter?: Jitter;
  /** Milliseconds from the beginning of the first attempt within which the last one begins. Unlimited by default. */
  readonly budgetMs?: number;
  /** Decides in code, after `on` and `except`. `attempt` is the one that failed, from 1. */
  readonly when?: (error: unknown, attempt: number) => boolean;
}

/** What a breaker or a bulkhead is about: each node by itself, all nodes of its type, or whatever names the resource. */
export interface Sharing {
  /** Default `node`. */
  readonly per?: 'node' | 'type';
  /** A resource that several nodes depend on, in place of `per`. */
  readonly resource?: string;
}

/** Calls are stopped for a while after too many failures. A visit counts once, as its last attempt ended. */
export interface BreakerPolicy extends Sharing, ErrorFilter {
  /** Failures in a row that open it. Default 5. Not beside `rate`. */
  readonly failures?: number;
  /** Opens it when more than this part of the last calls failed: above 0 and below 1. */
  readonly rate?: number;
  /** How many calls `rate` looks back on, all of which must have been. Default 20; 10,000 at most. */
  readonly calls?: number;
  /** Milliseconds that it stays open before it lets one call through. Default 30,000. */
  readonly restMs?: number;
  /** Whether each tenant has its own. Default false. */
  readonly perTenant?: boolean;
}

/** Limits how many calls go on at once. */
export interface BulkheadPolicy extends Sharing {
  readonly concurrent: number;
  /** How many more may wait for their turn. Default 0. */
  readonly queue?: number;
}

/** What stands in for a node that failed: outputs, or another node with the same inputs. */
export interface FallbackPolicy extends ErrorFilter {
  /** The outputs. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** A kind of node, which the runtime knows, called with the inputs that both have. */
  readonly kind?: string;
  /** The same, by its definition. */
  readonly node?: NodeDefinition;
  /** Values of inputs of that node, and what its kind is configured by. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** What may be stated of all nodes, of a workflow's, of a type's, or of one. `false` undoes what is stated further out. */
export interface ResiliencePolicy {
  readonly retry?: RetryPolicy | false;
  /** Milliseconds that each attempt may take. */
  readonly timeoutMs?: number | false;
  readonly breaker?: BreakerPolicy | false;
  readonly bulkhead?: BulkheadPolicy | false;
  /** Of a node type or a node only. */
  readonly fallback?: FallbackPolicy | false;
}

declare module '@tenon/core' {
  interface PluginStatements {
    readonly resilience?: ResiliencePolicy;
  }
}
