export { defineOptions, type OptionsClass, type Validators } from './define-options.js';
