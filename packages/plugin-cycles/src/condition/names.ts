import type { NameType } from '@tenon/conditions';
import type { NodeDefinition, Schema } from '@tenon/core';

/** The names that the text of a condition finds beside the nodes of its loop, which must not have them as ids. */
export const OWN_NAMES: readonly string[] = ['nodes', 'previous', 'iteration', 'elapsedMs'];

/** A node of a loop's body as its condition sees it. */
export interface BodyNode {
  readonly id: string;
  readonly definition: NodeDefinition | undefined;
}

/** What CEL reads as a name rather than as a word of its own or in pieces. */
const IDENTIFIER = /^[_a-zA-Z][_a-zA-Z0-9]*$/;

/**
 * The names that a loop's condition may read, with what is known of their types. The outputs of a node are all that its
 * type declares, so that a misspelt one is found before anything runs; each may be missing, as the node may be skipped.
 */
export function namesOf(body: readonly BodyNode[]): ReadonlyMap<string, NameType> {
  const nodes = new Map(body.map(({ id, definition }) => [id, outputsOf(definition)]));
  const record: NameType = { members: nodes };
  const names = new Map<string, NameType>();
  for (const [id, type] of nodes) if (IDENTIFIER.test(id)) names.set(id, type);
  return names
    .set('nodes', record)
    .set('previous', record)
    .set('iteration', 'number')
    .set('elapsedMs', 'number');
}

function outputsOf(definition: NodeDefinition | undefined): NameType {
  if (definition === undefined) return 'any';
  return {
    members: new Map(
      Array.from(definition.outputs, ([name, port]) => [
        name,
        port.isMany ? 'list' : typeOf(port.schema),
      ]),
    ),
  };
}

/** What a port's JSON Schema says of its type; of other schemas nothing is known. */
function typeOf(schema: Schema | undefined): NameType {
  const type: unknown = Object(schema) === schema ? (schema as { type?: unknown }).type : undefined;
  switch (type) {
    case 'number':
    case 'integer':
      return 'number';
    case 'string':
    case 'boolean':
    case 'object':
      return type;
    case 'array':
      return 'list';
    default:
      return 'any';
  }
}
