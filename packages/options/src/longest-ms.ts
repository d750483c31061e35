/** The longest delay of `setTimeout`, 2³¹ - 1 ms or 24.8 days: whoever asks for more has made a mistake. */
export const LONGEST_MS = 2_147_483_647;
