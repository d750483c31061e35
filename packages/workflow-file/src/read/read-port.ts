import { type JsonSchema, type Port, port } from '@tenon/core';
import { toData, toObject } from '../tree/tree.js';
import type { Members } from './members.js';

/** What a file may say of a port. */
export const PORT_MEMBERS: readonly string[] = [
  'schema',
  'optional',
  'default',
  'many',
  'raw',
  'description',
];

/** The port that the members of an object declare. */
export function readPort(members: Members): Port {
  const schema = members.map('schema');
  const optional = members.flag('optional') ?? false;
  const many = members.flag('many') ?? false;
  const raw = members.flag('raw') ?? false;
  const description = members.text('description');
  const given = members.get('default');
  let declared: Port = schema === undefined ? port() : port(toObject(schema) as JsonSchema);
  if (many) declared = declared.many();
  if (given !== undefined) {
    if (optional) {
      members.misfit(
        'optional',
        members.get('optional') ?? given,
        'false beside a "default"',
        'Take one of them out.',
      );
    }
    if (many && given.kind !== 'list') {
      members.misfit('default', given, 'a list, which a port with "many" takes');
    }
    declared = declared.default(toData(given));
  } else if (optional) declared = declared.optional();
  if (raw) declared = declared.raw();
  return description === undefined ? declared : declared.describe(description);
}
