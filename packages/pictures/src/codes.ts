import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of `@tenon/pictures`. */
export const PICTURE_CODES = defineCodes('@tenon/pictures', {
  PICTURE_TOO_LARGE: {
    category: 'limit',
    meaning: 'A workflow has more nodes or connections than a picture is laid out for.',
    remedy:
      'Draw its sub-workflows closed with "depth", or take the DOT text to a layout program of your choice.',
  },
  PICTURE_FAILED: {
    category: 'run',
    meaning: 'The layout library could not draw a picture.',
    remedy: 'Take the Mermaid or DOT text instead, and report the workflow that cannot be drawn.',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof PICTURE_CODES> {}
}
