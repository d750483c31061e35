import { type Issue, issueError, nestingOf, type ResolvedWorkflow } from '@tenon/core';
import type { Declared } from './declared.js';
import { needsOf } from './define-resource-node.js';

/** Resources that nodes need and nobody declares, and those that two nodes bring under one name, at any depth. */
export function verifyNeeds(resolved: ResolvedWorkflow, declared: Declared): readonly Issue[] {
  const issues: Issue[] = [];
  // What is near a name is looked for once for each.
  const hints = new Map<string, string>();
  const { levels } = nestingOf(resolved, resolved.resolve);
  // What nodes bring is noted first, so that it does not matter who comes first.
  for (const { need } of needsIn(levels)) declared.isClash(need);
  for (const { need, node, level } of needsIn(levels)) {
    const { name } = need;
    const within = level.within.length === 0 ? undefined : level.within;
    const where = { workflow: level.resolved.workflow.name, within, node };
    if (declared.isClash(need)) {
      issues.push(
        issueError(
          'RESOURCE_CONFLICT',
          `Node "${node}" brings a resource "${name}" that is another than the one a node before it brings.`,
          { where, hint: 'Rename one of them, or declare the resource in the host.' },
        ),
      );
    } else if (!declared.has(name)) {
      const hint = hints.get(name) ?? declared.hintFor(name);
      hints.set(name, hint);
      issues.push(
        issueError(
          'RESOURCE_UNKNOWN',
          `Node "${node}" needs the resource "${name}", which nobody declares.`,
          {
            where,
            hint,
          },
        ),
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
      for (const need of needsOf(definition)?.values() ?? []) {
        if (node !== undefined) yield { need, node, level };
      }
    }
  }
}
