// Configuration: what a tenon.config.ts says.

export {
  defineConfig,
  type PluginReference,
  type TenonConfig,
} from './config/tenon-config.js';
export type { SecretSource } from './plugins/built-in.js';
export type { PluginSettings } from './plugins/built-ins.js';

// The command, for a host that has one of its own.

export { EXIT, EXIT_MEANINGS, type ExitCode } from './exit-codes.js';
export type { Io, Output, StopSignal } from './io/io.js';
export { tenon } from './tenon.js';

// Errors.

export { CLI_CODES } from './codes.js';
export { VERSION } from './version.js';
