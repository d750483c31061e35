// Services: a runtime that takes work for as long as the process lives.

export { AcceptedRun, type AcceptOptions } from './accepted-run.js';
export { type RunService, type ServiceState, type ServiceStats, serve } from './service.js';

// The queue: who runs, who waits, who is turned away.

export type { RunQueueOptions, TenantLimits, TenantOptions } from './options.js';
export type { TenantCount } from './places.js';
export { runQueue } from './plugin.js';
export type { RejectionCode } from './rejections.js';
export { RunQueueService } from './run-queue.js';
export type { QueueStats } from './stats.js';
export type { TicketState } from './ticket.js';

// Draining: an orderly end.

export type { DrainedRun, DrainReport } from './drain.js';
export type { DrainOnSignalOptions, SignalDrain, SignalSource } from './drain-on-signal.js';

// Codes and version.

export { SERVICE_CODES } from './codes.js';
export { VERSION } from './version.js';
