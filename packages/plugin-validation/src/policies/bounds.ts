/**
 * Members of one value that a policy looks at, names and items of lists included. A million takes about half a second;
 * whoever sends more over a connection under a policy is told so.
 */
export const MOST_VALUES = 1_000_000;

/** Characters of all texts of one value that a policy reads: an embedded picture of three megabytes fits. */
export const MOST_CHARACTERS = 4_194_304;

/** Findings of one policy in one value: whoever has so many to correct finds the others by correcting these. */
export const MOST_FINDINGS = 100;

/** The detector of findings that say that something was not looked at: a policy that cannot see does not say yes. */
export const UNSCANNED = 'unscanned';
