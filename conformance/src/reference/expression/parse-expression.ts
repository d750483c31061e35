import { type Expression, type Operator, PRECEDENCE, TEXT_METHODS } from './expression.js';

/** A number, a text in either kind of quotes, a name, or an operator. */
const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_]\w*)|([=!<>]=|&&|\|\||[<>!?:()[\].,+\-*/%]))/y;

interface Token {
  readonly is: 'number' | 'text' | 'name' | 'operator';
  readonly text: string;
}

/** The expression that CEL text means; `undefined` where it is none of those that cases are made of. */
export function parseExpression(text: string): Expression | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  try {
    return new Parser(tokens).whole();
  } catch (error) {
    if (error instanceof Misfit) return undefined;
    throw error;
  }
}

class Misfit extends Error {}

function tokensOf(text: string): Token[] | undefined {
  const trimmed = text.trimEnd();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const [, number, quoted, name, operator] = TOKEN.exec(trimmed) ?? [];
    if (number !== undefined) tokens.push({ is: 'number', text: number });
    else if (quoted !== undefined) tokens.push({ is: 'text', text: unquoted(quoted) });
    else if (name === 'in') tokens.push({ is: 'operator', text: name });
    else if (name !== undefined) tokens.push({ is: 'name', text: name });
    else if (operator !== undefined) tokens.push({ is: 'operator', text: operator });
    else return undefined;
  }
  return tokens;
}

function unquoted(quoted: string): string {
  const inner = quoted.slice(1, -1);
  return JSON.parse(`"${inner.replace(/\\'/g, "'").replace(/(?<!\\)"/g, '\\"')}"`) as string;
}

/** One function for each level of the grammar, the loosest first. */
class Parser {
  #next = 0;

  constructor(readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = this.#choice();
    if (this.#next < this.tokens.length) throw new Misfit();
    return expression;
  }

  #choice(): Expression {
    const condition = this.#binary(PRECEDENCE['||']);
    if (!this.#takes('?')) return condition;
    const yes = this.#binary(PRECEDENCE['||']);
    this.#expect(':');
    return { is: 'choice', condition, yes, no: this.#choice() };
  }

  #binary(least: number): Expression {
    let left = this.#unary();
    for (;;) {
      const operator = this.tokens[this.#next];
      if (operator?.is !== 'operator' || !isOperator(operator.text)) return left;
      const precedence = PRECEDENCE[operator.text];
      if (precedence < least) return left;
      this.#next++;
      left = {
        is: 'binary',
        operator: operator.text,
        left,
        right: this.#binary(precedence + 1),
      };
    }
  }

  #unary(): Expression {
    if (this.#takes('!')) return { is: 'not', of: this.#unary() };
    if (!this.#takes('-')) return this.#postfix();
    const of = this.#unary();
    if (of.is !== 'literal' || typeof of.value !== 'number') return { is: 'minus', of };
    return { is: 'literal', value: -of.value };
  }

  #postfix(): Expression {
    let of = this.#primary();
    for (;;) {
      if (this.#takes('.')) {
        const name = this.#name();
        const method = TEXT_METHODS.find((known) => known === name);
        if (!this.#takes('(')) of = { is: 'member', of, name };
        else if (method === undefined) throw new Misfit();
        else {
          of = { is: 'method', name: method, of, with: this.#choice() };
          this.#expect(')');
        }
      } else if (this.#takes('[')) {
        of = { is: 'index', of, at: this.#choice() };
        this.#expect(']');
      } else return of;
    }
  }

  #primary(): Expression {
    const token = this.tokens[this.#next++];
    if (token === undefined) throw new Misfit();
    if (token.is === 'number') return { is: 'literal', value: Number(token.text) };
    if (token.is === 'text') return { is: 'literal', value: token.text };
    if (token.is === 'name') return this.#named(token.text);
    if (token.text === '(') {
      const inner = this.#choice();
      this.#expect(')');
      return inner;
    }
    if (token.text === '[') return { is: 'list', items: this.#items() };
    throw new Misfit();
  }

  #named(name: string): Expression {
    if (name === 'null') return { is: 'literal', value: null };
    if (name === 'true' || name === 'false') return { is: 'literal', value: name === 'true' };
    if (!this.#takes('(')) return { is: 'name', name };
    if (name !== 'size' && name !== 'has') throw new Misfit();
    const of = this.#choice();
    this.#expect(')');
    if (name === 'has' && of.is !== 'member') throw new Misfit();
    return { is: 'call', name, of };
  }

  #items(): Expression[] {
    const items: Expression[] = [];
    if (this.#takes(']')) return items;
    do items.push(this.#choice());
    while (this.#takes(','));
    this.#expect(']');
    return items;
  }

  #name(): string {
    const token = this.tokens[this.#next++];
    if (token?.is !== 'name') throw new Misfit();
    return token.text;
  }

  #takes(text: string): boolean {
    const token = this.tokens[this.#next];
    if (token?.is !== 'operator' || token.text !== text) return false;
    this.#next++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#takes(text)) throw new Misfit();
  }
}

function isOperator(text: string): text is Operator {
  return Object.hasOwn(PRECEDENCE, text);
}
