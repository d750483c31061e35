import type { Condition, Outline } from '@tenon/conditions';
import type { Place } from './places.js';

/** A condition that compares the number at one place with a known one: what most loops end by. */
export interface NumberTest {
  readonly place: Place;
  /** What the condition comes to where a number is there. */
  readonly holds: (value: number) => boolean;
}

type Operator = Extract<Outline, { kind: 'comparison' }>['operator'];

/** By operator: the comparison with a known number. */
const TESTS: Readonly<Record<Exclude<Operator, 'in'>, (known: number) => NumberTest['holds']>> = {
  '<': (known) => (value) => value < known,
  '<=': (known) => (value) => value <= known,
  '>': (known) => (value) => value > known,
  '>=': (known) => (value) => value >= known,
  '==': (known) => (value) => value === known,
  '!=': (known) => (value) => value !== known,
};

/**
 * The short way to a condition, which gathers no values for its text; `undefined` where it is anything but one comparison of
 * a place among outputs with a number. Whatever is there but a number is for the condition itself to judge.
 */
export function numberTestOf(
  { outline }: Condition,
  [place, ...others]: readonly Place[],
): NumberTest | undefined {
  if (outline?.kind !== 'comparison' || outline.operator === 'in') return undefined;
  const { operator, value } = outline;
  if (place === undefined || others.length > 0 || typeof value !== 'number') return undefined;
  return Object.freeze({ place, holds: TESTS[operator](value) });
}
