import { messageOf, type Path } from '@tenon/core';

/** Groups flaws by what a reader does about them. Known from facts of the schema, never from a message. */
export type FlawCategory = 'type' | 'missing' | 'constraint' | 'policy' | 'structure';

/** One thing that is wrong with a value. */
export interface Flaw {
  readonly category: FlawCategory;
  /** What was broken, in the schema's own terms: `type`, `required`, `minimum`, `isEmail`. `enum` for all lists of values. */
  readonly rule: string;
  /** Where in the value; for something missing, where it should be. */
  readonly path: Path;
  /** What is wrong, as the end of a sentence: `must be an integer`. */
  readonly message: string;
  /** The message without anything that may quote the value, where that is not the message itself. */
  readonly discreet?: string;
  readonly hint?: string;
  /** What a check that failed itself threw. */
  readonly cause?: unknown;
}

/** A value without flaws has this very list. */
export const NO_FLAWS: readonly Flaw[] = Object.freeze([]);

/** So many flaws of one value are told; what is wrong with a list of a million rows is clear from these. */
export const MOST_FLAWS = 20;

/** The rule of {@link failedCheck}. */
export const FAILED = 'failed';

/**
 * The one flaw of a value whose check threw or rejected: nothing is known of the value.
 *
 * @param by what failed: `the schema`, `the policy "p"`
 */
export function failedCheck(by: string, thrown: unknown): readonly Flaw[] {
  const discreet = `could not be checked, because ${by} failed`;
  const message = `${discreet}: ${messageOf(thrown)}`;
  return [{ category: 'structure', rule: FAILED, path: [], message, discreet, cause: thrown }];
}
