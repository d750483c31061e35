import type { ResolvedWorkflow } from '../workflow/resolve.js';
import type { Workflow } from '../workflow/workflow.js';
import { type AddressOptions, unaddressed } from './addressed-plugins.js';
import { type CapabilityOptions, missingPlugins } from './capabilities.js';
import type { Issue } from './issue.js';
import { NameHints } from './name-hints.js';
import { nestingOf } from './nesting.js';
import { configuration } from './rules/configuration.js';
import { conflicts } from './rules/conflicts.js';
import { connections } from './rules/connections.js';
import { ids } from './rules/ids.js';
import { kinds } from './rules/kinds.js';
import { placement } from './rules/placement.js';
import { undeclaredCycles } from './rules/undeclared-cycles.js';
import { workflowInputs } from './rules/workflow-inputs.js';
import type { Rule } from './subject.js';

/** The rules of structure, in the order in which their findings stand. */
const RULES: readonly Rule[] = [
  ids,
  kinds,
  connections,
  configuration,
  placement,
  undeclaredCycles,
  conflicts,
  workflowInputs,
];

/** What verification has to know of the runtime. */
export interface StructureOptions extends CapabilityOptions, AddressOptions {
  /** The kinds of node that are bound. */
  readonly kinds: Iterable<string>;
  /** The same workflow as this runtime sees it. Asked once for each workflow inside. */
  readonly resolve: (workflow: Workflow) => ResolvedWorkflow;
}

/**
 * All structural findings on a workflow and the workflows inside it, each of which is looked at once: rule by rule, and
 * in order of declaration within a rule; outer workflows first; missing plugins at the end. Never throws on a finding.
 *
 * Required inputs are another matter, since a run supplies some: see `required.ts`. Linear in nodes and connections, but
 * for sorting where many connections share an input.
 */
export function verifyStructure(resolved: ResolvedWorkflow, options: StructureOptions): Issue[] {
  const { levels, tooDeep } = nestingOf(resolved, options.resolve);
  const shared = { kinds: new Set(options.kinds), names: new NameHints() };
  const issues: Issue[] = [];
  for (const level of levels) {
    for (const rule of RULES) for (const issue of rule({ ...level, ...shared })) issues.push(issue);
  }
  if (tooDeep !== undefined) issues.push(tooDeep);
  return [...issues, ...missingPlugins(levels, options), ...unaddressed(levels, options)];
}
