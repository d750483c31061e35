import { describeValue } from '../values/describe-value.js';
import { didYouMean } from './near-names.js';
import { RuntimeError } from './runtime-error.js';

/**
 * Checks that options are an object, and that it has no others than those named: a misspelt option must not be one that
 * does nothing. Answers the names of those that are given. Throws OPTION_INVALID; `what` names whose options they are,
 * `A runtime`.
 */
export function checkOptionNames(
  options: unknown,
  names: readonly string[],
  what: string,
): readonly string[] {
  if (typeof options !== 'object' || options === null) {
    throw invalidOption(
      `${what} was given ${describeValue(options)} for its options.`,
      `Give an object with any of these, or nothing: ${names.join(', ')}.`,
    );
  }
  const given = Object.keys(options);
  for (const name of given) {
    if (names.includes(name)) continue;
    throw invalidOption(
      `${what} has no option ${describeValue(name)}.`,
      didYouMean(name, names) || `It has: ${names.join(', ')}.`,
    );
  }
  return given;
}

export function invalidOption(message: string, hint: string): RuntimeError {
  return new RuntimeError('OPTION_INVALID', message, { hint });
}
