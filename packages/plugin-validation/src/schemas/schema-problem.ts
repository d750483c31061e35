import { messageOf } from '@tenon/core';

/** Why something cannot be used as a schema: the end of a sentence, and what would fix it. */
export class SchemaProblem extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }

  /** What was thrown while a schema was made ready, whatever it is. */
  static of(thrown: unknown): SchemaProblem {
    if (thrown instanceof SchemaProblem) return thrown;
    return new SchemaProblem(
      `cannot be used as a schema: ${messageOf(thrown)}`,
      'See what its library says of it.',
    );
  }
}
