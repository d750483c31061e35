import { describeValue, type Path } from '@tenon/core';
import { asFailure, Failure } from './cel/failure.js';
import { parseText } from './cel/parser.js';
import { Program } from './cel/program.js';
import { readTerm } from './cel/read-term.js';
import { Reading } from './cel/reading.js';
import type { ConditionFlaw, ConditionScope, ConditionValues } from './condition.js';
import { Sentence } from './sentence.js';
import { readsOf, refused } from './term-condition.js';

/** CEL text that gives a value of any type. Immutable; serves any number of runs. */
export interface Expression {
  /** As its author wrote it. */
  readonly text: string;
  /** The names that it reads, so that callers gather no others. */
  readonly names: readonly string[];
  /** The paths that it reads, each beginning with one of the names. A path that is computed in part counts up to there. */
  readonly reads: readonly Path[];
  /** What it gives: at once, and never `undefined`. Throws `ConditionError`: CONDITION_FAILED. */
  evaluate(values: ConditionValues): unknown;
}

/** A text that has been read: an expression, or what is wrong with it. */
export type ParsedExpression =
  | { readonly expression: Expression; readonly flaws?: undefined }
  | { readonly expression?: undefined; readonly flaws: readonly ConditionFlaw[] };

/**
 * Reads CEL text that gives a value: the text of a condition, with its limits and its strictness, but for the type of what it
 * gives. Answers all flaws where there are any. Total.
 *
 * @example
 * const { expression } = parseExpression('line.price * line.count', { names: new Map([['line', 'any']]) });
 * expression?.evaluate({ line: { price: 2.5, count: 4 } }); // 10
 */
export function parseExpression(text: string, scope: ConditionScope): ParsedExpression {
  const subject = scope.subject ?? 'expression';
  const isText = typeof text === 'string';
  const shown = isText ? text : describeValue(text);
  const sentence = new Sentence(shown, { ...scope, subject }, isText ? text : undefined);
  try {
    if (!isText) throw new Failure('is no CEL text', { hint: 'Write "value.price * 2".' });
    const reading = new Reading(scope, readTerm);
    const term = reading.read(parseText(text));
    if (reading.flaws.length > 0) return refused(sentence, reading.flaws);
    return { expression: expressionOf(new Program(term), sentence) };
  } catch (error) {
    return refused(sentence, [asFailure(error)]);
  }
}

function expressionOf(program: Program, sentence: Sentence): Expression {
  return Object.freeze<Expression>({
    text: sentence.text,
    ...readsOf(program),
    evaluate(values) {
      try {
        return program.value(values);
      } catch (failure) {
        throw sentence.error(failure as Failure);
      }
    },
  });
}
