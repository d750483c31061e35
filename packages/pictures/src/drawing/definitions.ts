import type { NodeDefinition, NodeType, WorkflowNode } from '@tenon/core';

/** Finds the definition of a node; `undefined` where its kind is not known, or refuses its configuration. */
export type DefinitionLookup = (node: WorkflowNode) => NodeDefinition | undefined;

/** A lookup in node types: those that a runtime has bound, in most cases. Never throws. */
export function lookupIn(types: Iterable<NodeType>): DefinitionLookup {
  const byKind = new Map<string, NodeType>();
  for (const type of types) byKind.set(type.type, type);
  return ({ node, config }) => {
    if ('body' in node) return node;
    const type = byKind.get(node.kind);
    if (type === undefined || 'body' in type) return type;
    try {
      return type.define(config);
    } catch {
      return undefined; // verification tells of it; a picture shows the node all the same
    }
  };
}
