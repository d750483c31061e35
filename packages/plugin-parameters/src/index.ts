// The plugin.

// Errors.
export { PARAMETER_CODES } from './codes.js';
// Parameters: said without guessing.
export { ExplicitParameters, type ParameterParts, parametersOf } from './forms/parameters-of.js';
// Hooks: references of other plugins.
export { ParameterHooks, type ParameterReference } from './hooks.js';
export type { ParametersOptions } from './options.js';
export { parameters } from './plugin.js';
export { DirectorySecrets } from './secrets/directory-secrets.js';
export { EnvironmentSecrets } from './secrets/environment-secrets.js';
export { MemorySecrets } from './secrets/memory-secrets.js';
export { Secret } from './secrets/secret.js';
// Secrets: where they come from, and what nodes get.
export { SecretProvider, type SecretScope } from './secrets/secret-provider.js';
export { VERSION } from './version.js';
