import { follow, isPlainObject, type JsonSchema, ownValue } from '@tenon/core';
import { type Definitions, type Made, refTo } from './definitions.js';

/** How deep schemas are looked into; what is deeper takes anything. */
const MOST_DEPTH = 60;

/** Keywords whose values say nothing that holds of data, or nothing that draft 7 knows. */
const DROPPED: ReadonlySet<string> = new Set([
  ...[
    '$id',
    'id',
    '$schema',
    '$anchor',
    '$dynamicAnchor',
    '$recursiveAnchor',
    '$vocabulary',
    '$comment',
  ],
  ...['$defs', 'definitions', 'unevaluatedItems', 'unevaluatedProperties', '~standard'],
  ...['minContains', 'maxContains', 'contentSchema', 'then', 'else', 'additionalItems'],
]);

const ONE: ReadonlySet<string> = new Set(['contains', 'additionalProperties', 'propertyNames']);
const BY_NAME: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
]);

/**
 * Puts the JSON Schema of a port into the schema of a file. It becomes one of draft 7, which editors read, with its
 * references led to definitions of their own; what draft 7 cannot say, or what leads out of it, is left open, so that no
 * file is found at fault that is not. Where templates may stand, a text with one is taken in the place of any value.
 */
export class Embedding {
  readonly #root: JsonSchema;
  readonly #definitions: Definitions;
  readonly #about: string;
  readonly #templates: boolean;
  /** The definitions of what references lead to. */
  readonly #targets = new Map<unknown, string>();

  constructor(root: JsonSchema, definitions: Definitions, about: string, templates: boolean) {
    this.#root = root;
    this.#definitions = definitions;
    this.#about = about;
    this.#templates = templates;
  }

  /** The schema itself. */
  get schema(): Made {
    return this.#value(this.#root, this.#templates, 0);
  }

  /** The schema of an object whose members may be templates, and which itself may be none. */
  get object(): Made {
    return this.#plain(this.#root, this.#templates, 0);
  }

  #value(schema: unknown, templates: boolean, depth: number): Made {
    const made = this.#plain(schema, templates, depth);
    return templates ? orTemplate(made) : made;
  }

  #plain(schema: unknown, templates: boolean, depth: number): Made {
    if (typeof schema === 'boolean') return schema;
    if (!isPlainObject(schema) || depth > MOST_DEPTH) return true;
    const made: Record<string, unknown> = {};
    for (const keyword of Object.keys(schema)) {
      if (DROPPED.has(keyword)) continue;
      const value = ownValue(schema, keyword);
      this.#keyword(keyword, value, schema, templates, depth + 1, (name, said) => {
        made[name] = said;
      });
    }
    return made;
  }

  #keyword(
    keyword: string,
    value: unknown,
    schema: JsonSchema,
    templates: boolean,
    depth: number,
    say: (name: string, value: unknown) => void,
  ): void {
    const inner = (part: unknown) => this.#value(part, templates, depth);
    if (ONE.has(keyword)) say(keyword, inner(value));
    else if (keyword === 'anyOf')
      say(
        keyword,
        listOf(value, (part) => this.#plain(part, templates, depth)),
      );
    else if (BY_NAME.has(keyword))
      say(keyword === 'dependentSchemas' ? 'dependencies' : keyword, membersOf(value, inner));
    else if (keyword === 'oneOf') {
      // A template may fit several alternatives where the value it becomes fits one.
      say(
        templates ? 'anyOf' : 'oneOf',
        listOf(value, (part) => this.#plain(part, templates, depth)),
      );
    } else if (keyword === 'not') {
      if (!templates) say('not', this.#plain(value, false, depth));
    } else if (keyword === 'if') {
      if (templates) return;
      for (const name of ['if', 'then', 'else']) {
        const part = ownValue(schema, name);
        if (part !== undefined) say(name, this.#plain(part, false, depth));
      }
    } else if (keyword === 'prefixItems') {
      say('items', listOf(value, inner));
      const rest = ownValue(schema, 'items');
      if (rest !== undefined) say('additionalItems', inner(rest));
    } else if (keyword === 'items') {
      if (Array.isArray(value)) {
        say('items', listOf(value, inner));
        const rest = ownValue(schema, 'additionalItems');
        if (rest !== undefined) say('additionalItems', inner(rest));
      } else if (ownValue(schema, 'prefixItems') === undefined) say('items', inner(value));
    } else if (keyword === 'dependentRequired') say('dependencies', value);
    else if (keyword === 'dependencies') {
      say(
        keyword,
        membersOf(value, (part) => (Array.isArray(part) ? part : inner(part))),
      );
    } else if (keyword === '$ref' || keyword === 'allOf') {
      // Beside a reference, draft 7 reads nothing else: it stands in a list of its own.
      const parts = listOf(ownValue(schema, 'allOf'), (part) =>
        this.#plain(part, templates, depth),
      );
      const target = this.#target(ownValue(schema, '$ref'));
      if (target !== undefined) parts.push(target);
      if (parts.length > 0) say('allOf', parts);
    } else if (keyword.startsWith('$') || isOfDraft4(keyword, value)) return;
    else say(keyword, value);
  }

  /** Where a reference within the schema leads; `undefined` for one that leads elsewhere. */
  #target(ref: unknown): Made | undefined {
    if (typeof ref !== 'string' || !/^#(?:\/|$)/.test(ref)) return undefined;
    const path = ref.slice(2).split('/').map(unescaped);
    const found = ref === '#' ? this.#root : follow(this.#root, path);
    if (!isPlainObject(found)) return undefined;
    let name = this.#targets.get(found);
    if (name === undefined) {
      name = this.#definitions.nameFor('schema', this.#about);
      this.#targets.set(found, name);
      this.#definitions.set(name, this.#plain(found, this.#templates, 1));
    }
    return refTo(name);
  }
}

/** Draft 4 says `exclusiveMinimum: true`, which draft 7 refuses. */
function isOfDraft4(keyword: string, value: unknown): boolean {
  return /^exclusiveM/.test(keyword) && typeof value === 'boolean';
}

function unescaped(part: string): string {
  return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
}

function listOf(value: unknown, make: (part: unknown) => unknown): unknown[] {
  return Array.isArray(value) ? value.map(make) : [];
}

function membersOf(value: unknown, make: (part: unknown) => unknown): unknown {
  if (!isPlainObject(value)) return {};
  return Object.fromEntries(Object.keys(value).map((name) => [name, make(ownValue(value, name))]));
}

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
  if (schema === true || schema === false) return schema === true ? true : TEMPLATE;
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
