import { describeValue } from '@tenon/core';
import { asFailure, Failure } from './cel/failure.js';
import { parseText } from './cel/parser.js';
import { readTerm } from './cel/read-term.js';
import { Reading } from './cel/reading.js';
import { mayBe, typeName } from './cel/types.js';
import type { ConditionScope, ConditionSource, ParsedCondition } from './condition.js';
import { functionCondition } from './function-condition.js';
import { checkRow, rowTerm, rowText } from './row.js';
import { Sentence } from './sentence.js';
import { refused, termCondition } from './term-condition.js';

/**
 * Reads a condition and checks it against the names it may use: once, when a workflow is verified. Answers all flaws where
 * there are any, each with its position in CEL text. Total: throws for no source.
 */
export function parseCondition<V>(
  source: ConditionSource<V>,
  scope: ConditionScope,
): ParsedCondition {
  if (typeof source === 'function') return { condition: functionCondition(source, scope) };
  return typeof source === 'string' ? parseCel(source, scope) : parseRow(source, scope);
}

function parseCel(text: string, scope: ConditionScope): ParsedCondition {
  const sentence = new Sentence(text, scope, text);
  return orRefused(sentence, () => {
    const reading = new Reading(scope, readTerm);
    const term = reading.read(parseText(text));
    if (!mayBe(term.type, 'boolean')) {
      reading.flaw(`gives ${typeName(term.type)}, not true or false`, term.at);
    }
    return termCondition('text', term, reading, sentence);
  });
}

function parseRow(source: unknown, scope: ConditionScope): ParsedCondition {
  const unread = new Sentence(describeValue(source), scope, undefined);
  return orRefused(unread, () => {
    if (typeof source !== 'object' || source === null) {
      throw new Failure('is neither CEL text, a row nor a function', { hint: FORMS });
    }
    const row = checkRow(source);
    const reading = new Reading(scope, readTerm);
    return termCondition(
      'row',
      rowTerm(reading, row),
      reading,
      new Sentence(rowText(row), scope, undefined),
    );
  });
}

const FORMS = 'Write "value > 10", or { field, operator, value }, or give a function.';

function orRefused(sentence: Sentence, read: () => ParsedCondition): ParsedCondition {
  try {
    return read();
  } catch (error) {
    return refused(sentence, [asFailure(error)]);
  }
}
