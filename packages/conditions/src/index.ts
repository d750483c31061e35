// Conditions: what an author writes, and what it becomes.

export type {
  Comparison,
  Condition,
  ConditionFlaw,
  ConditionScope,
  ConditionSource,
  ConditionValues,
  Evidence,
  NameType,
  Operator,
  Outline,
  ParsedCondition,
  Position,
  Row,
} from './condition.js';
export { conditionSchema } from './condition-schema.js';
export { parseCondition } from './parse-condition.js';
export { type Expression, type ParsedExpression, parseExpression } from './parse-expression.js';
export { typeOfPort } from './type-of-port.js';

// Functions that a host adds.

export {
  type ConditionFunction,
  ConditionFunctions,
  conditionFunctions,
  type FunctionType,
} from './functions.js';
export { STANDARD_FUNCTIONS } from './standard-functions.js';

// Errors.

export { CONDITION_CODES } from './codes.js';
export { ConditionError } from './condition-error.js';
export { VERSION } from './version.js';
