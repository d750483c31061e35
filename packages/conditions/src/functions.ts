import { describeValue, ownValue, RuntimeError, serviceId } from '@tenon/core';

/** The type of an argument or of a result. `any` is each of the others, or `null`. */
export type FunctionType = 'any' | 'number' | 'string' | 'boolean' | 'list' | 'object';

/** A function that a host adds to CEL text. Evaluation calls it: it is to be synchronous, fast and without effects. */
export interface ConditionFunction {
  /** The types of its arguments, in order. */
  readonly takes: readonly FunctionType[];
  /** The type of further arguments, of which there may then be any number. */
  readonly rest?: FunctionType;
  readonly gives: FunctionType;
  /** Is given the arguments as they are: lists and objects are shared, and must not be changed. */
  readonly run: (...args: never[]) => unknown;
}

/** The functions that CEL text may call beside those that it has, by name. Made by {@link conditionFunctions}. */
export type ConditionFunctions = ReadonlyMap<string, ConditionFunction>;

/** The service that plugins take them from. Nothing has to be bound. */
export const ConditionFunctions = serviceId<ConditionFunctions>('tenon.ConditionFunctions', {
  methods: ['get', 'keys'],
});

/**
 * Checks functions and gathers them. CEL text calls one as `name(a, b)` or `a.name(b)`. Throws OPTION_INVALID for a name
 * that is none in CEL or is taken, and for an entry that is no {@link ConditionFunction}.
 *
 * @example
 * const functions = conditionFunctions({
 *   net: { takes: ['number'], gives: 'number', run: (gross: number) => gross / 1.2 },
 * });
 * configure: ({ bind }) => { bind(ConditionFunctions).toConstantValue(functions); }
 */
export function conditionFunctions(
  table: Readonly<Record<string, ConditionFunction>>,
): ConditionFunctions {
  const functions = new Map<string, ConditionFunction>();
  for (const name of Object.keys(table)) {
    const entry: unknown = ownValue(table, name);
    if (!NAME.test(name) || TAKEN.has(name)) {
      throw invalid(
        `The function ${describeValue(name)} cannot be called so in a condition.`,
        'Choose a name of letters, digits and "_" that CEL does not use itself.',
      );
    }
    if (!isFunctionEntry(entry)) {
      throw invalid(
        `The entry of function "${name}" is ${describeValue(entry)}.`,
        `Write { takes: ['number'], gives: 'number', run: (a) => … }; types are ${TYPES.join(', ')}.`,
      );
    }
    const { takes, rest, gives, run } = entry;
    functions.set(
      name,
      Object.freeze({ takes: Object.freeze([...takes]), ...(rest && { rest }), gives, run }),
    );
  }
  return functions;
}

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** What CEL text has already, and the words that it keeps for itself. */
const TAKEN: ReadonlySet<string> = new Set(
  'has size contains startsWith endsWith all exists exists_one filter map dyn true false null in as break const continue else for function if import let loop package namespace prototype return var void while'.split(
    ' ',
  ),
);

const TYPES: readonly FunctionType[] = ['any', 'number', 'string', 'boolean', 'list', 'object'];

function isFunctionEntry(entry: unknown): entry is ConditionFunction {
  if (typeof entry !== 'object' || entry === null) return false;
  const { takes, rest, gives, run } = entry as Partial<ConditionFunction>;
  return (
    Array.isArray(takes) &&
    takes.every(isType) &&
    (rest === undefined || isType(rest)) &&
    isType(gives) &&
    typeof run === 'function'
  );
}

function isType(value: unknown): value is FunctionType {
  return (TYPES as readonly unknown[]).includes(value);
}

function invalid(message: string, hint: string): RuntimeError {
  return new RuntimeError('OPTION_INVALID', message, { hint });
}
