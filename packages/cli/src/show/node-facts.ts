import {
  isPlainObject,
  type JsonSchema,
  type NodeDefinition,
  type NodeType,
  type Port,
  type PortTable,
} from '@tenon/core';

/** What is known of one port. */
export interface PortFacts {
  readonly name: string;
  readonly presence: Port['presence'];
  readonly isMany: boolean;
  readonly description?: string;
  readonly default?: unknown;
  /** Where the port is declared by a JSON Schema. */
  readonly schema?: JsonSchema;
}

/** What is known of a node type without making a node of it. */
export interface NodeFacts {
  readonly kind: string;
  readonly description?: string;
  /** `undefined` for a type whose ports depend on its configuration. */
  readonly inputs?: readonly PortFacts[];
  readonly settings?: readonly PortFacts[];
  readonly outputs?: readonly PortFacts[];
  /** What may be configured, of a type whose ports depend on it. */
  readonly config?: JsonSchema;
  /** By the names that their provider knows. */
  readonly secrets?: readonly string[];
}

export function factsOf(type: NodeType): NodeFacts {
  if (!isDefinition(type)) {
    const { type: kind, description, config } = type;
    return {
      kind,
      ...(description !== undefined && { description }),
      ...(config !== undefined && { config }),
    };
  }
  const { description } = type;
  const secrets = Array.from(type.secrets.values(), ({ name }) => name);
  return {
    kind: type.type,
    ...(description !== undefined && { description }),
    inputs: portsOf(type.inputs),
    settings: portsOf(type.settings),
    outputs: portsOf(type.outputs),
    ...(secrets.length > 0 && { secrets }),
  };
}

function isDefinition(type: NodeType): type is NodeDefinition {
  return 'body' in type;
}

function portsOf(table: PortTable): PortFacts[] {
  return Array.from(table, ([name, port]) => {
    const { presence, isMany, description, defaultValue, schema } = port;
    return {
      name,
      presence,
      isMany,
      ...(description !== undefined && { description }),
      ...(presence === 'default' && { default: defaultValue }),
      ...(isPlainObject(schema) && { schema }),
    };
  });
}
