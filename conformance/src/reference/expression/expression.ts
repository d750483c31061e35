/** CEL text as a tree: what conditions of the cases are made of, and nothing more. */
export type Expression =
  | { readonly is: 'literal'; readonly value: null | boolean | number | string }
  | { readonly is: 'list'; readonly items: readonly Expression[] }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'member'; readonly of: Expression; readonly name: string }
  | { readonly is: 'index'; readonly of: Expression; readonly at: Expression }
  | { readonly is: 'not' | 'minus'; readonly of: Expression }
  | {
      readonly is: 'binary';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly is: 'choice';
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | { readonly is: 'call'; readonly name: 'size' | 'has'; readonly of: Expression }
  | {
      readonly is: 'method';
      readonly name: TextMethod;
      readonly of: Expression;
      readonly with: Expression;
    };

export type Operator = keyof typeof PRECEDENCE;
export type TextMethod = (typeof TEXT_METHODS)[number];

export const TEXT_METHODS = ['contains', 'startsWith', 'endsWith'] as const;

/** How tightly binary operators bind: the higher, the tighter. All group from the left. */
export const PRECEDENCE = {
  '||': 2,
  '&&': 3,
  '==': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  in: 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
} as const;

const CHOICE = 1;
const UNARY = 7;
const POSTFIX = 8;

/** The text of an expression, with brackets only where they are needed. */
export function textOf(expression: Expression): string {
  return printed(expression, CHOICE);
}

/** The text of an expression that stands where only one that binds at least so tightly may stand. */
function printed(expression: Expression, least: number): string {
  const [text, precedence] = shape(expression);
  return precedence < least ? `(${text})` : text;
}

function shape(expression: Expression): readonly [text: string, precedence: number] {
  switch (expression.is) {
    case 'literal':
      return [literal(expression.value), POSTFIX];
    case 'list':
      return [`[${expression.items.map(textOf).join(', ')}]`, POSTFIX];
    case 'name':
      return [expression.name, POSTFIX];
    case 'member':
      return [`${printed(expression.of, POSTFIX)}.${expression.name}`, POSTFIX];
    case 'index':
      return [`${printed(expression.of, POSTFIX)}[${textOf(expression.at)}]`, POSTFIX];
    case 'call':
      return [`${expression.name}(${textOf(expression.of)})`, POSTFIX];
    case 'method': {
      const of = printed(expression.of, POSTFIX);
      return [`${of}.${expression.name}(${textOf(expression.with)})`, POSTFIX];
    }
    case 'not':
    case 'minus':
      return [`${expression.is === 'not' ? '!' : '-'}${printed(expression.of, POSTFIX)}`, UNARY];
    case 'binary': {
      const precedence = PRECEDENCE[expression.operator];
      const left = printed(expression.left, precedence);
      const right = printed(expression.right, precedence + 1);
      return [`${left} ${expression.operator} ${right}`, precedence];
    }
    case 'choice': {
      const condition = printed(expression.condition, CHOICE + 1);
      const yes = printed(expression.yes, CHOICE + 1);
      return [`${condition} ? ${yes} : ${printed(expression.no, CHOICE)}`, CHOICE];
    }
  }
}

/** A negative number is written in brackets where it is a part, as a minus in front of a literal. */
function literal(value: null | boolean | number | string): string {
  if (typeof value === 'number' && value < 0) return `(${String(value)})`;
  return JSON.stringify(value);
}
