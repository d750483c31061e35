import { misfit } from './explain.js';
import type { Reading } from './reading.js';
import { type BinaryOperator, isArithmetic, isOrder, type Term } from './term.js';
import { mayBe, plainType, typeName, type ValueType } from './types.js';

/** Two terms joined by an operator, whose types must fit as far as they are known. */
export function binary(
  reading: Reading,
  operator: BinaryOperator,
  left: Term,
  right: Term,
  at: number,
): Term {
  if (!fit(operator, left.type, right.type)) {
    const [message, hint] = misfit(operator, typeName(left.type), typeName(right.type));
    reading.flaw(message, at, hint);
  }
  const type = isArithmetic(operator) ? resultOf(operator, left.type, right.type) : 'boolean';
  const certain = operator !== '+' || left.certain || right.certain;
  return { form: 'binary', operator, left, right, at, type, certain };
}

/** Whether an operator may take operands of these types. Values of any two types may be equal or not. */
function fit(operator: BinaryOperator, left: ValueType, right: ValueType): boolean {
  if (operator === '==' || operator === '!=') return true;
  if (operator === 'in') return mayBe(right, 'list');
  const takesTexts = isOrder(operator) || operator === '+';
  const takes: readonly ValueType[] = takesTexts ? ['number', 'string'] : ['number'];
  return mayBe(left, ...takes) && mayBe(right, ...takes) && mayBe(left, right);
}

/** What arithmetic gives: numbers but for "+", which joins texts too. */
function resultOf(operator: BinaryOperator, left: ValueType, right: ValueType): ValueType {
  if (operator !== '+') return 'number';
  return left === 'any' ? plainType(right) : plainType(left);
}

/** The term, if it may be true or false; a flaw otherwise. */
export function condition(reading: Reading, term: Term): Term {
  if (!mayBe(term.type, 'boolean')) {
    reading.flaw(`has ${typeName(term.type)} where true or false is needed`, term.at);
  }
  return term;
}

/** Whether a term does not hold. */
export function not(operand: Term): Term {
  return { form: 'unary', operator: '!', operand, at: operand.at, type: 'boolean', certain: true };
}

/**
 * Terms joined by `&&` or `||`, as choices from left to right: what does not come to be asked cannot fail, and what fails
 * is not made up for by another, as CEL would have it.
 */
export function allOrAny(reading: Reading, operator: '&&' | '||', terms: readonly Term[]): Term {
  return terms
    .map((term) => condition(reading, term))
    .reduceRight((rest, term) => {
      const decided = truth(operator === '||', term.at);
      const [yes, no] = operator === '&&' ? [asBoolean(rest), decided] : [decided, asBoolean(rest)];
      return choice(term, yes, no);
    });
}

/** A term that can give nothing but true or false: anything else fails. */
function asBoolean(term: Term): Term {
  if (term.type === 'boolean' && term.certain) return term;
  return choice(term, truth(true, term.at), truth(false, term.at));
}

/** One term or another, as a condition says. */
export function choice(asked: Term, yes: Term, no: Term): Term {
  const isSame = plainType(yes.type) === plainType(no.type);
  return {
    form: 'choice',
    condition: asked,
    yes,
    no,
    at: asked.at,
    type: isSame ? yes.type : 'any',
    certain: isSame && yes.certain && no.certain,
  };
}

function truth(value: boolean, at: number): Term {
  return { form: 'literal', value, at, type: 'boolean', certain: true };
}
