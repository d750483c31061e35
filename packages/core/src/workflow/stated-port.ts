import { isPlainObject, ownValue } from '../values/data.js';
import { describeValue } from '../values/describe-value.js';
import { type Port, port } from './port.js';
import type { JsonSchema } from './schema.js';

/** A port as data, as a workflow file or the configuration of a node may declare it. Required where nothing is said. */
export interface StatedPort {
  readonly schema?: JsonSchema;
  readonly optional?: boolean;
  /** The value taken when nothing else supplies one; a list where the port takes many. */
  readonly default?: unknown;
  readonly many?: boolean;
  readonly raw?: boolean;
  readonly description?: string;
}

/** The port that data declares. */
export function portOf({ schema, optional, many, raw, description, ...rest }: StatedPort): Port {
  let declared: Port = schema === undefined ? port() : port(schema);
  if (many === true) declared = declared.many();
  if (rest.default !== undefined) declared = declared.default(rest.default);
  else if (optional === true) declared = declared.optional();
  if (raw === true) declared = declared.raw();
  return description === undefined ? declared : declared.describe(description);
}

/**
 * A port as data, so that {@link portOf} makes it again; `undefined` where data cannot say it: its schema is no JSON Schema,
 * or its default is `undefined`.
 */
export function statedPort(declared: Port): StatedPort | undefined {
  const { schema, presence, defaultValue, isMany, isRaw, description } = declared;
  if (schema !== undefined && (!isPlainObject(schema) || '~standard' in schema)) return undefined;
  if (presence === 'default' && defaultValue === undefined) return undefined;
  return {
    ...(schema !== undefined && { schema }),
    ...(presence === 'optional' && { optional: true }),
    ...(presence === 'default' && { default: defaultValue }),
    ...(isMany && { many: true }),
    ...(isRaw && { raw: true }),
    ...(description !== undefined && { description }),
  };
}

const MEMBERS: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['schema', isPlainObject],
  ['optional', isFlag],
  ['default', () => true],
  ['many', isFlag],
  ['raw', isFlag],
  ['description', (value: unknown) => typeof value === 'string'],
]);

/** Why a value declares no port, as the end of a sentence; `undefined` where it does. */
export function portFlaw(stated: unknown): string | undefined {
  if (!isPlainObject(stated)) return `is ${describeValue(stated)}`;
  for (const name of Object.keys(stated)) {
    const fits = MEMBERS.get(name);
    if (fits === undefined) return `has a member ${describeValue(name)}`;
    const value = ownValue(stated, name);
    if (value !== undefined && !fits(value)) return `has ${describeValue(value)} for "${name}"`;
  }
  if (ownValue(stated, 'default') === undefined) return undefined;
  if (ownValue(stated, 'optional') === true) return 'is optional and has a default';
  const isList = Array.isArray(ownValue(stated, 'default'));
  return ownValue(stated, 'many') === true && !isList
    ? 'takes many, and its default is no list'
    : undefined;
}

function isFlag(value: unknown): boolean {
  return typeof value === 'boolean';
}
