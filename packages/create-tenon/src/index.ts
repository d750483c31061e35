// Making a project, for a command that has words of its own.

export { createProject, KINDS, type Kind, type Project } from './project/create-project.js';
export { type Colours, told } from './project/told.js';

// The command itself.

export { createTenon } from './command/create-tenon.js';
export type { Io, Output } from './command/io.js';

// Errors.

export { CREATE_CODES } from './codes.js';
export { VERSION } from './version.js';
