/**
 * Takes the secrets of one run out of whatever is written or shown of it. A plugin sets it as `run.mask` while it
 * prepares the run; a run without secrets has none. The core applies it to errors, warnings, log lines, events, audit
 * records, explanations and the JSON of results; what nodes hand to one another is never masked.
 *
 * Both methods are total, and answer the very same value where there is nothing to mask.
 */
export interface Masker {
  /** The text with every secret in it replaced. */
  text(text: string): string;
  /**
   * The value with every secret in it replaced, at any depth. What holds one is copied, errors as errors with their causes;
   * everything else is kept as it is.
   */
  value<T>(value: T): T;
}

/** Takes out the secrets there are at the time: what a run does with its mask, and nothing where it has none. */
export interface Masking {
  masked<T>(value: T): T;
}
