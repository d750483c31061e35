import type { Comparison, Outline } from '@tenon/conditions';
import { formatPath, type Path } from '@tenon/core';

/** A value that a condition compares with. */
export type Literal = number | string | boolean | null;

/** What a path holds in one of the situations looked at. `OTHER` is a value of no type that any literal has. */
export type Sample = Literal | typeof OTHER;
export const OTHER = Symbol('other');

/** One situation: what each path holds, by the path as text. */
export type Situation = ReadonlyMap<string, Sample>;

/** What an outline gives: `error` where it compares what cannot be compared. */
export type Truth = boolean | 'error';

/** Whether what has this outline holds in a situation. Goes as deep as the outline, whose size is limited. */
export function evaluate(outline: Outline, situation: Situation): Truth {
  let at = outline;
  while (at.kind === 'choice') {
    const truth = evaluate(at.condition, situation);
    if (truth === 'error') return truth;
    at = truth ? at.yes : at.no;
  }
  switch (at.kind) {
    case 'truth':
      return at.value;
    case 'path': {
      const value = valueAt(at.path, situation);
      return typeof value === 'boolean' ? value : 'error';
    }
    case 'comparison':
      return compare(valueAt(at.path, situation), at);
  }
}

function valueAt(path: Path, situation: Situation): Sample {
  return situation.get(formatPath(path)) ?? null;
}

function compare(sample: Sample, { operator, value }: Comparison): Truth {
  switch (operator) {
    case '==':
      return sample === value;
    case '!=':
      return sample !== value;
    case 'in':
      return Array.isArray(value) && value.includes(sample);
    default:
      return typeof sample === 'number' && typeof value === 'number'
        ? inOrder(sample, operator, value)
        : 'error';
  }
}

function inOrder(left: number, operator: '<' | '<=' | '>' | '>=', right: number): boolean {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

/** The paths that an outline reads, with the literals that each is compared with. */
export function* comparedIn(
  outline: Outline,
): Generator<{ readonly path: string; readonly literals: readonly Literal[] }> {
  const open: Outline[] = [outline];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at.kind === 'choice') open.push(at.no, at.yes, at.condition);
    else if (at.kind === 'path') yield { path: formatPath(at.path), literals: [true, false] };
    else if (at.kind === 'comparison') {
      yield { path: formatPath(at.path), literals: literalsOf(at) ?? [] };
    }
  }
}

/**
 * Whether samples can tell everything that an outline compares apart: values with no other order than that of numbers, and
 * no lists or objects.
 */
export function isDecidable(outline: Outline): boolean {
  const open: Outline[] = [outline];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at.kind === 'choice') open.push(at.condition, at.yes, at.no);
    else if (at.kind === 'comparison' && literalsOf(at) === undefined) return false;
  }
  return true;
}

function literalsOf({ operator, value }: Comparison): readonly Literal[] | undefined {
  const literals: readonly unknown[] = operator === 'in' && Array.isArray(value) ? value : [value];
  if (!literals.every(isLiteral)) return undefined;
  const isOrder = operator !== '==' && operator !== '!=' && operator !== 'in';
  return isOrder && typeof value !== 'number' ? undefined : literals;
}

/** Whether a value can be compared before anything runs. NaN is equal to nothing, and left to the run. */
export function isLiteral(value: unknown): value is Literal {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && !Number.isNaN(value))
  );
}
