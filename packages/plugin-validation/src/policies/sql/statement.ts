import type { Tokens } from './tokens.js';

/** A shape of SQL: where it can begin, and whether it does. */
export interface Statement {
  readonly detector: string;
  /** What it is, as in "holds …". */
  readonly holds: string;
  /** Where its grammar is defined, or who describes it. */
  readonly source: string;
  /** The tokens that it begins with. */
  readonly starts: readonly string[];
  /** Whether it begins at a position at which one of {@link starts} stands. */
  readonly isAt: (tokens: Tokens, i: number) => boolean;
}
