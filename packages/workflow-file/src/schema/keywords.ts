import { isPlainObject, type JsonSchema, ownValue } from '@tenon/core';

/** A schema that is being translated to draft 7. */
export interface Translation {
  readonly schema: JsonSchema;
  /** Whether texts with templates may stand for values. */
  readonly templates: boolean;
  /** A schema inside it, for a value of its own. */
  readonly value: (part: unknown) => unknown;
  /** A schema inside it that is about the same value. */
  readonly same: (part: unknown) => unknown;
  /** A schema inside it in whose place no template may stand. */
  readonly strict: (part: unknown) => unknown;
  /** Where a reference leads; `undefined` for one that leads out of the schema. */
  readonly target: (ref: unknown) => unknown;
}

type Said = Readonly<Record<string, unknown>>;
type Translate = (at: Translation, value: unknown, keyword: string) => Said;

const NOTHING: Said = {};
const drop: Translate = () => NOTHING;
const one: Translate = (at, value, keyword) => ({ [keyword]: at.value(value) });
const byName: Translate = (at, value, keyword) => ({
  [keyword]: membersOf(value, (part) => at.value(part)),
});

/** Both keywords are about the same value, and beside a reference draft 7 reads nothing else. */
const all: Translate = (at) => {
  const target = at.target(ownValue(at.schema, '$ref'));
  const parts = listOf(ownValue(at.schema, 'allOf'), (part) => at.same(part));
  if (target !== undefined) parts.push(target);
  return parts.length === 0 ? NOTHING : { allOf: parts };
};

/** Items by place, and what holds of those behind them. */
function tuple(at: Translation, items: unknown, rest: unknown): Said {
  return {
    items: listOf(items, (part) => at.value(part)),
    ...(rest !== undefined && { additionalItems: at.value(rest) }),
  };
}

/** Draft 4 says `exclusiveMinimum: true`, which draft 7 refuses. */
const bound: Translate = (_, value, keyword) =>
  typeof value === 'number' ? { [keyword]: value } : NOTHING;

/**
 * What each keyword becomes in draft 7. Those that say nothing of data, or nothing that draft 7 knows, are dropped, which
 * lets more through and never less; a keyword that is not here stays as it is.
 */
export const KEYWORDS: ReadonlyMap<string, Translate> = new Map<string, Translate>([
  ...['id', 'raw', '~standard', 'definitions', 'unevaluatedItems', 'unevaluatedProperties'].map(
    (keyword) => [keyword, drop] as const,
  ),
  ...['minContains', 'maxContains', 'contentSchema', 'then', 'else', 'additionalItems'].map(
    (keyword) => [keyword, drop] as const,
  ),
  ['$ref', all],
  ['allOf', all],
  ['anyOf', (at, value) => ({ anyOf: listOf(value, (part) => at.same(part)) })],
  [
    'oneOf',
    // A template may fit several alternatives where the value that it becomes fits one.
    (at, value) => ({
      [at.templates ? 'anyOf' : 'oneOf']: listOf(value, (part) => at.same(part)),
    }),
  ],
  // What must not be is not known of a template, nor which way a condition goes.
  ['not', (at, value) => (at.templates ? NOTHING : { not: at.strict(value) })],
  [
    'if',
    (at) => {
      if (at.templates) return NOTHING;
      const said = ['if', 'then', 'else'].map((name) => [name, ownValue(at.schema, name)] as const);
      return Object.fromEntries(
        said
          .filter(([, part]) => part !== undefined)
          .map(([name, part]) => [name, at.strict(part)]),
      );
    },
  ],
  ['contains', one],
  ['additionalProperties', one],
  ['propertyNames', (at, value) => ({ propertyNames: at.strict(value) })],
  ['properties', byName],
  ['patternProperties', byName],
  ['prefixItems', (at, value) => tuple(at, value, ownValue(at.schema, 'items'))],
  [
    'items',
    (at, value) => {
      if (Array.isArray(value)) return tuple(at, value, ownValue(at.schema, 'additionalItems'));
      const isRest = ownValue(at.schema, 'prefixItems') !== undefined;
      return isRest ? NOTHING : { items: at.value(value) };
    },
  ],
  ...['dependencies', 'dependentSchemas', 'dependentRequired'].map(
    (keyword) => [keyword, dependencies] as const,
  ),
  ['exclusiveMinimum', bound],
  ['exclusiveMaximum', bound],
]);

/** Draft 7 has one keyword for what later drafts have two. */
function dependencies({ schema, same }: Translation): Said {
  const stated = ['dependencies', 'dependentSchemas', 'dependentRequired'].map((keyword) =>
    membersOf(ownValue(schema, keyword), (part) => (Array.isArray(part) ? part : same(part))),
  );
  return { dependencies: Object.assign({}, ...stated) as unknown };
}

function listOf(value: unknown, make: (part: unknown) => unknown): unknown[] {
  return Array.isArray(value) ? value.map(make) : [];
}

function membersOf(value: unknown, make: (part: unknown) => unknown): object {
  if (!isPlainObject(value)) return {};
  return Object.fromEntries(Object.keys(value).map((name) => [name, make(ownValue(value, name))]));
}
