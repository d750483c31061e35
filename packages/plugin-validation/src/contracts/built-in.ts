import { freezeData } from '@tenon/core';
import type { NamedContract } from './named-contract.js';

/**
 * The contracts there are without registering any.
 *
 * - `text`: any text.
 * - `number`: a finite number.
 * - `file-path`: a path on disk: neither empty nor longer than 4,096 characters, and without control characters.
 * - `sql-query`: a text with an SQL statement in it; and no credentials. That it holds SQL is meant, so that the policy
 *   `sql` has no place here.
 * - `user-record`: an object with an `id`, and no credentials. Its e-mail address, where it has one, is one.
 */
export const BUILT_IN_CONTRACTS: readonly NamedContract[] = freezeData([
  { name: 'text', target: { type: 'string' } },
  { name: 'number', target: { type: 'number' } },
  {
    name: 'file-path',
    target: {
      type: 'string',
      minLength: 1,
      maxLength: 4096,
      pattern: '^[^\\u0000-\\u001f\\u007f]*$',
    },
  },
  {
    name: 'sql-query',
    target: {
      type: 'string',
      // The words that begin a statement, behind blanks, comments or an opening bracket.
      pattern:
        '^(?:\\s|\\(|--[^\\n]*\\n)*(?:[sS][eE][lL][eE][cC][tT]|[iI][nN][sS][eE][rR][tT]|[uU][pP][dD][aA][tT][eE]|[dD][eE][lL][eE][tT][eE]|[mM][eE][rR][gG][eE]|[wW][iI][tT][hH]|[vV][aA][lL][uU][eE][sS]|[eE][xX][pP][lL][aA][iI][nN])\\b',
    },
    policies: ['credentials'],
  },
  {
    name: 'user-record',
    target: {
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: ['string', 'integer'], minLength: 1 },
        name: { type: 'string' },
        email: { type: 'string', format: 'email' },
      },
    },
    policies: ['credentials'],
  },
]);
