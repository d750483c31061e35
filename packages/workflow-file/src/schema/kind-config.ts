import type { JsonSchema, NodeDefinition, NodeType, Port, PortTable } from '@tenon/core';
import type { Definitions, Made } from './definitions.js';
import { Embedding } from './embed.js';
import { jsonOfSchema } from './json-of-schema.js';
import { orTemplate } from './or-template.js';

/** What may be configured of nodes of a kind. */
export interface KindConfig {
  readonly schema: Made;
  /** Whether something must be configured. */
  readonly isRequired: boolean;
}

/** What may be configured of nodes of a kind: what its factory states, or its inputs and settings. */
export function kindConfig(type: NodeType, definitions: Definitions): KindConfig {
  return 'define' in type ? stated(type.config, type.type, definitions) : ported(type, definitions);
}

function stated(
  config: JsonSchema | undefined,
  kind: string,
  definitions: Definitions,
): KindConfig {
  if (config === undefined) return { schema: { type: 'object' }, isRequired: false };
  const { required } = config;
  return {
    schema: new Embedding(config, definitions, kind, true).object,
    isRequired: Array.isArray(required) && required.length > 0,
  };
}

function ported({ type, inputs, settings }: NodeDefinition, definitions: Definitions): KindConfig {
  const properties = (ports: PortTable) =>
    Array.from(ports, ([name, port]) => [name, portSchema(port, type, definitions)] as const);
  // What an input lacks a connection may bring, or the parameters of a run.
  const required = [...settings]
    .filter(([, { presence }]) => presence === 'required')
    .map(([name]) => name);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries([...properties(inputs), ...properties(settings)]),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    },
    isRequired: required.length > 0,
  };
}

function portSchema(port: Port, kind: string, definitions: Definitions): Made {
  const json = jsonOfSchema(port.schema);
  const embedding = json && new Embedding(json, definitions, kind, !port.isRaw);
  const value: Made = port.isMany
    ? { type: 'array', items: embedding?.value ?? {} }
    : (embedding?.object ?? {});
  const { description, defaultValue } = port;
  const noted =
    typeof value === 'object'
      ? {
          ...value,
          ...(description !== undefined && { description }),
          ...(isShowable(defaultValue) && { default: defaultValue }),
        }
      : value;
  return port.isRaw ? noted : orTemplate(noted);
}

/** Defaults that stand in a schema as they are. */
function isShowable(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
