import {
  type ErrorCode,
  type Issue,
  issueError,
  nestingOf,
  type ResolvedWorkflow,
} from '@tenon/core';
import type { Declared } from './declared.js';
import { needsOf } from './define-resource-node.js';

/** Resources that nobody declares, that two nodes bring under one name, or that a node would wait for itself for, at any depth. */
export function verifyNeeds(resolved: ResolvedWorkflow, declared: Declared): readonly Issue[] {
  const issues: Issue[] = [];
  // What is near a name is looked for once for each.
  const hints = new Map<string, string>();
  const { levels } = nestingOf(resolved, resolved.resolve);
  // What nodes bring is noted first, so that it does not matter who comes first.
  for (const { need } of needsIn(levels)) declared.isClash(need);
  for (const { need, node, level, isAgain } of needsIn(levels)) {
    const { name } = need;
    const within = level.within.length === 0 ? undefined : level.within;
    const where = { workflow: level.resolved.workflow.name, within, node };
    const add = (code: ErrorCode, message: string, hint: string) =>
      issues.push(issueError(code, message, { where, hint }));
    if (declared.isClash(need)) {
      add(
        'RESOURCE_CONFLICT',
        `Node "${node}" brings a resource "${name}" that is another than the one a node before it brings.`,
        'Rename one of them, or declare the resource in the host.',
      );
    } else if (!declared.has(name)) {
      const hint = hints.get(name) ?? declared.hintFor(name);
      hints.set(name, hint);
      add(
        'RESOURCE_UNKNOWN',
        `Node "${node}" needs the resource "${name}", which nobody declares.`,
        hint,
      );
    } else if (isAgain && declared.of(need).shared !== true) {
      add(
        'RESOURCE_TWICE',
        `Node "${node}" needs the resource "${name}" twice, and each lease may be the last.`,
        'Need it once, and do with one lease what is to be done. Or declare it as shared.',
      );
    }
  }
  return issues;
}

function* needsIn(levels: ReturnType<typeof nestingOf>['levels']) {
  for (const level of levels) {
    const { workflow, definitions } = level.resolved;
    for (const [index, definition] of definitions.entries()) {
      const node = workflow.nodes[index]?.id;
      const needs = needsOf(definition);
      if (node === undefined || needs === undefined) continue;
      const names = new Set<string>();
      for (const need of needs.values()) {
        yield { need, node, level, isAgain: names.has(need.name) };
        names.add(need.name);
      }
    }
  }
}
