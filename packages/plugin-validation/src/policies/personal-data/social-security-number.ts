import { splitJoined, wordsOf } from '../words.js';

const SHORTEST = 9;
/** How far before a number its name may stand. */
const BEFORE = 40;

const WITH_HYPHENS =
  /(?<![\w.+/\u2010-\u2013-])(\d{3})([\u2010-\u2013-])(\d{2})\2(\d{4})(?![\w\u2010-\u2013-]|[./]\d)/g;
/** Nine digits alone say nothing, nor do groups with blanks: a name must stand before them. */
const OTHERWISE = /(?<![\w.+/-])(\d{3})( ?)(\d{2})\2(\d{4})(?![\w-]|[./]\d)/g;
const NAMED = /\b(?:ssn|social[ _-]?security)\b/i;

/** Numbers that were valid once and are void since they were printed as examples. */
const VOID: ReadonlySet<string> = new Set(['078051120', '219099999']);

const NAME_WORDS: ReadonlySet<string> = new Set(['ssn', 'social', 'security', 'number']);

/**
 * Whether a text holds a number of the social security of the United States, in its own shape (`nnn-nn-nnnn`) or behind
 * its name.
 */
export function holdsSocialSecurityNumber(text: string): boolean {
  if (text.length < SHORTEST) return false;
  for (const [found] of text.matchAll(WITH_HYPHENS)) {
    if (isSocialSecurityNumber(found.replace(/\D/g, ''))) return true;
  }
  if (!NAMED.test(text)) return false;
  for (const match of text.matchAll(OTHERWISE)) {
    const digits = match[0].replaceAll(' ', '');
    const before = text.slice(Math.max(0, match.index - BEFORE), match.index);
    if (NAMED.test(before) && isSocialSecurityNumber(digits)) return true;
  }
  return false;
}

/** Whether a member of this name holds such a number: `ssn`, `socialSecurityNumber`. */
export function namesSocialSecurityNumber(name: string): boolean {
  const words = wordsOf(name).flatMap((word) => splitJoined(word, NAME_WORDS));
  if (words.at(-1) === 'number' || words.at(-1) === 'no') words.pop();
  const last = words.at(-1);
  return last === 'ssn' || (last === 'security' && words.at(-2) === 'social');
}

/**
 * Whether nine digits can be a number (Social Security Administration, "Social security number randomization" and
 * POMS RM 10201): area not 000, 666 or above 899, group not 00, serial not 0000.
 */
export function isSocialSecurityNumber(digits: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits) && !VOID.has(digits);
}
