import { RuntimeError, type RuntimeErrorDetails } from '@tenon/core';
import type { Position } from './condition.js';

/** What a {@link ConditionError} states beside its message. */
export interface ConditionErrorDetails extends RuntimeErrorDetails {
  readonly expression: string;
  readonly position?: Position;
}

/** A condition that could not be evaluated: CONDITION_FAILED, with the condition and the position in it. */
export class ConditionError extends RuntimeError {
  /** The condition as a person reads it. */
  readonly expression: string;
  readonly position: Position | undefined;

  constructor(message: string, { expression, position, ...details }: ConditionErrorDetails) {
    super('CONDITION_FAILED', message, details);
    this.expression = expression;
    this.position = position;
  }
}
