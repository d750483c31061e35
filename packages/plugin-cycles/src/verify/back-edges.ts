import { type Connection, quoteList } from '@tenon/core';
import { edgeText, idsOf, type Survey, type SurveyedLoop } from '../survey.js';
import type { Finding, Rule } from './report.js';

/**
 * BACK_EDGE_WITHOUT_CYCLE for a back edge that no path leads back from, and LOOP_INVALID for a loop without back edges, or
 * whose back edges close several cycles that have nothing to do with one another.
 */
export const backEdges: Rule = function* (survey) {
  for (const surveyed of survey.loops) {
    const { loop, closing } = surveyed;
    if (loop.back.length === 0) yield without(surveyed);
    for (const index of closing.stray) {
      yield stray(surveyed, index, loop.back[index] as Connection);
    }
    if (closing.cycles.length > 1) yield scattered(surveyed, survey);
  }
};

function without({ loop: { id } }: SurveyedLoop): Finding {
  return {
    code: 'LOOP_INVALID',
    message: `Loop "${id}" has no back edge: nothing would carry values into its next iteration.`,
    hint: 'State one: back: [[node.out.name, other.in.name]].',
    loop: id,
  };
}

function stray({ loop }: SurveyedLoop, index: number, connection: Connection): Finding {
  const { from, to } = connection;
  const place = from === to ? `node "${from}"` : `"${to}" to "${from}"`;
  return {
    code: 'BACK_EDGE_WITHOUT_CYCLE',
    message: `Back edge "${edgeText(connection)}" of loop "${loop.id}" closes no cycle: no path of connections leads from ${place}.`,
    hint: 'Make it a plain connection, turn it round, or add the connection that is missing.',
    loop: loop.id,
    edge: { index, connection },
  };
}

function scattered({ loop, closing }: SurveyedLoop, survey: Survey): Finding {
  const sets = closing.cycles.map((cycle) => quoteList(idsOf(survey, cycle)));
  return {
    code: 'LOOP_INVALID',
    message: `The back edges of loop "${loop.id}" close ${String(sets.length)} cycles that have no node in common: ${sets.join('; ')}.`,
    hint: 'Declare a loop for each of them.',
    loop: loop.id,
  };
}
