/**
 * `inspect` of `node:util`. To import that module makes Node look at all it exports, and so load its streams, which takes as
 * long as the rest of this package.
 */
export const { inspect } = process.getBuiltinModule('node:util');
