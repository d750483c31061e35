import { type Port, portOf } from '@tenon/core';
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
  const tree = members.get('default');
  const given = tree === undefined ? {} : { default: toData(tree) };
  if (tree !== undefined && optional) {
    members.misfit(
      'optional',
      members.get('optional') ?? tree,
      'false, as it is beside a "default"',
      'Take one of them out.',
    );
  }
  if (tree !== undefined && many && tree.kind !== 'list') {
    members.misfit('default', tree, 'a list, which a port with "many" takes');
  }
  return portOf({
    ...(schema !== undefined && { schema: toObject(schema) }),
    ...given,
    optional,
    many,
    raw,
    ...(description !== undefined && { description }),
  });
}
