import type { ConditionFunctions } from '@tenon/conditions';
import type { Connection, Loop, ResolvedWorkflow, WorkflowNode } from '@tenon/core';
import { type Closing, closingOf } from './body/body.js';
import { type LoopForest, nestLoops } from './body/nesting.js';
import { Reach } from './body/reach.js';
import { type ReadCondition, readCondition } from './condition/loop-condition.js';
import type { BodyNode } from './condition/names.js';

/** One declared loop of a workflow, and what was found out about it. */
export interface SurveyedLoop {
  readonly loop: Loop;
  readonly closing: Closing;
  readonly body: readonly BodyNode[];
  readonly condition: ReadCondition;
}

/** What is known of the loops of one workflow, computed once for all its runs. */
export interface Survey {
  readonly resolved: ResolvedWorkflow;
  readonly loops: readonly SurveyedLoop[];
  readonly forest: LoopForest;
  /** Whether plain connections close a cycle: how loops lie to one another then means nothing. */
  readonly isCyclic: boolean;
}

/** Looks at the loops of a workflow; `undefined` where it has none. */
export function surveyOf(
  resolved: ResolvedWorkflow,
  functions: ConditionFunctions | undefined,
): Survey | undefined {
  const { workflow, topology, definitions } = resolved;
  if (workflow.loops.length === 0) return undefined;
  const reach = new Reach(topology);
  const loops = workflow.loops.map((loop): SurveyedLoop => {
    const closing = closingOf(loop, topology, reach);
    const body = closing.body.map((node) => ({
      id: (workflow.nodes[node] as WorkflowNode).id,
      definition: definitions[node],
    }));
    // Over a body that is not known, each name of a condition would be a finding of its own.
    const condition =
      body.length === 0
        ? { read: undefined, flaws: [] }
        : readCondition(loop, body, workflow.name, functions);
    return { loop, closing, body, condition };
  });
  return {
    resolved,
    loops,
    forest: nestLoops(
      loops.map(({ closing }) => closing.body),
      topology.nodes,
    ),
    isCyclic: topology.order.length < topology.nodes,
  };
}

/** The ids of nodes, given by number of declaration. */
export function idsOf({ resolved }: Survey, nodes: readonly number[]): string[] {
  return nodes.map((node) => (resolved.workflow.nodes[node] as WorkflowNode).id);
}

/** The ends of a connection in words: `fit.error → fit.guess`. */
export function edgeText({ from, output, to, input }: Connection): string {
  return `${from}.${output} → ${to}.${input}`;
}
