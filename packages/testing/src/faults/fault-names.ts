/**
 * What a fault does.
 *
 * - `fail`: throws at once.
 * - `reject`: answers a promise that is rejected.
 * - `hang`: answers a promise that never settles, whatever it is told.
 * - `delay`: waits on the runtime's clock, then goes on; gives up with the signal's reason when it is told to stop.
 * - `abort`: aborts the run through the signal of the fault, then goes on.
 */
export const FAULT_KINDS = ['fail', 'reject', 'hang', 'delay', 'abort'] as const;
/** The name of what a fault does. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/**
 * What a fault strikes.
 *
 * - `step`: a visit to a node, with all its attempts: inside checks, outside whatever retries.
 * - `attempt`: a call of a node's function: inside whatever retries, and inside the time limits of attempts.
 * - `hook`: a call of a tap: one that the fault's own plugin adds to every hook, or one of a plugin that it is put around.
 */
export const FAULT_PLACES = ['step', 'attempt', 'hook'] as const;
/** The name of what a fault strikes. */
export type FaultPlace = (typeof FAULT_PLACES)[number];
