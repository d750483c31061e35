// The plugin.

// Errors.
export { OBSERVABILITY_CODES } from './codes.js';
// Health: how a runtime stands, as data. Parts of it are bound as the core's `HealthPart`.
export {
  type EventLoopDelay,
  Health,
  type HealthSnapshot,
  type RecentFailure,
  type RunCounts,
} from './health/health.js';
// Logs: the core's Logger on pino.
export { type PinoLike, PinoLogger } from './logging/pino-logger.js';
// Names: what spans, attributes and metrics are called.
export { ATTRIBUTES, EVENTS, METRICS, OTHER, SPANS } from './names.js';
export type { ObservabilityOptions } from './options.js';
export { observability } from './plugin.js';
export { VERSION } from './version.js';
