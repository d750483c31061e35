import { EvaluationError } from '@marcbachmann/cel-js';
import { messageOf } from '@tenon/core';

/** What a {@link Failure} states beside what happened. */
export interface FailureDetails {
  readonly hint?: string;
  readonly cause?: unknown;
  /** Offset in the source; where it is absent, that of the failing call. */
  readonly at?: number;
}

/**
 * Why an evaluation stopped, as the rest of a sentence that begins with the condition: `compares a text with a number`.
 * It becomes a `ConditionError` at the border of the package.
 */
export class Failure extends Error {
  readonly details: FailureDetails;

  constructor(message: string, details: FailureDetails = {}) {
    super(message);
    this.details = details;
  }
}

/** What was thrown while a source was read, as a failure of reading it. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure(`cannot be read: ${messageOf(error)}`, { cause: error });
}

/** A failure inside a call. The library adds the call's place to errors of its own class, and to no others. */
export function failedCall(message: string, details?: FailureDetails): EvaluationError {
  return new EvaluationError({
    code: 'failed_call',
    message,
    cause: new Failure(message, details),
  });
}
