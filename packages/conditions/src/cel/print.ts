import { type BuiltIn, isArithmetic, isOrder, type Term } from './term.js';
import type { Variable } from './variables.js';

/** A term as CEL text in which nothing is an author's. */
export interface Printed {
  readonly text: string;
  /** What the text calls `v0`, `v1`, …. */
  readonly variables: readonly Variable[];
  /** Offsets in the source, by those in the text at which a term begins. */
  readonly origins: ReadonlyMap<number, number>;
}

/** Writes a term as CEL text for the environment of evaluation. Every operator's operands are in brackets. */
export function print(term: Term): Printed {
  const printer = new Printer();
  printer.write(term);
  return printer;
}

class Printer implements Printed {
  text = '';
  readonly variables: Variable[] = [];
  readonly origins = new Map<number, number>();

  write(term: Term, withinArithmetic = false): void {
    switch (term.form) {
      case 'literal':
        return this.atom(term.at, literalText(term.value));
      case 'variable':
        return this.atom(term.at, this.nameOf(term.variable));
      case 'item':
        return this.call(term.at, 'item_', () => {
          this.text += `${term.name}, meter`;
        });
      case 'list':
        return this.call(term.at, 'list_', () => {
          this.writeList(term.items);
          this.text += ', meter';
        });
      case 'unary':
        this.atom(term.at, term.operator);
        return this.bracketed(term.operand);
      case 'binary':
        return this.writeBinary(term, withinArithmetic);
      case 'choice':
        return this.writeChoice(term);
      case 'call':
        return this.writeCall(term);
      case 'each':
        return this.writeEach(term);
    }
  }

  private atom(at: number, text: string): void {
    if (!this.origins.has(this.text.length)) this.origins.set(this.text.length, at);
    this.text += text;
  }

  private call(at: number, name: string, writeArguments: () => void): void {
    this.atom(at, `${name}(`);
    writeArguments();
    this.text += ')';
  }

  private bracketed(term: Term, withinArithmetic = false): void {
    this.text += '(';
    this.write(term, withinArithmetic);
    this.text += ')';
  }

  private writeList(items: readonly Term[]): void {
    this.text += '[';
    items.forEach((item, i) => {
      if (i > 0) this.text += ', ';
      this.write(item);
    });
    this.text += ']';
  }

  /** NaN spreads through arithmetic, so that it is enough to look at what the outermost operator gives. */
  private writeBinary(term: Term & { form: 'binary' }, withinArithmetic: boolean): void {
    const { operator, left, right, at } = term;
    if (isArithmetic(operator) && !withinArithmetic) {
      return this.call(at, 'calculated_', () => this.writeBinary(term, true));
    }
    const needsCheck = isOrder(operator) && !left.certain && !right.certain;
    if (needsCheck) this.call(left.at, 'comparable_', () => this.write(left));
    else this.bracketed(left, isArithmetic(operator));
    this.text += ` ${operator} `;
    this.bracketed(right, isArithmetic(operator));
  }

  private writeChoice({ condition, yes, no }: Term & { form: 'choice' }): void {
    this.bracketed(condition);
    this.text += ' ? ';
    this.outcome(yes, no);
    this.text += ' : ';
    this.outcome(no, yes);
  }

  /** The library wants one type for both outcomes; an unknown one goes with any. */
  private outcome(term: Term, other: Term): void {
    if (term.type === other.type || !term.certain) return this.write(term);
    this.call(term.at, 'dyn', () => this.write(term));
  }

  private writeCall({ at, name, args }: Term & { form: 'call' }): void {
    this.call(at, name, () => {
      const [first, ...others] = args;
      // Whose member is asked for has no text that would be gone through.
      if (first?.form === 'item' && OF_OWNERS.has(name)) this.atom(first.at, first.name);
      else if (first !== undefined) this.write(first);
      if (name === 'call_') {
        this.text += ', ';
        this.writeList(others);
      } else {
        for (const arg of others) {
          this.text += ', ';
          this.write(arg);
        }
      }
      if (METERED.has(name)) this.text += ', meter';
    });
  }

  private writeEach({ at, macro, list, item, body, weight }: Term & { form: 'each' }): void {
    this.call(at, 'list_', () => {
      this.call(list.at, 'items_', () => {
        this.write(list);
        this.text += `, ${literalText(weight)}`;
      });
      this.text += `.${macro}(${item}, `;
      this.write(body);
      this.text += '), meter';
    });
  }

  private nameOf(variable: Variable): string {
    let index = this.variables.indexOf(variable);
    if (index === -1) index = this.variables.push(variable) - 1;
    return `v${String(index)}`;
  }
}

/** Calls that take steps of their own, or give values that do. */
const METERED: ReadonlySet<string> = new Set<BuiltIn>(['call_', 'at_', 'member_']);

/** Calls that ask an object or list for a member. */
const OF_OWNERS: ReadonlySet<string> = new Set<BuiltIn>(['at_', 'member_', 'has_']);

function literalText(value: number | string | boolean | null): string {
  if (typeof value === 'string') return textLiteral(value);
  if (typeof value !== 'number') return String(value);
  const digits = String(Math.abs(value));
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return sign + (/[.e]/.test(digits) ? digits : `${digits}.0`);
}

/** Only these need an escape; anything else stands for itself, half a surrogate pair too, which no escape can say. */
function textLiteral(value: string): string {
  return `"${value.replace(/["\\\n\r]/g, (unit) => ESCAPES[unit] ?? unit)}"`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
};
