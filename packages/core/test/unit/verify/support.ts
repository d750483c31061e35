import type { ErrorCode } from '#core/errors/codes.js';
import type { Issue } from '#core/verify/issue.js';
import { type StructureOptions, verifyStructure } from '#core/verify/structure.js';
import { defineNode, type NodeDefinition } from '#core/workflow/node.js';
import { port } from '#core/workflow/port.js';
import { type ResolvedWorkflow, resolveWorkflow } from '#core/workflow/resolve.js';
import type { Workflow } from '#core/workflow/workflow.js';

/** Node types for tests, by kind: `flow.add('a', kind('step'))`. */
export const TYPES = {
  source: defineNode({
    type: 'source',
    outputs: { value: port<number>() },
    run: () => ({ value: 1 }),
  }),
  step: defineNode({
    type: 'step',
    inputs: { value: port<number>().optional() },
    settings: { size: port<number>().default(1) },
    outputs: { value: port<number>() },
    run: ({ value }) => ({ value: value ?? 0 }),
  }),
  pass: defineNode({
    type: 'pass',
    inputs: { value: port<number>() },
    outputs: { value: port<number>() },
    run: ({ value }) => ({ value }),
  }),
  join: defineNode({
    type: 'join',
    inputs: { values: port<number>().many() },
    outputs: { value: port<number>() },
    run: ({ values }) => ({ value: values.length }),
  }),
  choose: defineNode({
    type: 'choose',
    inputs: { value: port<number>().optional() },
    outputs: { yes: port<number>(), no: port<number>(), chosen: port<string>() },
    routes: { ports: ['yes', 'no'], multiple: false },
    run: () => ({ yes: 1, no: 1, chosen: 'yes' }),
  }),
  strict: defineNode({
    type: 'strict',
    settings: { path: port<string>() },
    outputs: { value: port<number>() },
    run: () => ({ value: 1 }),
  }),
} as const;

const BY_KIND = new Map<string, NodeDefinition>(Object.entries(TYPES));
const ALL = new Set(['parameters', 'validation', 'cycles', 'conditional']);

/** A workflow as a runtime with the node types above sees it. */
export function resolved(workflow: Workflow): ResolvedWorkflow {
  return resolveWorkflow(workflow, (kind) => BY_KIND.get(kind));
}

/** The structural findings in a runtime that has every plugin, unless said otherwise. */
export function verified(workflow: Workflow, options: Partial<StructureOptions> = {}): Issue[] {
  const resolve = options.resolve ?? resolved;
  return verifyStructure(resolve(workflow), {
    kinds: BY_KIND.keys(),
    provided: ALL,
    addressable: ALL,
    installationOf: (capability) => `Install "@tenon/plugin-${capability}".`,
    ...options,
    resolve,
  });
}

/** The findings of one code. */
export function findings(code: ErrorCode, issues: readonly Issue[]): Issue[] {
  return issues.filter((issue) => issue.code === code);
}

/** The only finding there is. */
export function only(issues: readonly Issue[]): Issue {
  const [issue] = issues;
  if (issue === undefined || issues.length > 1) {
    throw new Error(`expected one finding, got ${JSON.stringify(issues, null, 2)}`);
  }
  return issue;
}
