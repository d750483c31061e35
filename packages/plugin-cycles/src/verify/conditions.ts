import { OWN_NAMES } from '../condition/names.js';
import type { Rule } from './report.js';

/**
 * CONDITION_INVALID for a condition that cannot be read, with the position and near names; LOOP_INVALID for a node that
 * takes a name which the text of a condition needs for itself.
 */
export const conditions: Rule = function* ({ loops }) {
  for (const { loop, body, condition } of loops) {
    for (const { message, hint } of condition.flaws) {
      yield { code: 'CONDITION_INVALID', message, hint, loop: loop.id };
    }
    if (typeof (loop.until ?? loop.while) !== 'string') continue;
    for (const { id } of body) {
      if (!OWN_NAMES.includes(id)) continue;
      yield {
        code: 'LOOP_INVALID',
        message: `Node "${id}" of loop "${loop.id}" has a name that the loop's condition needs for itself.`,
        hint: 'Give the node another id, or make the condition a function.',
        loop: loop.id,
        node: id,
      };
    }
  }
};
