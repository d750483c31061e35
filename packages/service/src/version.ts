/** The version of `@tenon/service`; a test compares it with the manifest of the package. */
export const VERSION = '0.1.0';
