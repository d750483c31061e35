/** Groups codes by what a reader does about them. */
export type CodeCategory =
  | 'structure'
  | 'type'
  | 'missing'
  | 'constraint'
  | 'policy'
  | 'plugin'
  | 'node'
  | 'run'
  | 'limit'
  | 'access';

/** What is documented of one code. Both texts are whole sentences. */
export interface CodeEntry {
  readonly category: CodeCategory;
  /** What has happened when this code appears. */
  readonly meaning: string;
  /** What would fix it. */
  readonly remedy: string;
}

/** An entry that knows the package it belongs to. */
export interface CodeFacts extends CodeEntry {
  readonly package: string;
}

/** Codes of one package. */
export type CodeTable<C extends string = string> = Readonly<Record<C, CodeFacts>>;

/** The members that a package adds to `ErrorCodes`, by its table. */
export type CodesOf<T extends CodeTable> = { readonly [C in keyof T & string]: CodeFacts };

/**
 * Declares the codes of one package: the one table from which its errors, its part of `docs/errors.md` and the type
 * `ErrorCode` come. A code is upper case and belongs to one package.
 *
 * @example
 * export const CODES = defineCodes('tenon-plugin-cache', {
 *   CACHE_STALE: { category: 'constraint', meaning: 'An entry is too old.', remedy: 'Raise "maxAgeMs".' },
 * });
 * declare module '@tenon/core' {
 *   interface ErrorCodes extends CodesOf<typeof CODES> {}
 * }
 */
export function defineCodes<const T extends Readonly<Record<string, CodeEntry>>>(
  packageName: string,
  entries: T & UpperCase<T>,
): CodeTable<keyof T & string> {
  const table = Object.entries<CodeEntry>(entries).map(
    ([code, entry]) => [code, Object.freeze({ package: packageName, ...entry })] as const,
  );
  return Object.freeze(Object.fromEntries(table)) as CodeTable<keyof T & string>;
}

/** Lets no member through whose name is not upper case. */
type UpperCase<T> = { readonly [C in keyof T]: C extends Uppercase<C & string> ? T[C] : never };
