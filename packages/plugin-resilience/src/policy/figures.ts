/** 2³¹ ms, some 24.8 days: from here on `setTimeout` fires at once, and nobody means such a time. */
export const LONGEST_MS = 2 ** 31;
/** More calls than anybody waits for; a larger number is a slip. */
export const MOST_ATTEMPTS = 1_000;
/** A breaker remembers how each of them went. */
export const MOST_CALLS = 10_000;
/** Slots, and places in a queue: no limit of its own, but a slip is found. */
export const MOST_SLOTS = 1_000_000;

/** Figures where a policy states none. */
export const DEFAULTS = Object.freeze({
  attempts: 3,
  delayMs: 200,
  maxDelayMs: 30_000,
  failures: 5,
  calls: 20,
  restMs: 30_000,
});
