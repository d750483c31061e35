import type { Json, JsonObject } from '../case.js';

/** What became of a node: in this iteration, or in the end. */
export type Visit =
  | {
      readonly status: 'completed';
      readonly outputs: JsonObject;
      /** Of a switch: the ports that it took. */
      readonly taken?: readonly string[];
    }
  | { readonly status: 'skipped'; readonly reason: 'deadEdges' | 'upstreamFailed' }
  | { readonly status: 'failed'; readonly failure: Failure };

/** Why a run, a loop or a node failed. */
export interface Failure {
  readonly code: string;
  readonly node?: string;
  readonly loop?: string;
  /** The text that the case gives for it. */
  readonly message?: string;
}

/** What an edge brings once its source is settled. */
export type EdgeState =
  | { readonly is: 'live'; readonly value: Json | undefined }
  | { readonly is: 'dead' }
  | { readonly is: 'failed' };
