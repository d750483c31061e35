import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of this package. */
export const BREAKER_CODES = defineCodes('tenon-plugin-breaker', {
  BREAKER_OPEN: {
    category: 'limit',
    meaning: 'A type of nodes has failed too often in a row, and is not called for a while.',
    remedy: 'Look at what it failed with, and run the workflow again later.',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof BREAKER_CODES> {}
}
