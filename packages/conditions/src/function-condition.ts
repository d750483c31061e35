import { describeValue, isThenable, messageOf, RuntimeError } from '@tenon/core';
import { Failure } from './cel/failure.js';
import { kindOf } from './cel/values.js';
import type { Condition, ConditionScope, ConditionValues } from './condition.js';
import { Sentence } from './sentence.js';

type Predicate<V> = (view: V) => unknown;

/** A function as a condition: whatever it does, it answers true or false, or fails. */
export function functionCondition<V>(predicate: Predicate<V>, scope: ConditionScope): Condition {
  const text = describeValue(predicate);
  const sentence = new Sentence(text, scope, undefined);
  const names = Object.freeze([...scope.names.keys()]);
  return Object.freeze<Condition>({
    kind: 'function',
    text,
    names,
    reads: Object.freeze(names.map((name) => Object.freeze([name]))),
    outline: undefined,
    test: (values) => ask(predicate, values, sentence),
    evidence: () => [],
  });
}

function ask<V>(
  predicate: Predicate<V>,
  values: ConditionValues,
  sentence: Sentence,
): boolean | Promise<boolean> {
  let answer: unknown;
  let isPromise: boolean;
  try {
    answer = predicate(viewOf(values) as V);
    isPromise = isThenable(answer);
  } catch (cause) {
    throw sentence.error(threw(cause));
  }
  return isPromise ? settled(answer as PromiseLike<unknown>, sentence) : truth(answer, sentence);
}

async function settled(promise: PromiseLike<unknown>, sentence: Sentence): Promise<boolean> {
  let answer: unknown;
  try {
    answer = await promise;
  } catch (cause) {
    throw sentence.error(threw(cause));
  }
  return truth(answer, sentence);
}

function truth(answer: unknown, sentence: Sentence): boolean {
  if (typeof answer === 'boolean') return answer;
  throw sentence.error(new Failure(`gives ${kindOf(answer)}, not true or false`));
}

/** The sentence ends with a full stop of its own; what would fix the cause fixes the condition. */
function threw(cause: unknown): Failure {
  const message = `threw: ${messageOf(cause).replace(/\.$/, '')}`;
  const hint = RuntimeError.is(cause) ? cause.hint : undefined;
  return new Failure(message, { cause, ...(hint !== undefined && { hint }) });
}

/** The names and their values, which a function may not replace. The values are shared. */
function viewOf(values: ConditionValues): ConditionValues {
  if (Object.isFrozen(values)) return values;
  const view = Object.create(null) as Record<string, unknown>;
  return Object.freeze(Object.assign(view, values));
}
