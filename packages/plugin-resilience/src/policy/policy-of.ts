import type { NodeDefinition, Workflow, WorkflowNode } from '@tenon/core';
import type { ResilienceOptions } from '../options.js';
import type { ResiliencePolicy } from './policy.js';

/** The name under which workflows, node types and nodes state their policies. */
export const NAME = 'resilience';

/** A node, and what is around it. */
export interface Standing {
  readonly node: WorkflowNode;
  readonly definition: NodeDefinition;
  readonly workflow: Workflow;
}

/**
 * The policy of a node, part by part, as the nearest place states it: the node, then its type (as the host's option `types`
 * says, else as the type itself does), then its workflow, then the options of the plugin. A part counts as a whole.
 *
 * What is stated of a workflow or of everything is about nodes that do the work themselves: a sub-workflow is left to the
 * nodes inside it, which would otherwise be retried by themselves and together.
 */
export function policyOf(
  { node, definition, workflow }: Standing,
  options: ResilienceOptions,
): ResiliencePolicy {
  const { types = {}, ...everywhere } = options;
  const near = [
    ...statedIn(definition.plugins),
    Object.hasOwn(types, definition.type) ? types[definition.type] : undefined,
    ...statedIn(node.plugins),
  ];
  const far =
    definition.body.kind === 'workflow' ? [] : [everywhere, ...statedIn(workflow.plugins)];
  const stated = [...far, ...near].flatMap((policy) => Object.entries(policy ?? {}));
  return Object.fromEntries(stated.filter(([, part]) => part !== undefined));
}

/** What is stated for this plugin in one place. Expects it to have been verified. */
function statedIn(
  plugins: Readonly<Record<string, unknown>> | undefined,
): readonly (ResiliencePolicy | undefined)[] {
  return plugins !== undefined && Object.hasOwn(plugins, NAME)
    ? [plugins[NAME] as ResiliencePolicy]
    : [];
}
