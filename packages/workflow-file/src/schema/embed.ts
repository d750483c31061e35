import { follow, isPlainObject, type JsonSchema, ownValue } from '@tenon/core';
import { type Definitions, type Made, refTo } from './definitions.js';
import { KEYWORDS, type Translation } from './keywords.js';
import { orTemplate } from './or-template.js';

/** How deep schemas are looked into; what is deeper takes anything. */
const MOST_DEPTH = 60;

/**
 * Puts the JSON Schema of a port into the schema of a file. It becomes one of draft 7, which editors read, with its
 * references led to definitions of their own; what draft 7 cannot say, or what leads out of it, is left open, so that no
 * file is found at fault that is not. Where templates may stand, a text with one is taken in the place of any value.
 */
export class Embedding {
  readonly #root: JsonSchema;
  readonly #definitions: Definitions;
  /** What it is the schema of, for the names of definitions. */
  readonly #about: string;
  readonly #templates: boolean;
  /** The definitions of what references lead to, with templates and without. */
  readonly #targets = { open: new Map<unknown, string>(), strict: new Map<unknown, string>() };

  constructor(root: JsonSchema, definitions: Definitions, about: string, templates: boolean) {
    this.#root = root;
    this.#definitions = definitions;
    this.#about = about;
    this.#templates = templates;
  }

  /** The schema of a value, which may be a template. */
  get value(): Made {
    return this.#value(this.#root, this.#templates, 0);
  }

  /** The schema of an object that is none itself; its members may be. */
  get object(): Made {
    return this.#translated(this.#root, this.#templates, 0);
  }

  #value(schema: unknown, templates: boolean, depth: number): Made {
    const made = this.#translated(schema, templates, depth);
    return templates && !isRaw(schema) ? orTemplate(made) : made;
  }

  #translated(schema: unknown, templates: boolean, depth: number): Made {
    if (typeof schema === 'boolean') return schema;
    if (!isPlainObject(schema) || depth > MOST_DEPTH) return true;
    if (templates && isRaw(schema)) return this.#translated(schema, false, depth);
    const at: Translation = {
      schema,
      templates,
      value: (part) => this.#value(part, templates, depth + 1),
      same: (part) => this.#translated(part, templates, depth + 1),
      strict: (part) => this.#translated(part, false, depth + 1),
      target: (ref) => this.#target(ref, templates),
    };
    const made: Record<string, unknown> = {};
    for (const keyword of Object.keys(schema)) {
      const value = ownValue(schema, keyword);
      const translate = KEYWORDS.get(keyword);
      if (translate !== undefined) Object.assign(made, translate(at, value, keyword));
      else if (!keyword.startsWith('$')) made[keyword] = value;
    }
    return made;
  }

  #target(ref: unknown, templates: boolean): Made | undefined {
    if (typeof ref !== 'string' || !/^#(?:\/|$)/.test(ref)) return undefined;
    const found = ref === '#' ? this.#root : follow(this.#root, partsOf(ref));
    if (!isPlainObject(found)) return undefined;
    const targets = templates ? this.#targets.open : this.#targets.strict;
    let name = targets.get(found);
    if (name === undefined) {
      name = this.#definitions.nameFor('schema', this.#about);
      targets.set(found, name);
      this.#definitions.set(name, this.#translated(found, templates, 1));
    }
    return refTo(name);
  }
}

/** Whether a part of a factory's schema says that no template may stand there. */
function isRaw(schema: unknown): boolean {
  return isPlainObject(schema) && ownValue(schema, 'raw') === true;
}

/** The names in a JSON Pointer. */
function partsOf(ref: string): readonly string[] {
  return ref
    .slice(2)
    .split('/')
    .map((part) => decoded(part).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
