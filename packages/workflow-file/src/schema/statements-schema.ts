import type { PluginDescription } from '@tenon/core';
import type { Definitions, Made } from './definitions.js';
import { Embedding } from './embed.js';

/** What may be stated for plugins, by their names; one that takes nothing there has no member. */
export function statementsSchema(
  plugins: readonly Pick<PluginDescription, 'name' | 'accepts'>[],
  place: 'workflow' | 'node',
  definitions: Definitions,
): Made {
  const members = plugins.flatMap(({ name, accepts }) => {
    const schema = accepts?.[place];
    if (schema === undefined) return [];
    return [[name, new Embedding(schema, definitions, name, false).value] as const];
  });
  return {
    description: 'What is stated for plugins, by their names.',
    type: 'object',
    ...(members.length > 0 && { properties: Object.fromEntries(members) }),
  };
}
