import type { Failure } from './cel/failure.js';
import type { ConditionFlaw, ConditionScope, Position } from './condition.js';
import { ConditionError } from './condition-error.js';

/** Conditions longer than this are cut in messages. */
const LONGEST = 120;

/** A condition as messages speak of it. */
export class Sentence {
  constructor(
    /** The condition as a person reads it. */
    readonly text: string,
    private readonly scope: Pick<ConditionScope, 'subject' | 'where'>,
    /** The text that offsets count in; absent where a condition has none of its own. */
    private readonly source: string | undefined,
  ) {}

  /** A failure while the condition is read. */
  flaw({ message, details }: Failure): ConditionFlaw {
    const position = this.positionOf(details.at);
    const { hint } = details;
    return Object.freeze({
      message: this.about(message, position),
      ...(position !== undefined && { position }),
      ...(hint !== undefined && hint !== '' && { hint }),
    });
  }

  /** A failure while it is evaluated. */
  error({ message, details }: Failure): ConditionError {
    const position = this.positionOf(details.at);
    const { hint } = details;
    return new ConditionError(this.about(message, position), {
      expression: this.text,
      ...(position !== undefined && { position }),
      ...(hint !== undefined && hint !== '' && { hint }),
      ...('cause' in details && { cause: details.cause }),
      ...(this.scope.where !== undefined && { where: this.scope.where }),
    });
  }

  private about(message: string, position: Position | undefined): string {
    const subject = this.scope.subject ?? 'condition';
    const text = this.text.length > LONGEST ? `${this.text.slice(0, LONGEST)}…` : this.text;
    return `The ${subject} "${text}" ${message}${placeText(position)}.`;
  }

  private positionOf(offset: number | undefined): Position | undefined {
    if (offset === undefined || this.source === undefined) return undefined;
    const before = this.source.slice(0, offset).split('\n');
    return Object.freeze({
      offset,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    });
  }
}

function placeText(position: Position | undefined): string {
  if (position === undefined) return '';
  const { line, column } = position;
  return line === 1
    ? `, at column ${String(column)}`
    : `, at line ${String(line)}, column ${String(column)}`;
}
