import { type JsonSchema, type Port, port } from '@tenon/core';
import type { Items, Rows } from './items.js';

/** A port with a schema, of the type that the schema cannot say. */
export function typed<T>(schema: JsonSchema, description: string): Port<T, 'required', false> {
  return port(schema).describe(description) as unknown as Port<T, 'required', false>;
}

/** A text. */
export function text(description: string): Port<string, 'required', false> {
  return typed<string>({ type: 'string' }, description);
}

/** A path of a file. */
export const PATH = typed<string>(
  { type: 'string', minLength: 1 },
  'Path of the file, relative to the root folder.',
);

/** Items to go through: a JSON Schema tells a stream of rows from a list by its being an object. */
export function itemsPort(description: string): Port<Items, 'required', false> {
  return typed<Items>({ type: ['array', 'object'] }, description);
}

const TABLE = { type: ['array', 'object'], items: { type: 'object' } } as const;

/** Rows of a table, as a node gives them. */
export function rowsPort(description: string): Port<Rows, 'required', false> {
  return typed<Rows>(TABLE, description);
}

/** Rows of a table, as a node takes them: those of whom it is not known, too. */
export function tablePort(description: string): Port<Items, 'required', false> {
  return typed<Items>(TABLE, description);
}
