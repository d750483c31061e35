import type { EvaluationError } from '@marcbachmann/cel-js';
import { messageOf } from '@tenon/core';
import { ORDER_HINT } from './calls.js';
import { Failure } from './failure.js';
import { celLibrary } from './library.js';
import { type BinaryOperator, isArithmetic } from './term.js';

/**
 * Says in the words of conditions what the library says of a printed term, and finds the place in the source. What is no
 * error of the library comes from the data (a proxy that throws, a text that would be too long), and is kept as cause.
 */
export function explain(error: unknown, origins: ReadonlyMap<number, number>): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof celLibrary().EvaluationError)) {
    return new Failure(`reads data that threw: ${messageOf(error)}`, { cause: error });
  }
  const at = origins.get(error.range?.start ?? -1);
  const place = at === undefined ? {} : { at };
  if (error.cause instanceof Failure) {
    return new Failure(error.summary, { ...place, ...error.cause.details });
  }
  const [message, hint] = reworded(error);
  return new Failure(message, { ...place, ...(hint !== undefined && { hint }) });
}

function reworded({ code, node, summary }: EvaluationError): readonly [string, string?] {
  if (code === 'invalid_condition_type') {
    return [`has ${typeIn(/'(.+)'$/.exec(summary)?.[1])} where true or false is needed`];
  }
  if (code === 'no_such_overload' && node !== undefined) {
    const types = summary.slice('no such overload: '.length);
    if (node.op === '!_') return [`has ${typeIn(types.slice(1))} where true or false is needed`];
    if (node.op === '-_') return [`calculates -(${typeIn(types.slice(1))})`];
    const [left, right] = types.split(` ${node.op} `);
    return misfit(node.op as BinaryOperator, typeIn(left), typeIn(right));
  }
  return [`cannot be evaluated: ${summary}`];
}

/** What is wrong with operands of these types: the same words while a condition is read and when it is evaluated. */
export function misfit(
  operator: BinaryOperator,
  left: string,
  right: string,
): readonly [message: string, hint?: string] {
  if (operator === 'in') {
    return [
      `looks for ${left} in ${right}`,
      '"in" needs a list on its right; has(…) asks for members.',
    ];
  }
  if (isArithmetic(operator)) {
    const texts = operator === '+' ? ', or two texts' : '';
    return [`calculates ${left} ${operator} ${right}`, `"${operator}" needs two numbers${texts}.`];
  }
  return [`compares ${left} with ${right} by "${operator}"`, ORDER_HINT];
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  bool: 'a boolean',
  double: 'a number',
  string: 'a text',
  null: 'null',
  Items: 'a list',
  Fields: 'an object',
  NotANumber: 'NaN',
  Other: 'a value without a type',
};

/** A type of the library, `dyn<double>`, in words. */
function typeIn(type: string | undefined): string {
  const name = /^(?:dyn<)?(.+?)>?$/.exec(type ?? '')?.[1] ?? '';
  return TYPE_NAMES[name] ?? `a ${name}`;
}
