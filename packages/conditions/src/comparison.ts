import type { Term } from './cel/term.js';
import { Constant, PathVariable } from './cel/variables.js';
import type { Comparison } from './condition.js';

const MIRRORED = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** What a term compares, where it is one comparison of a path with a literal, whichever stands first. */
export function comparisonOf(term: Term): Comparison | undefined {
  if (term.form !== 'binary') return undefined;
  const { operator, left, right } = term;
  if (operator === 'in') {
    const list =
      right.form === 'variable' && right.variable instanceof Constant
        ? right.variable.value
        : undefined;
    const path = pathOf(left);
    return path === undefined || !Array.isArray(list) ? undefined : { path, operator, value: list };
  }
  if (!Object.hasOwn(MIRRORED, operator)) return undefined;
  const direct = operator as keyof typeof MIRRORED;
  return between(left, direct, right) ?? between(right, MIRRORED[direct], left);
}

function between(path: Term, operator: keyof typeof MIRRORED, value: Term): Comparison | undefined {
  const read = pathOf(path);
  return read === undefined || value.form !== 'literal'
    ? undefined
    : { path: read, operator, value: value.value };
}

function pathOf(term: Term): PathVariable['path'] | undefined {
  return term.form === 'variable' && term.variable instanceof PathVariable
    ? term.variable.path
    : undefined;
}
