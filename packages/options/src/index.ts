export { defineOptions, type OptionsClass, type Validators } from './define-options.js';
export { VERSION } from './version.js';
