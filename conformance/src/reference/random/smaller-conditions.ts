import { type Expression, textOf } from '../expression/expression.js';
import { parseExpression } from '../expression/parse-expression.js';

/** The conditions that a condition is made of. */
export function smallerConditions(text: string): string[] {
  const expression = parseExpression(text);
  return expression === undefined ? [] : partsOf(expression).map(textOf);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.is) {
    case 'not':
      return [expression.of];
    case 'choice':
      return [expression.condition, expression.yes, expression.no];
    case 'binary': {
      const { operator, left, right } = expression;
      return operator === '&&' || operator === '||' ? [left, right] : [];
    }
    default:
      return [];
  }
}
