import {
  describeValue,
  type Invoke,
  type InvokeInputs,
  messageOf,
  type NodeDefinition,
  type NodeHandler,
  type NodeTypes,
  quoteList,
  type Services,
} from '@tenon/core';
import type { Site } from '../kit.js';
import type { FallbackPolicy } from '../policy/policy.js';

/** The definition of the node that stands in, or what is wrong with it. */
export type StandIn =
  | { readonly definition: NodeDefinition; readonly flaw?: undefined }
  | { readonly flaw: string };

/**
 * Finds the node that stands in for another one. It is called at the other's visit, so it can have none of what belongs to a
 * place in a workflow: no settings, no secrets, no exclusive ports, no workflow inside.
 */
export function standInFor(
  node: NodeDefinition,
  { kind, node: given, config = {} }: FallbackPolicy,
  types: NodeTypes,
): StandIn {
  let found: NodeDefinition | undefined;
  try {
    found = given ?? types.find(kind as string, config);
  } catch (error) {
    return {
      flaw: `its kind ${describeValue(kind)} refuses the configuration: ${messageOf(error)}`,
    };
  }
  if (found === undefined) return { flaw: `there is no node type ${describeValue(kind)}` };
  const definition = found;
  if (!isDefinition(definition)) return { flaw: 'its "node" is no node definition' };
  const { body, settings, secrets, routes } = definition;
  const belongings = [
    ...(body.kind === 'workflow' ? ['a workflow inside'] : []),
    // A factory has used them to make the definition.
    ...([...settings.values()].some(({ presence }) => presence === 'required') &&
    given !== undefined
      ? ['required settings']
      : []),
    ...(secrets.size > 0 ? ['secrets'] : []),
    ...(routes === undefined ? [] : ['exclusive output ports']),
  ];
  if (belongings.length > 0) {
    return {
      flaw: `"${definition.type}" has ${belongings.join(', ')}, which a stand-in cannot have`,
    };
  }
  const unfed = [...definition.inputs]
    .filter(([name, { presence }]) => presence === 'required' && !node.inputs.has(name))
    .filter(([name]) => !Object.hasOwn(config, name))
    .map(([name]) => name);
  if (unfed.length > 0) {
    return {
      flaw: `"${definition.type}" needs ${quoteList(unfed)}, which the node has no inputs for`,
    };
  }
  const missing = outputsMissing(node, (name) => definition.outputs.has(name));
  if (missing.length > 0)
    return { flaw: `"${definition.type}" gives no ${quoteList(missing, 'or')}` };
  return { definition };
}

/** Whether what stands where a definition is due is one: in code that no compiler has seen it may be anything. */
function isDefinition(definition: NodeDefinition): boolean {
  return definition.inputs instanceof Map && typeof definition.body === 'object';
}

/** The outputs that a node promises and a stand-in does not give. */
export function outputsMissing(
  { outputs }: NodeDefinition,
  has: (name: string) => boolean,
): readonly string[] {
  return [...outputs]
    .filter(([name, { presence }]) => presence === 'required' && !has(name))
    .map(([name]) => name);
}

/** The function of a stand-in: its inputs are those that both nodes have, then its configuration, then its defaults. */
export function invokeOf(
  definition: NodeDefinition,
  config: Readonly<Record<string, unknown>>,
  { node, workflow }: Site,
  services: Services,
): Invoke {
  const run = bodyOf(definition, { id: node, workflow, services });
  const ports = [...definition.inputs];
  return (inputs, context) => {
    const own = Object.create(null) as Record<string, unknown>;
    for (const [name, { defaultValue }] of ports) {
      const value = [valueIn(inputs, name), valueIn(config, name), defaultValue].find(isThere);
      if (value !== undefined) own[name] = value;
    }
    return run(own, context);
  };
}

function bodyOf(
  { body }: NodeDefinition,
  place: { readonly id: string; readonly workflow: string; readonly services: Services },
): Invoke {
  switch (body.kind) {
    case 'function':
      return body.run as Invoke;
    case 'compiled':
      return body.compile(place) as Invoke;
    case 'handler': {
      const handler = place.services.get<NodeHandler>(body.service);
      return (inputs, context) => handler.run(inputs as never, context) as ReturnType<Invoke>;
    }
    case 'workflow':
      throw new Error('A workflow cannot stand in.'); // refused by verification
  }
}

/** `null` is a value like any other. */
function isThere(value: unknown): boolean {
  return value !== undefined;
}

function valueIn(values: InvokeInputs, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
