import { isObject, type Json } from '../case.js';
import { Undecided } from './undecided.js';
import { at, isList, parsePath } from './values.js';

/** Members of `config` in which `${` is no template. */
export const LITERAL_MEMBERS: ReadonlySet<string> = new Set([
  'cases',
  'condition',
  'schema',
  'types',
]);

/** A template that cannot be resolved, with its code. */
export class TemplateError extends Error {
  constructor(readonly code: 'TEMPLATE_INVALID' | 'TEMPLATE_UNRESOLVED') {
    super();
  }
}

/** The value of a name in templates; `undefined` where there is none. */
export type Lookup = (name: string) => Json | undefined;

/** `$${`, or `${` up to the next `}`. */
const MARK = /\$\$\{|\$\{([^}]*)\}/g;

/** A value with the templates in it, at any depth, resolved. Throws {@link TemplateError}. */
export function resolved(value: Json, lookup: Lookup): Json {
  if (typeof value === 'string') return resolvedText(value, lookup);
  if (isList(value)) return value.map((item) => resolved(item, lookup));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, resolved(member, lookup)]),
  );
}

/** The names that templates in a value mention; an invalid one mentions none. */
export function* namesInTemplates(value: Json): Generator<string> {
  if (typeof value === 'string') {
    for (const [mark, content] of value.matchAll(MARK)) {
      if (mark !== '$${' && content !== '') yield partsOf(content ?? '').name;
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values<Json>(value)) yield* namesInTemplates(member);
  }
}

function resolvedText(text: string, lookup: Lookup): Json {
  const [whole] = text.matchAll(MARK);
  if (whole?.[0] === text && whole[1] !== undefined) return valueOf(whole[1], lookup);
  return text.replace(MARK, (mark: string, content?: string) =>
    mark === '$${' ? '${' : written(valueOf(content ?? '', lookup)),
  );
}

/** A default is text, and is taken only when there is no value. */
function valueOf(content: string, lookup: Lookup): Json {
  const { name, path, otherwise } = partsOf(content);
  const value = at(lookup(name), parsePath(path));
  if (value !== undefined) return value;
  if (otherwise === undefined) throw new TemplateError('TEMPLATE_UNRESOLVED');
  return otherwise;
}

function partsOf(content: string) {
  if (content === '') throw new TemplateError('TEMPLATE_INVALID');
  const [, name, path = '', otherwise] =
    /^([A-Za-z_]\w*)((?:\.\w+|\[\d+\])*)(?::-(.*))?$/s.exec(content) ?? [];
  if (name === undefined) throw new Undecided(`What the template "${content}" means.`);
  return { name, path, otherwise };
}

function written(value: Json): string {
  if (typeof value === 'object') throw new Undecided('How a template writes null, lists, objects.');
  return String(value);
}
