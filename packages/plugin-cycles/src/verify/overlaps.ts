import { quoteList } from '@tenon/core';
import { tanglesOf } from '../body/tangles.js';
import { idsOf, type Survey, type SurveyedLoop } from '../survey.js';
import type { Finding, Rule } from './report.js';

/** A finding names so many of the nodes that two loops share. */
const MOST_SHOWN = 5;

/** LOOPS_OVERLAP for loops that share nodes without nesting, and for loops that would wait for one another. */
export const overlaps: Rule = function* (survey) {
  // With plain connections that close a cycle, bodies are not what they are meant to be.
  if (survey.isCyclic || survey.loops.length < 2) return;
  for (const [first, second] of survey.forest.overlaps) yield overlap(survey, first, second);
  if (survey.forest.overlaps.length > 0) return;
  for (const loops of tanglesOf(survey.forest, survey.resolved.topology)) {
    yield tangle(survey, loops);
  }
};

function overlap(survey: Survey, first: number, second: number): Finding {
  const a = survey.loops[first] as SurveyedLoop;
  const b = survey.loops[second] as SurveyedLoop;
  const inA = new Set(a.closing.body);
  const shared = b.closing.body.filter((node) => inA.has(node));
  const isSame = shared.length === inA.size && shared.length === b.closing.body.length;
  const list = quoteList(idsOf(survey, shared), 'and', MOST_SHOWN);
  return {
    code: 'LOOPS_OVERLAP',
    message: isSame
      ? `Loops "${a.loop.id}" and "${b.loop.id}" have the same nodes: ${list}.`
      : `Loops "${a.loop.id}" and "${b.loop.id}" share ${list}, and neither lies inside the other.`,
    hint: 'Let one lie wholly inside the other, or make them one loop with several back edges.',
    loop: b.loop.id,
  };
}

function tangle({ loops }: Survey, members: readonly number[]): Finding {
  const ids = members.map((loop) => (loops[loop] as SurveyedLoop).loop.id);
  return {
    code: 'LOOPS_OVERLAP',
    message: `Loops ${quoteList(ids)} wait for one another: connections lead from each of them to another and back.`,
    hint: 'Make them one loop with several back edges, or remove one of the connections between them.',
    loop: ids[0] as string,
  };
}
