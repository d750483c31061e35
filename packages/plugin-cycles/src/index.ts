// The plugin.

export { cycles } from './plugin.js';
export type { CyclesOptions } from './options.js';
// Results: what a loop's summary tells beside how it ended.
export type { LoopRecord } from './control/history.js';
export type { LoopReport } from './details.js';
export type { Trend, WatchedNumber } from './watch/watched-number.js';
// Hooks: each iteration, and the end.
export { CycleHooks, type LoopFinish, type LoopIteration } from './hooks.js';
// Services: what measures the heap.
export { HeapGauge } from './heap-gauge.js';
// Errors.
export { CYCLE_CODES } from './codes.js';
export { VERSION } from './version.js';
