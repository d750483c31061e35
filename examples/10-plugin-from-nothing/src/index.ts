export { type Circuit, CLOSED } from './circuit.js';
export { CircuitStore, MemoryCircuits } from './circuit-store.js';
export { BREAKER_CODES } from './codes.js';
export { BreakerHooks } from './hooks.js';
export type { BreakerOptions } from './options.js';
export { breaker, VERSION } from './plugin.js';
