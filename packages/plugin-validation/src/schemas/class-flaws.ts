import type { Path } from '@tenon/core';
import type { ValidationError } from 'class-validator';
import { type Flaw, MOST_FLAWS, NO_FLAWS } from './flaw.js';

/** Validators of class-validator that are about the type of a value. */
const TYPES: ReadonlySet<string> = new Set([
  'isArray',
  'isBoolean',
  'isDate',
  'isInstance',
  'isInt',
  'isNumber',
  'isObject',
  'isString',
  'nestedValidation',
]);
/** Those that list the values there may be. */
const LISTS: ReadonlySet<string> = new Set(['equals', 'isEnum', 'isIn']);
/** Those that ask for a value. */
const PRESENCE: ReadonlySet<string> = new Set(['isDefined', 'isNotEmpty']);

/** Translates what class-validator found, in its order. Iterative: errors nest as deep as the value does. */
export function flawsOfErrors(errors: readonly ValidationError[]): readonly Flaw[] {
  if (errors.length === 0) return NO_FLAWS;
  const flaws: Flaw[] = [];
  const pending = errors.map((error) => ({ error, around: [] as Path, isItem: false })).reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { property, constraints = {}, children = [] } = next.error;
    const path = [...next.around, next.isItem ? Number(property) : property];
    for (const [rule, text] of Object.entries(constraints)) {
      flaws.push({ ...factsOf(rule), path, message: withoutName(text, property) });
      if (flaws.length === MOST_FLAWS) return flaws;
    }
    // The errors of a list's items have their indexes for properties, and no constraints of their own.
    for (const child of [...children].reverse()) {
      const isItem = /^\d+$/.test(child.property);
      pending.push({ error: child, around: path, isItem });
    }
  }
  return flaws;
}

function factsOf(rule: string): Pick<Flaw, 'category' | 'rule'> {
  if (TYPES.has(rule)) return { category: 'type', rule };
  if (LISTS.has(rule)) return { category: 'constraint', rule: 'enum' };
  if (PRESENCE.has(rule)) return { category: 'missing', rule };
  if (rule === 'unknownValue' || rule === 'whitelistValidation')
    return { category: 'structure', rule };
  return { category: 'constraint', rule };
}

/** `quantity must be a positive number` → `must be a positive number`. */
function withoutName(text: string, name: string): string {
  return text.startsWith(`${name} `) ? text.slice(name.length + 1) : text;
}
