import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of `@tenon/plugin-conditional`. Those of conditions belong to `@tenon/conditions`. */
export const BRANCH_CODES = defineCodes('@tenon/plugin-conditional', {
  NO_MATCH: {
    category: 'node',
    meaning: 'No case of a switch matched, or none took an item of a list.',
    remedy:
      'Add a case, name a port by "otherwise", or say onNoMatch: \'skip\' where that is meant.',
  },
  ROUTE_REFUSED: {
    category: 'access',
    meaning: 'A tap of BranchHooks.admissible refused the ports that a switch took.',
    remedy: 'See the cause; the message names the plugin.',
  },
  SWITCH_OPEN: {
    category: 'structure',
    meaning:
      'Warning: a switch has no "otherwise" and does not say what to do when no case matches, which then fails it.',
    remedy: 'Name a port by "otherwise", or state onNoMatch.',
  },
  CASE_UNREACHABLE: {
    category: 'structure',
    meaning:
      'Warning: a case of a switch can never be taken: its condition never holds, or cases before it take everything it would.',
    remedy: 'Correct its condition, put it further up, or remove it.',
  },
  NEVER_RUNS: {
    category: 'structure',
    meaning:
      'Warning: a node needs inputs from ports that exclude one another, or from nodes that never run.',
    remedy:
      'Make an input optional, join the branches with a merge node, or connect it to one branch only.',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof BRANCH_CODES> {}
}
