import {
  copyData,
  describeValue,
  follow,
  isContainer,
  isThenable,
  type Path,
  type Schema,
} from '@tenon/core';
import type { Checker } from './checker.js';
import { missing } from './common-flaws.js';
import { type Flaw, MOST_FLAWS, NO_FLAWS } from './flaw.js';
import { SchemaProblem } from './schema-problem.js';
import { factsOf } from './vendor-facts.js';

/** The properties of a Standard Schema, as far as they are used here. */
export interface StandardProps {
  readonly version: unknown;
  readonly vendor: unknown;
  readonly validate: (value: unknown) => unknown;
  readonly jsonSchema?: { readonly input: (options: Readonly<Record<string, unknown>>) => unknown };
}

/** What a Standard Schema says of itself; `undefined` for schemas of other kinds. */
export function standardOf(schema: Schema): StandardProps | undefined {
  const isObject = typeof schema === 'object' || typeof schema === 'function';
  if (!isObject || schema === null || !('~standard' in schema)) return undefined;
  const props: unknown = schema['~standard'];
  return typeof props === 'object' && props !== null ? (props as StandardProps) : undefined;
}

/**
 * A checker for a Standard Schema v1 (zod, valibot, arktype). It sees a copy of the value, since a schema may transform
 * what it validates, and what it makes of the value is dropped. See https://standardschema.dev.
 */
export function standardChecker(standard: StandardProps): Checker {
  if (standard.version !== 1 || typeof standard.validate !== 'function') {
    throw new SchemaProblem(
      `is a Standard Schema of version ${describeValue(standard.version)}, and version 1 is supported`,
      'Update the schema library, or this package.',
    );
  }
  return {
    check(value) {
      const copy = copyData(value);
      const result = standard.validate(copy);
      return isThenable(result)
        ? result.then((settled) => flawsOf(settled, copy))
        : flawsOf(result, copy);
    },
  };
}

function flawsOf(result: unknown, value: unknown): readonly Flaw[] {
  if (typeof result !== 'object' || result === null) {
    throw new TypeError(`its "validate" answered ${describeValue(result)}`);
  }
  const { issues } = result as { readonly issues?: unknown };
  // As the specification has it, falsy means success; but an object that says nothing at all is no result.
  if (!issues && ('value' in result || 'issues' in result)) return NO_FLAWS;
  if (!Array.isArray(issues)) throw new TypeError(`its issues are ${describeValue(issues)}`);
  if (issues.length === 0) {
    const message = 'is refused by its schema, which does not say why';
    return [{ category: 'constraint', rule: 'schema', path: [], message }];
  }
  return issues.slice(0, MOST_FLAWS).flatMap((issue: unknown) => flawOf(issue, value));
}

function flawOf(issue: unknown, value: unknown): readonly Flaw[] {
  if (typeof issue !== 'object' || issue === null) {
    throw new TypeError(`one of its issues is ${describeValue(issue)}`);
  }
  const { message, path } = issue as { readonly message?: unknown; readonly path?: unknown };
  const place = pathOf(path);
  const isMissing = isMissingAt(value, place);
  const known = factsOf(issue, place, isMissing, follow(value, place));
  if (known !== undefined) return known;
  if (isMissing) return [missing(place)];
  const text = typeof message === 'string' ? message : describeValue(message);
  return [{ category: 'constraint', rule: 'schema', path: place, message: quoted(text) }];
}

/** Whether nothing stands at a place of an object or list. Maps and sets have no such places. */
function isMissingAt(value: unknown, place: Path): boolean {
  return (
    place.length > 0 &&
    follow(value, place) === undefined &&
    isContainer(follow(value, place.slice(0, -1)))
  );
}

/** A message of the library is a sentence of its own. */
function quoted(text: string): string {
  return `does not fit: ${text}`;
}

function pathOf(path: unknown): Path {
  if (!Array.isArray(path)) return [];
  // Not every list of path segments is a plain array, so it is copied member by member.
  return Array.from(path as readonly unknown[], (segment) => {
    const key =
      typeof segment === 'object' && segment !== null
        ? (segment as { key?: unknown }).key
        : segment;
    return typeof key === 'number' || typeof key === 'string' ? key : String(key);
  });
}
