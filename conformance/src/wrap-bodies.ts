import type { NodeType, NodeTypeFactory } from '@tenon/core';

type Definition = Exclude<NodeType, NodeTypeFactory>;

/** The function that a node of some type runs. */
export type Run = Extract<Definition['body'], { readonly kind: 'function' }>['run'];

/** The same node types with another function in place of each that a node runs. */
export function withBodies(types: readonly NodeType[], wrap: (run: Run) => Run): NodeType[] {
  return types.map((type) =>
    isFactory(type)
      ? { type: type.type, define: (config) => withBody(type.define(config), wrap) }
      : withBody(type, wrap),
  );
}

function withBody(definition: Definition, wrap: (run: Run) => Run): Definition {
  const { body } = definition;
  if (body.kind === 'function') {
    const run = wrap(body.run);
    return Object.freeze({ ...definition, body: Object.freeze({ kind: 'function', run }) });
  }
  if (body.kind === 'compiled') {
    const compile: typeof body.compile = (place) => wrap(body.compile(place));
    return Object.freeze({ ...definition, body: Object.freeze({ kind: 'compiled', compile }) });
  }
  return definition;
}

function isFactory(type: NodeType): type is NodeTypeFactory {
  return 'define' in type;
}
