import type { RegionFact, ResolvedWorkflow } from '@tenon/core';
import { type ControlKit, controllerOf } from './control/controller.js';
import { loopPlanOf } from './control/loop-plan.js';
import type { Surveys } from './surveys.js';

/** A region for each loop of a workflow that verification found nothing wrong with. */
export function regionsOf(
  resolved: ResolvedWorkflow,
  surveys: Surveys,
  kit: ControlKit,
  maxIterations: number | undefined,
): readonly RegionFact[] {
  const survey = surveys.of(resolved);
  if (survey === undefined) return [];
  return survey.loops.map((surveyed): RegionFact => {
    const plan = loopPlanOf(surveyed, resolved.workflow.name, maxIterations);
    return {
      id: plan.id,
      body: plan.body,
      back: surveyed.loop.back,
      maxIterations: plan.maxIterations,
      controller: controllerOf(plan, kit),
    };
  });
}
