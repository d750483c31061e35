/** Tokens that begin with a mark of who issues them and go on with characters of one class. */
export interface TokenShape {
  readonly detector: string;
  readonly holds: string;
  readonly source: string;
  readonly prefixes: readonly string[];
  readonly isOf: (code: number) => boolean;
  /** Characters behind the prefix, at least. */
  readonly least: number;
  /** Characters behind the prefix, at most; any number where it is absent. */
  readonly most?: number;
}
