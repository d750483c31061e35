import type { NodeDefinition, NodeKind, Port, Workflow } from '@tenon/core';

/** A workflow as lists and plain values, in which equal ones are equal: definitions are told by what they are of. */
export function plain(flow: Workflow): unknown {
  return {
    name: flow.name,
    metadata: listed(flow.metadata),
    nodes: flow.nodes.map(({ node, config, ...rest }) => ({
      ...rest,
      config: listed(config),
      node: bodyOf(node),
    })),
    connections: listed(flow.connections),
    loops: listed(flow.loops),
    inputs: flow.inputs.map(({ port, ...rest }) => ({ ...rest, port: portOf(port) })),
    outputs: flow.outputs.map(({ port, ...rest }) => ({ ...rest, port: portOf(port) })),
  };
}

function bodyOf(node: NodeDefinition | NodeKind): unknown {
  if (!('body' in node)) return node;
  const { type, body } = node;
  return body.kind === 'workflow' ? { type, workflow: plain(body.workflow) } : { type };
}

function portOf(declared: Port): unknown {
  return listed(Object.fromEntries(Object.entries(declared)));
}

/** Objects as sorted lists of members, so that prototypes and names like `__proto__` make no difference. */
function listed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(listed);
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : value;
  return Reflect.ownKeys(value)
    .map((key) => [key, listed((value as Readonly<Record<PropertyKey, unknown>>)[key])])
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
