/** What the adapters of peers in `bench/peers` share. They import the compiled file, and nothing else of this package. */
export { layersOf } from '../contenders/layered-all.js';
export { sumOf, together } from '../hand/execute.js';
export { programOf } from '../hand/program-of.js';
export { bodyOf } from '../workloads/body-of.js';
export { inputsOf } from './inputs-of.js';
export { lackOf } from './lack-of.js';
export { versionOf } from './version-of.js';
