import {
  type NodeTypes,
  type NodeWraps,
  type Plan,
  type Services,
  type UnwrappedStep,
} from '@tenon/core';
import { guarding } from './breaker/guarding.js';
import { bulkheading } from './bulkhead/bulkheading.js';
import { cockatiel } from './cockatiel.js';
import { fallingBack } from './fallback/falling-back.js';
import { invokeOf, standInFor } from './fallback/stand-in.js';
import { heedingContent } from './heeding-content.js';
import type { Kit, Site } from './kit.js';
import type { FallbackPolicy, ResiliencePolicy } from './policy/policy.js';
import { retrying } from './retry/retry.js';
import { limitingTime } from './time-out/time-out.js';

/** What fallbacks are made with. */
export interface Making {
  readonly types: NodeTypes;
  readonly services: Services;
}

/**
 * Adds the wrappers of one policy, from the outside in: fallback, breaker and retries in the band `retry`; bulkhead and
 * time-out, around each attempt, in the band `attempt`. They stand inside the checks of inputs and outputs: what is not let
 * in says nothing about the node, and what a fallback gives is checked like all outputs. Nothing is added where nothing is
 * stated.
 */
export function wrapNode(
  wraps: NodeWraps,
  step: UnwrappedStep,
  plan: Plan,
  policy: ResiliencePolicy,
  kit: Kit,
  making: Making,
): void {
  const { id: node, definition } = step;
  const site: Site = { node, workflow: plan.workflow.name, type: definition.type };
  const { retry, timeoutMs, breaker, bulkhead, fallback } = policy;
  const retries = stated(retry) && retry.attempts !== 1;
  if (stated(fallback)) {
    wraps.add('retry', fallingBack(fallback, standInOf(fallback, step, site, making), site));
  }
  if (stated(breaker)) wraps.add('retry', guarding(kit, breaker, site));
  if (retries) wraps.add('retry', retrying(kit, retry, site));
  if (stated(bulkhead)) wraps.add('attempt', bulkheading(kit, bulkhead, site));
  if (stated(timeoutMs)) wraps.add('attempt', limitingTime(kit, timeoutMs, site));
  // Loaded while the plan is made, and not while it runs.
  if (retries || stated(breaker)) cockatiel();
  const judgesEnds = retries || stated(breaker) || stated(fallback);
  if (judgesEnds && plan.isContentAware) {
    wraps.add('attempt', heedingContent(step, site.workflow));
  }
}

/** The function of what stands in; verification has found it fit. */
function standInOf(
  fallback: FallbackPolicy,
  { definition: node }: UnwrappedStep,
  site: Site,
  { types, services }: Making,
): ReturnType<typeof invokeOf> {
  const { outputs, config = {} } = fallback;
  if (outputs !== undefined) return () => outputs;
  const standIn = standInFor(node, fallback, types);
  if (standIn.flaw !== undefined) throw new Error(standIn.flaw);
  return invokeOf(standIn.definition, config, site, services);
}

function stated<T>(part: T | false | undefined): part is T {
  return part !== undefined && part !== false;
}
