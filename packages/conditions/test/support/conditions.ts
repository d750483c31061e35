import {
  type Condition,
  type ConditionError,
  type ConditionFlaw,
  type ConditionScope,
  type ConditionSource,
  type ConditionValues,
  type NameType,
  parseCondition,
} from '@tenon/conditions';
import { RuntimeError } from '@tenon/core';

/** A scope of names of which nothing is known. */
export function scopeOf(...names: readonly string[]): ConditionScope {
  return { names: new Map(names.map((name) => [name, 'any'])) };
}

/** A scope of names with their types. */
export function typed(names: Readonly<Record<string, NameType>>): ConditionScope {
  return { names: new Map(Object.entries(names)) };
}

/** A condition that has no flaws. */
export function read(source: ConditionSource, scope: ConditionScope = scopeOf('value')): Condition {
  const { condition, flaws } = parseCondition(source, scope);
  if (condition === undefined) throw new Error(flaws.map(({ message }) => message).join('\n'));
  return condition;
}

/** What is wrong with a source. */
export function flawsOf(
  source: unknown,
  scope: ConditionScope = scopeOf('value'),
): readonly ConditionFlaw[] {
  return parseCondition(source as ConditionSource, scope).flaws ?? [];
}

/** The one message of a source with one flaw. */
export function flawOf(source: unknown, scope?: ConditionScope): string {
  const flaws = flawsOf(source, scope);
  return flaws.length === 1 ? (flaws[0]?.message ?? '') : `${String(flaws.length)} flaws`;
}

/** What a condition over these values answers. */
export function ask(source: ConditionSource, values: ConditionValues): unknown {
  return read(source, scopeOf(...Object.keys(values))).test(values);
}

/** What a condition over `value` answers. */
export function askOf(source: ConditionSource, value: unknown): unknown {
  return ask(source, { value });
}

/** The error of a condition that fails. */
export function failureOf(
  source: ConditionSource,
  values: ConditionValues,
  scope: ConditionScope = scopeOf(...Object.keys(values)),
): ConditionError {
  const condition = read(source, scope);
  try {
    condition.test(values);
  } catch (error) {
    if (RuntimeError.is(error, 'CONDITION_FAILED')) return error as ConditionError;
    throw error;
  }
  throw new Error('the condition did not fail');
}
