/** The longest CEL text in UTF-16 code units: far beyond what a person writes, and read in about a millisecond. */
export const MAX_LENGTH = 10_000;

/** Literals, names, operators and calls of one condition, at most. Each is visited a few times while it is read. */
export const MAX_NODES = 1_000;

/** How deep a condition nests. Reading and evaluating go down as deep on the stack; chains of `&&` and `||` do not. */
export const MAX_DEPTH = 64;

/**
 * Steps of one evaluation at most: an item of a list gone through or compared, {@link STEP_TEXT} code units of a text, or a
 * quarter of an object's member. Ten million take about a second, and the longest text there can be is eight.
 */
export const MAX_STEPS = 10_000_000;

/** Steps of a member, which is found by its name, and of an object or list that is compared, which is looked at first. */
export const STEPS_OF_MEMBER = 4;

/** Code units of a text that are compared or searched in about the time of any other step. */
export const STEP_TEXT = 64;

/** Arguments of one call at most. */
export const MAX_ARGUMENTS = 32;
