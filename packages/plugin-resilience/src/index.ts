// The plugin.

// Breakers: how they stand.
export type { Breaker, BreakerFigures, BreakerStateName } from './breaker/breaker.js';
export {
  type BreakerPlace,
  type BreakerState,
  Breakers,
  MemoryBreakers,
} from './breaker/breakers.js';
// Errors.
export { RESILIENCE_CODES } from './codes.js';
// Hooks: attempts that failed, breakers that changed.
export { type AttemptFailure, type BreakerChange, ResilienceHooks } from './hooks.js';
export type { ResilienceOptions } from './options.js';
export { resilience } from './plugin.js';
// Policies: what is stated.
export type {
  Backoff,
  BreakerPolicy,
  BulkheadPolicy,
  ErrorClass,
  ErrorFilter,
  ErrorMatch,
  FallbackPolicy,
  Jitter,
  ResiliencePolicy,
  RetryPolicy,
  Sharing,
} from './policy/policy.js';
// Chance: where jitter comes from.
export { RandomSource } from './random-source.js';
export { VERSION } from './version.js';
