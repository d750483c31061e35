// Reading.

export type { FileLimits } from './limits.js';
export type { Locate } from './link/locate.js';
export { type LoadedWorkflow, type LoadOptions, loadWorkflow } from './load-workflow.js';
export { type ParsedWorkflow, type ParseOptions, parseWorkflow } from './parse-workflow.js';
export type { FileFormat } from './tree/source.js';

// Writing.

export { type FormatOptions, formatWorkflow } from './format-workflow.js';

// Editors.

export { type SchemaOptions, workflowFileSchema } from './schema/workflow-file-schema.js';

// Errors.

export { FILE_CODES } from './codes.js';
export { VERSION } from './version.js';
export { WorkflowFileError } from './workflow-file-error.js';
