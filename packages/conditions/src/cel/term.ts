import type { ValueType } from './types.js';
import type { Variable } from './variables.js';

/** The operators that the library evaluates. `&&` and `||` become choices. */
export type BinaryOperator = '==' | '!=' | OrderOperator | 'in' | ArithmeticOperator;
export type OrderOperator = '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

/** The calls that evaluation adds to the library. No name of a user's ends so. */
export type BuiltIn =
  /** A member that is computed. */
  | 'at_'
  /** A member that the author names, of what is no path. */
  | 'member_'
  | 'has_'
  | 'size_'
  | 'contains_'
  | 'startsWith_'
  | 'endsWith_'
  | 'call_';

interface TermBase {
  /** Offset in the source. */
  readonly at: number;
  readonly type: ValueType;
  /** Whether evaluation gives nothing but this type: so for literals and operators, not for what a name is said to hold. */
  readonly certain: boolean;
}

/**
 * A condition as it is evaluated: names are resolved, types are checked, all numbers are doubles, and what the library has
 * no operator for is a call.
 */
export type Term = TermBase &
  (
    | { readonly form: 'literal'; readonly value: number | string | boolean | null }
    | { readonly form: 'variable'; readonly variable: Variable }
    | { readonly form: 'list'; readonly items: readonly Term[] }
    | { readonly form: 'unary'; readonly operator: '!' | '-'; readonly operand: Term }
    | {
        readonly form: 'binary';
        readonly operator: BinaryOperator;
        readonly left: Term;
        readonly right: Term;
      }
    | { readonly form: 'choice'; readonly condition: Term; readonly yes: Term; readonly no: Term }
    | { readonly form: 'call'; readonly name: BuiltIn; readonly args: readonly Term[] }
    /** A list gone through: those of its items for which the body holds, or what the body gives for each. */
    | {
        readonly form: 'each';
        readonly macro: 'filter' | 'map';
        readonly list: Term;
        /** The bound name, as it is printed. */
        readonly item: string;
        readonly body: Term;
        /** Steps that the body takes for one item. */
        readonly weight: number;
      }
    | { readonly form: 'item'; readonly name: string }
  );

export function isArithmetic(operator: BinaryOperator): operator is ArithmeticOperator {
  return '+-*/%'.includes(operator);
}

export function isOrder(operator: BinaryOperator): operator is OrderOperator {
  return operator.startsWith('<') || operator.startsWith('>');
}

/** A literal's term. */
export function literal(value: number | string | boolean | null, at: number): Term {
  const type = value === null ? 'null' : (typeof value as 'number' | 'string' | 'boolean');
  return { form: 'literal', value, at, type, certain: true };
}
