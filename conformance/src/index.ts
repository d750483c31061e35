// For tests of other packages: random workflows, and whether a run came to what the reference evaluator says of it.
export type { Case } from './case.js';
export type { Difference } from './difference.js';
export { executeCase, type Setting } from './execute-case.js';
export { INSTALLED } from './plugins.js';
export { possibleFeatures } from './reference/random/features.js';
export { generateRandom } from './reference/random/generate-random.js';
