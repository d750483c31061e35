import type { GateFact, PlanDraft, ResolvedWorkflow } from '@tenon/core';
import type { BranchMode } from './options.js';

/** The facts of a plan: a gate for every node with exclusive ports, and how skipped nodes appear in results. */
export function withGates(
  draft: PlanDraft,
  { workflow, definitions }: ResolvedWorkflow,
  mode: BranchMode,
): PlanDraft | undefined {
  const gates: GateFact[] = [];
  for (const [index, { id }] of workflow.nodes.entries()) {
    const routes = definitions[index]?.routes;
    if (routes !== undefined) gates.push(Object.freeze({ node: id, ...routes }));
  }
  const skipped = mode === 'skip-branches' ? 'absent' : 'null';
  if (gates.length === 0 && skipped === draft.skipped) return undefined;
  return { ...draft, gates: [...draft.gates, ...gates], skipped };
}
