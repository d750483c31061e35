// The plugin.

// Errors.
export { CYCLE_CODES } from './codes.js';
// Results: what a loop's summary tells beside how it ended.
export type { LoopRecord } from './control/history.js';
export type { LoopReport } from './control/loop-session.js';
// Services: what measures the heap.
export { HeapGauge } from './heap-gauge.js';
// Hooks: each iteration, and the end.
export { CycleHooks, type LoopFinish, type LoopIteration } from './hooks.js';
export type { CyclesOptions } from './options.js';
export { cycles } from './plugin.js';
export { VERSION } from './version.js';
export type { Trend, WatchedNumber } from './watch/watched-number.js';
