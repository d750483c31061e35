import { distance } from 'fastest-levenshtein';

/** Candidates beyond this many are not looked at: a message must not cost more than the work it reports on. */
const MOST_CANDIDATES = 100_000;
/** Longer names are compared for equality but for case only. */
const LONGEST_NAME = 64;
const MOST_SUGGESTIONS = 3;

/**
 * The candidates that a misspelt name was probably meant to be: at most three, nearest first, equally near ones in the
 * order given.
 *
 * Nearness is the Levenshtein distance, with two swapped neighbours counting as one slip (Damerau 1964) where they are
 * the only one. A name is near when a third of its letters at most would change. Linear in the candidates, and keeps no
 * more than three of them.
 */
export function nearNames(name: string, candidates: Iterable<string>): string[] {
  const found: { candidate: string; slips: number }[] = [];
  let looked = 0;
  for (const candidate of candidates) {
    if (looked++ === MOST_CANDIDATES) break;
    if (candidate === name) continue;
    const slips = slipsBetween(name, candidate);
    if (slips === undefined) continue;
    const place = found.findIndex((other) => other.slips > slips);
    found.splice(place === -1 ? found.length : place, 0, { candidate, slips });
    if (found.length > MOST_SUGGESTIONS) found.pop();
  }
  return found.map(({ candidate }) => candidate);
}

/** `Did you mean "order"?`, or nothing where no candidate is near. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const near = nearNames(name, candidates);
  return near.length === 0 ? '' : `Did you mean ${quoteList(near, 'or')}?`;
}

/** `"a", "b" and "c"`; names beyond `most` are counted: `"a", "b" and 7 more`. */
export function quoteList(
  names: readonly string[],
  conjunction: 'and' | 'or' = 'and',
  most = 12,
): string {
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  if (names.length > most) shown.push(`${names.length - most} more`);
  const last = shown.pop();
  if (last === undefined) return '';
  return shown.length === 0 ? last : `${shown.join(', ')} ${conjunction} ${last}`;
}

/** How many slips turn one name into the other; `undefined` where they are not near. Half a slip is a matter of case. */
function slipsBetween(name: string, candidate: string): number | undefined {
  const longest = Math.max(name.length, candidate.length);
  const shortest = Math.min(name.length, candidate.length);
  const allowed = Math.max(1, Math.floor(longest / 3));
  // Case folding may change a name's length, so the comparison stands before the one of lengths.
  if (shortest > 0 && longest <= 4 * LONGEST_NAME && fold(name) === fold(candidate)) return 0.5;
  if (longest > LONGEST_NAME || longest - shortest > allowed || shortest < 2) return undefined;
  const slips = isSwapped(name, candidate) ? 1 : distance(name, candidate);
  return slips <= allowed ? slips : undefined;
}

function fold(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** Whether two names of equal length differ by two swapped neighbours and nothing else. */
function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  if (at + 1 >= a.length || a[at] !== b[at + 1] || a[at + 1] !== b[at]) return false;
  return a.slice(at + 2) === b.slice(at + 2);
}
