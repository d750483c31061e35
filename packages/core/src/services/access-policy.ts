import { serviceId } from './service.js';

/** What is to be allowed or refused: a run, or one node of it. */
export interface AccessRequest {
  readonly action: 'run' | 'node';
  /** Who asks, as the run's options say. */
  readonly principal: unknown;
  readonly tenant: string | undefined;
  readonly runId: string;
  /** The workflow's name. */
  readonly workflow: string;
  /** The node's id and kind, where a node is asked about. */
  readonly node?: string;
  readonly nodeType?: string;
}

/** Yes, no, or that and a reason, which the refusal then states. Everything but `true` and `{ allow: true }` refuses. */
export type AccessDecision = boolean | { readonly allow: boolean; readonly reason?: string };

/**
 * Decides who may run what. Nothing is bound by default, and everybody may run everything then. A policy that throws,
 * rejects or answers something else refuses what it was asked about.
 */
export interface AccessPolicy {
  /** Whether each node is asked about as well, at each visit, before it starts. Read when a plan is made. */
  readonly perNode?: boolean;
  decide(request: AccessRequest): AccessDecision | PromiseLike<AccessDecision>;
}
export const AccessPolicy = serviceId<AccessPolicy>('tenon.AccessPolicy', { methods: ['decide'] });
