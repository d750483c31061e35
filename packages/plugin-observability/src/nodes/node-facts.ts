import type { Attributes } from '@opentelemetry/api';
import type { Plan, UnwrappedStep } from '@tenon/core';
import { ATTRIBUTES, SPANS } from '../names.js';

/** How a visit may end. */
export type VisitStatus = 'completed' | 'failed' | 'aborted';

/** What is the same at every visit to a node: made once, with its plan. */
export interface NodeFacts {
  readonly spanName: string;
  readonly attributes: Attributes;
  /** Whether it stands in a loop. */
  readonly isInLoop: boolean;
  /** Labels of its calls. */
  readonly labels: Attributes;
  /** Labels of its visits, by how they end. */
  readonly labelsOf: Readonly<Record<VisitStatus, Attributes>>;
}

/** Which labels a node has in metrics. */
export interface NodeLabels {
  workflow(name: string): string;
  nodeType(type: string): string;
  node(workflow: string, id: string): string;
}

/** Reads the facts of a node. */
export function nodeFacts(
  { id, index, definition }: UnwrappedStep,
  plan: Plan,
  labels: NodeLabels,
): NodeFacts {
  const { name } = plan.workflow;
  const { type } = definition;
  const shown = Object.freeze({
    [ATTRIBUTES.workflow]: labels.workflow(name),
    [ATTRIBUTES.nodeType]: labels.nodeType(type),
    [ATTRIBUTES.nodeId]: labels.node(name, id),
  });
  const ended = (status: VisitStatus) =>
    Object.freeze({ ...shown, [ATTRIBUTES.nodeStatus]: status });
  return Object.freeze<NodeFacts>({
    spanName: SPANS.node(id),
    attributes: Object.freeze({
      [ATTRIBUTES.workflow]: name,
      [ATTRIBUTES.nodeType]: type,
      [ATTRIBUTES.nodeId]: id,
    }),
    isInLoop: (plan.regionOf[index] as number) >= 0,
    labels: shown,
    labelsOf: Object.freeze({
      completed: ended('completed'),
      failed: ended('failed'),
      aborted: ended('aborted'),
    }),
  });
}
