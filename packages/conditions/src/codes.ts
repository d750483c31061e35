import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of `@tenon/conditions`. Plugins that ask conditions report with these. */
export const CONDITION_CODES = defineCodes('@tenon/conditions', {
  CONDITION_INVALID: {
    category: 'structure',
    meaning:
      'A condition cannot be read, names something unknown, compares types that never fit, or is beyond a limit.',
    remedy: 'Correct it at the position that the message states; near names are listed.',
  },
  CONDITION_FAILED: {
    category: 'constraint',
    meaning:
      'A condition could not be evaluated: a path leads nowhere, types do not fit, it threw, or it gave no boolean.',
    remedy:
      'Ask has(…) before a member that may be missing, compare values of one type, and give true or false.',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof CONDITION_CODES> {}
}
