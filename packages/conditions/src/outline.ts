import type { Term } from './cel/term.js';
import { PathVariable } from './cel/variables.js';
import { comparisonOf } from './comparison.js';
import type { Outline } from './condition.js';

/**
 * What a term comes to, where it is made of comparisons of paths with literals, of paths that are true or false, and of
 * choices among these; `undefined` where anything in it is something else. As deep as the term, whose depth is limited.
 */
export function outlineOf(term: Term): Outline | undefined {
  switch (term.form) {
    case 'literal':
      return typeof term.value === 'boolean' ? { kind: 'truth', value: term.value } : undefined;
    case 'variable':
      return term.variable instanceof PathVariable
        ? { kind: 'path', path: term.variable.path }
        : undefined;
    case 'unary':
      return term.operator === '!' ? choice(term.operand, FALSE, TRUE) : undefined;
    case 'binary': {
      const comparison = comparisonOf(term);
      return comparison && { kind: 'comparison', ...comparison };
    }
    case 'choice': {
      const yes = outlineOf(term.yes);
      const no = outlineOf(term.no);
      return yes && no && choice(term.condition, yes, no);
    }
    default:
      return undefined;
  }
}

const TRUE: Outline = Object.freeze({ kind: 'truth', value: true });
const FALSE: Outline = Object.freeze({ kind: 'truth', value: false });

function choice(term: Term, yes: Outline, no: Outline): Outline | undefined {
  const condition = outlineOf(term);
  return condition && { kind: 'choice', condition, yes, no };
}
