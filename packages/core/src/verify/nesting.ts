import type { NodeDefinition } from '../workflow/node.js';
import type { ResolvedWorkflow } from '../workflow/resolve.js';
import type { Workflow } from '../workflow/workflow.js';
import type { Issue } from './issue.js';
import { errorIn, quoted } from './subject.js';

/** How deep workflows may stand inside one another: a node of the innermost has so many sub-workflow nodes around it. */
export const MOST_NESTING = 64;

/** One workflow among those that a workflow is made of, at the first place where it stands. */
export interface Level {
  readonly resolved: ResolvedWorkflow;
  /** The sub-workflow nodes that lead there, outermost first. */
  readonly within: readonly string[];
}

/** The workflow of a sub-workflow node. */
export function subWorkflowOf(definition: NodeDefinition | undefined): Workflow | undefined {
  return definition?.body.kind === 'workflow' ? definition.body.workflow : undefined;
}

/**
 * The workflow itself and all workflows inside it, each once, outer ones first; and SUBWORKFLOW_DEPTH where one contains
 * itself or nesting goes beyond {@link MOST_NESTING}. The search ends at the first such place, since a node type that
 * makes ever new workflows would never let it end. Depth-first with an explicit stack, linear in the workflows' nodes.
 */
export function nestingOf(
  root: ResolvedWorkflow,
  resolve: (workflow: Workflow) => ResolvedWorkflow,
): { readonly levels: readonly Level[]; readonly tooDeep: Issue | undefined } {
  const levels: Level[] = [];
  /** How many levels each finished workflow has inside it; `undefined` while it is being searched. */
  const height = new Map<Workflow, number | undefined>();
  const stack: Visit[] = [];
  enter({ resolved: root, within: [] });
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const { resolved, within } = top.level;
    const index = top.next++;
    const node = resolved.workflow.nodes[index];
    if (node === undefined) {
      stack.pop();
      height.set(resolved.workflow, top.height);
      const outer = stack.at(-1);
      if (outer !== undefined) outer.height = Math.max(outer.height, top.height + 1);
      continue;
    }
    const inner = subWorkflowOf(resolved.definitions[index]);
    if (inner === undefined) continue;
    const known = height.get(inner);
    const isOpen = known === undefined && height.has(inner);
    if (isOpen || stack.length + (known ?? 0) > MOST_NESTING) {
      return { levels, tooDeep: tooDeep(top.level, node.id, inner, isOpen) };
    }
    if (known === undefined) enter({ resolved: resolve(inner), within: [...within, node.id] });
    else top.height = Math.max(top.height, known + 1);
  }
  return { levels, tooDeep: undefined };

  function enter(level: Level): void {
    levels.push(level);
    stack.push({ level, next: 0, height: 0 });
    height.set(level.resolved.workflow, undefined);
  }

  function tooDeep(level: Level, node: string, inner: Workflow, isOpen: boolean): Issue {
    const from = stack.findIndex((visit) => visit.level.resolved.workflow === inner);
    const names = stack.slice(Math.max(from, 0)).map((visit) => visit.level.resolved.workflow.name);
    return errorIn(
      level,
      'SUBWORKFLOW_DEPTH',
      isOpen
        ? `Workflow ${quoted(inner.name)} contains itself: ${[...names, inner.name].map(quoted).join(' → ')}.`
        : `Node ${quoted(node)} nests workflows more than ${String(MOST_NESTING)} deep.`,
      { node },
      'Use a loop where a workflow should repeat.',
    );
  }
}

interface Visit {
  readonly level: Level;
  next: number;
  /** Levels inside, as far as they are known. */
  height: number;
}
