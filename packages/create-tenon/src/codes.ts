import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of `create-tenon`. */
export const CREATE_CODES = defineCodes('create-tenon', {
  PROJECT_FOLDER_MISSING: {
    category: 'missing',
    meaning: 'Nobody said which folder to make, and there is no terminal to ask in.',
    remedy: 'Name the folder: npm create tenon@latest FOLDER.',
  },
  PROJECT_NAME_INVALID: {
    category: 'constraint',
    meaning: 'A new package cannot have the name that was given, or that its folder leads to.',
    remedy:
      'Give a name that npm takes: small letters, digits and hyphens, with a scope or without.',
  },
  FOLDER_NOT_EMPTY: {
    category: 'constraint',
    meaning: 'A folder for a new project holds files already, and nothing was written.',
    remedy: 'Name a folder that is empty, or not there yet.',
  },
  FOLDER_UNWRITABLE: {
    category: 'constraint',
    meaning: 'A folder for a new project, or a file in it, cannot be written.',
    remedy: 'Correct the path, or make room for it.',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof CREATE_CODES> {}
}
