import { type Made, refTo } from './definitions.js';

/** Keywords that no text can break. */
const OF_NO_TEXT: ReadonlySet<string> = new Set([
  ...['title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly'],
  ...['properties', 'patternProperties', 'additionalProperties', 'required', 'propertyNames'],
  ...['minProperties', 'maxProperties', 'dependencies', 'items', 'additionalItems', 'contains'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minimum', 'maximum', 'multipleOf'],
  ...['exclusiveMinimum', 'exclusiveMaximum'],
]);

/** The schema, or a text with a template. Notes stay outside, where editors look for them. */
export function orTemplate(schema: Made): Made {
  if (typeof schema === 'boolean') return schema;
  const { type } = schema;
  const takesTexts =
    type === undefined || type === 'string' || (Array.isArray(type) && type.includes('string'));
  const isOpen = Object.keys(schema).every((name) => name === 'type' || OF_NO_TEXT.has(name));
  if (takesTexts && isOpen) return schema;
  const { title, description, default: preset, ...rest } = schema;
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(preset !== undefined && { default: preset }),
    anyOf: [rest, TEMPLATE],
  };
}

const TEMPLATE = refTo('template');
