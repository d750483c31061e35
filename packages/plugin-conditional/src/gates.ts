import type { ConditionFunctions } from '@tenon/conditions';
import type { GateFact, NodeDefinition, PlanDraft, ResolvedWorkflow } from '@tenon/core';
import { switchFactsOf } from './nodes/switch-facts.js';
import type { BranchMode } from './options.js';

/** What a port is taken on that no case names. */
const OTHERWISE = 'no case matches';

/** The facts of a plan: a gate for every node with exclusive ports, and how skipped nodes appear in results. */
export function withGates(
  draft: PlanDraft,
  { workflow, definitions }: ResolvedWorkflow,
  mode: BranchMode,
  functions: ConditionFunctions | undefined,
): PlanDraft | undefined {
  const gates: GateFact[] = [];
  for (const [index, { id }] of workflow.nodes.entries()) {
    const definition = definitions[index];
    if (definition?.routes === undefined) continue;
    const conditions = conditionsOf(definition, functions);
    gates.push(
      Object.freeze({
        node: id,
        ...definition.routes,
        ...(conditions !== undefined && { conditions }),
      }),
    );
  }
  const skipped = mode === 'skip-branches' ? 'absent' : 'null';
  if (gates.length === 0 && skipped === draft.skipped) return undefined;
  return { ...draft, gates: [...draft.gates, ...gates], skipped };
}

/** On what condition each port of a switch is taken, as its author wrote it. */
function conditionsOf(
  definition: NodeDefinition,
  functions: ConditionFunctions | undefined,
): ReadonlyMap<string, string> | undefined {
  const facts = switchFactsOf(definition);
  if (facts === undefined) return undefined;
  const conditions = new Map<string, string>();
  for (const { name, condition } of facts.read(functions)) {
    if (condition !== undefined) conditions.set(name, condition.text);
  }
  const [only] = conditions.values();
  if (facts.otherwise !== undefined) {
    const isBranch = facts.form === 'branch' && only !== undefined;
    conditions.set(facts.otherwise, isBranch ? `not (${only})` : OTHERWISE);
  }
  return conditions;
}
