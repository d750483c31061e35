import { isPlainObject, type JsonSchema, ownValue } from '@tenon/core';
import { harmless, harmlessLines } from '../io/harmless.js';
import { columns } from '../io/lines.js';
import type { Palette } from '../io/palette.js';
import { jsonText } from '../json/json-text.js';
import type { NodeFacts, PortFacts } from './node-facts.js';

/** All that is known of a node type, as a page. */
export function nodeText(facts: NodeFacts, palette: Palette): string {
  const { kind, description, inputs, settings, outputs, config, secrets } = facts;
  const parts = [palette.bold(harmless(kind))];
  if (description !== undefined) parts.push(harmlessLines(description));
  const section = (title: string, lines: readonly string[]) => {
    if (lines.length > 0)
      parts.push(`${palette.dim(title)}\n${lines.map((l) => `  ${l}`).join('\n')}`);
  };
  section('inputs', portLines(inputs ?? [], true));
  section('settings', portLines(settings ?? [], true));
  section('outputs', portLines(outputs ?? [], false));
  section('configuration', config === undefined ? [] : configLines(config));
  section('secrets', (secrets ?? []).map(harmless));
  if (inputs === undefined) parts.push(palette.dim('Its ports depend on its configuration.'));
  return parts.join('\n\n');
}

/** Whether a value must be there matters of what is given, and not of what a node answers. */
function portLines(ports: readonly PortFacts[], areGiven: boolean): string[] {
  return columns(
    ports.map((port) => {
      const { name, presence, isMany, description = '', schema } = port;
      const type = [schema === undefined ? '' : typeText(schema), isMany ? 'many' : '']
        .filter(Boolean)
        .join(', ');
      const must = presence === 'default' ? `default ${shortText(port.default)}` : presence;
      const cells = areGiven ? [name, type, must, description] : [name, type, description];
      return cells.map(harmless);
    }),
  );
}

/** The members of a configuration's schema: one of an object, or of several that it may be. */
function configLines(schema: JsonSchema): string[] {
  const properties = ownValue(schema, 'properties');
  if (!isPlainObject(properties)) return jsonText(schema, 2).split('\n').map(harmless);
  const stated = ownValue(schema, 'required');
  const required = new Set<unknown>(Array.isArray(stated) ? stated : []);
  return columns(
    Object.entries(properties).map(([name, member]) => {
      const description = ownValue(Object(member) as object, 'description');
      const must = required.has(name) ? 'required' : 'optional';
      const text = typeof description === 'string' ? description : '';
      return [name, typeText(Object(member) as JsonSchema), must, text].map(harmless);
    }),
  );
}

function typeText(schema: JsonSchema): string {
  const type = ownValue(schema, 'type');
  const values = ownValue(schema, 'enum');
  if (Array.isArray(values)) return values.map((value) => shortText(value)).join(' | ');
  if (Array.isArray(type)) return type.map(String).join(' | ');
  if (typeof type === 'string') return type;
  const choices = ownValue(schema, 'anyOf') ?? ownValue(schema, 'oneOf');
  if (!Array.isArray(choices)) return 'any';
  const types = choices.map((choice) => ownValue(Object(choice) as object, 'type'));
  return [...new Set(types.map((each) => (typeof each === 'string' ? each : 'any')))].join(' | ');
}

/** Longer values say nothing in a table. */
const MOST_LETTERS = 40;

function shortText(value: unknown): string {
  const text = jsonText(value);
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}
