import type { NodeDefinition, WorkflowNode } from '@tenon/core';
import type { NodeShape } from './drawing.js';

/** The node type that joins branches. */
const MERGE = 'merge';

/** What a node is drawn as, from what it does and whether connections lead to it and away from it. */
export function shapeOf(
  { join }: WorkflowNode,
  definition: NodeDefinition | undefined,
  hasIncoming: boolean,
  hasOutgoing: boolean,
): NodeShape {
  if (definition?.routes !== undefined) return 'switch';
  if (definition?.body.kind === 'workflow') return 'workflow';
  if (definition?.type === MERGE || join === 'any') return 'merge';
  if (!hasIncoming) return 'source';
  return hasOutgoing ? 'step' : 'sink';
}
