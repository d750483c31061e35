import type { Region, Verdict } from '../../plan/region.js';
import type { Visit } from './visit.js';

/** Why a sweep stopped. */
export type SweepEnd =
  | { readonly kind: 'done' }
  /** The event loop is due its turn; the sweep goes on after it. */
  | { readonly kind: 'due' }
  /** A loop was told to end in the middle of an iteration. */
  | { readonly kind: 'told' }
  /** A visit returned a promise, and nothing else can start meanwhile: the sweep goes on by itself. */
  | { readonly kind: 'waiting' }
  /** A visit returned a promise, and other steps may start. */
  | {
      readonly kind: 'visit';
      readonly visit: Visit;
      readonly promise: PromiseLike<unknown>;
      /** When the visit began, where its node has a time limit. */
      readonly startedAt: number;
    }
  /** A controller returned a promise: the machine takes over. */
  | {
      readonly kind: 'decision';
      readonly region: Region;
      readonly promise: PromiseLike<Verdict>;
    };

export const DONE: SweepEnd = Object.freeze({ kind: 'done' });
export const DUE: SweepEnd = Object.freeze({ kind: 'due' });
export const TOLD: SweepEnd = Object.freeze({ kind: 'told' });
export const WAITING: SweepEnd = Object.freeze({ kind: 'waiting' });
