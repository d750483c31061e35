/** The version of `@tenon/pictures`; a test compares it with the manifest of the package. */
export const VERSION = '0.1.0';
