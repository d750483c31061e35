export { defineOptions, type OptionsClass, type Validators } from './define-options.js';
export { LONGEST_MS } from './longest-ms.js';
export { VERSION } from './version.js';
