/** A value that a condition compares with. */
export type Literal = number | string | boolean | null;

/** What compares. */
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/**
 * The part of a condition language in which cases can be compared before anything runs: comparisons of paths with
 * literals, joined by "and", "or" and "not".
 */
export type Formula =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Formula[] }
  | { readonly kind: 'not'; readonly part: Formula }
  | {
      readonly kind: 'compare';
      readonly path: string;
      readonly operator: Comparison;
      readonly literal: Literal;
    }
  /** A path that is itself true or false. */
  | { readonly kind: 'truth'; readonly path: string };

/** What a path holds in one of the situations looked at. `OTHER` is a value of no type that any literal has. */
export type Sample = Literal | typeof OTHER;
export const OTHER = Symbol('other');

/** What a formula gives: `error` where it compares what cannot be compared. */
export type Truth = boolean | 'error';

/** Evaluates a formula. As in CEL, `false` decides an "and", and `true` an "or", whatever else fails. */
export function evaluate(formula: Formula, values: ReadonlyMap<string, Sample>): Truth {
  switch (formula.kind) {
    case 'all':
      return joined(formula.parts, values, false);
    case 'any':
      return joined(formula.parts, values, true);
    case 'not': {
      const truth = evaluate(formula.part, values);
      return truth === 'error' ? truth : !truth;
    }
    case 'compare':
      return compare(values.get(formula.path) ?? null, formula.operator, formula.literal);
    case 'truth': {
      const value = values.get(formula.path);
      return typeof value === 'boolean' ? value : 'error';
    }
  }
}

function joined(
  parts: readonly Formula[],
  values: ReadonlyMap<string, Sample>,
  deciding: boolean,
): Truth {
  let failed = false;
  for (const part of parts) {
    const truth = evaluate(part, values);
    if (truth === deciding) return deciding;
    if (truth === 'error') failed = true;
  }
  return failed ? 'error' : !deciding;
}

function compare(value: Sample, operator: Comparison, literal: Literal): Truth {
  if (operator === '==') return value === literal;
  if (operator === '!=') return value !== literal;
  if (typeof value !== 'number' || typeof literal !== 'number') return 'error';
  switch (operator) {
    case '<':
      return value < literal;
    case '<=':
      return value <= literal;
    case '>':
      return value > literal;
    case '>=':
      return value >= literal;
  }
}

/** The paths of a formula with the literals that each is compared with. */
export function* comparisonsOf(
  formula: Formula,
): Generator<{ readonly path: string; readonly literal: Literal }> {
  switch (formula.kind) {
    case 'all':
    case 'any':
      for (const part of formula.parts) yield* comparisonsOf(part);
      return;
    case 'not':
      yield* comparisonsOf(formula.part);
      return;
    case 'compare':
      yield formula;
      return;
    case 'truth':
      yield { path: formula.path, literal: true };
      yield { path: formula.path, literal: false };
  }
}
