import type { Issue, ResolvedWorkflow } from '@tenon/core';
import type { Surveys } from '../surveys.js';
import { backEdges } from './back-edges.js';
import { conditions } from './conditions.js';
import { limits } from './limits.js';
import { overlaps } from './overlaps.js';
import { issueOf, type Rule } from './report.js';

/** The rules about loops, in the order in which their findings stand. */
const RULES: readonly Rule[] = [limits, backEdges, overlaps, conditions];

/** What is wrong with the loops of a workflow and of the workflows inside it. */
export function verifyLoops(resolved: ResolvedWorkflow, surveys: Surveys): readonly Issue[] {
  const issues: Issue[] = [];
  for (const { survey, level } of surveys.deep(resolved)) {
    for (const rule of RULES) {
      for (const finding of rule(survey)) issues.push(issueOf(finding, level));
    }
  }
  return issues;
}
