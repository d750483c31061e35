import { follow, isContainer, ownValue, type Path } from '@tenon/core';
import type { ErrorObject } from './ajv.js';
import { listed, missing, mistyped, unknownProperty } from './common-flaws.js';
import { type Flaw, MOST_FLAWS } from './flaw.js';

/** Translates what ajv found in a value, at most `MOST_FLAWS`: in its order, without what only explains another flaw. */
export function flawsOfAjv(errors: readonly ErrorObject[], value: unknown): readonly Flaw[] {
  return summed(errors)
    .slice(0, MOST_FLAWS)
    .map((error) => flawOf(error, value));
}

/** A union is one flaw, not one for each of its members; and what is of the wrong type has no other flaws. */
function summed(errors: readonly ErrorObject[]): readonly Summed[] {
  const inside = new Map<ErrorObject, readonly ErrorObject[]>();
  const members = new Set<ErrorObject>();
  for (const [at, error] of errors.entries()) {
    if (error.keyword !== 'anyOf' && error.keyword !== 'oneOf') continue;
    const own = membersOf(error, at, errors);
    inside.set(error, own);
    for (const member of own) members.add(member);
  }
  const outer = errors.filter((error) => !members.has(error));
  const wrong = new Set(
    outer.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath),
  );
  return outer
    .filter(({ keyword, instancePath }) => keyword === 'type' || !wrong.has(instancePath))
    .map((error) => {
      const branches = inside.get(error) ?? [];
      const areTypes =
        branches.length > 0 &&
        branches.every(
          ({ keyword, instancePath }) => keyword === 'type' && instancePath === error.instancePath,
        );
      return { error, types: areTypes ? branches.map(typeOf) : undefined };
    });
}

/** What the branches of a union say: ajv tells it directly before the union itself. Branches may be references. */
function membersOf(
  union: ErrorObject,
  at: number,
  errors: readonly ErrorObject[],
): readonly ErrorObject[] {
  const branches = Array.isArray(union.schema) ? (union.schema as readonly unknown[]) : [];
  const refs = branches.map((branch) => isContainer(branch) && ownValue(branch, '$ref'));
  const prefixes = [union.schemaPath, ...refs.filter((ref) => typeof ref === 'string')];
  const isMember = ({ instancePath, schemaPath }: ErrorObject) =>
    (instancePath === union.instancePath || instancePath.startsWith(`${union.instancePath}/`)) &&
    prefixes.some((prefix) => schemaPath.startsWith(`${prefix}/`));
  let from = at;
  while (from > 0 && isMember(errors[from - 1] as ErrorObject)) from--;
  return errors.slice(from, at);
}

interface Summed {
  readonly error: ErrorObject;
  /** Of a union of types: their names. */
  readonly types: readonly string[] | undefined;
}

function flawOf({ error, types }: Summed, value: unknown): Flaw {
  const path = pathOf(error.instancePath, value);
  const { keyword, message = `breaks "${keyword}"` } = error;
  const params = error.params as Readonly<Record<string, unknown>>;
  if (types !== undefined) return mistyped(path, types.join(' or '));
  switch (keyword) {
    case 'type':
      return mistyped(path, typeOf(error));
    case 'required':
    case 'dependentRequired':
    case 'dependencies':
      return missing([...path, String(params['missingProperty'])]);
    case 'const':
    case 'enum':
      return listed(path, valuesOf(error), follow(value, path));
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return unknownProperty(
        path,
        String(params['additionalProperty'] ?? params['unevaluatedProperty']),
        propertiesOf(error),
      );
    default:
      return { category: 'constraint', rule: keyword, path, message };
  }
}

function typeOf(error: ErrorObject): string {
  const { type } = error.params as { readonly type?: unknown };
  return Array.isArray(type) ? type.join(' or ') : String(type);
}

function valuesOf({ keyword, params }: ErrorObject): readonly unknown[] {
  const { allowedValues, allowedValue } = params as Readonly<Record<string, unknown>>;
  if (keyword === 'const') return [allowedValue];
  return Array.isArray(allowedValues) ? (allowedValues as readonly unknown[]) : [];
}

function propertiesOf({ parentSchema }: ErrorObject): readonly string[] {
  const properties: unknown = parentSchema?.['properties'];
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

/** Reads a JSON pointer into a value: what is a list there has numbers for its keys. */
function pathOf(pointer: string, value: unknown): Path {
  if (pointer === '') return [];
  const path: (string | number)[] = [];
  let here = value;
  for (const part of pointer.slice(1).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const key = Array.isArray(here) ? Number(name) : name;
    path.push(key);
    here = typeof here === 'object' && here !== null ? ownValue(here, key) : undefined;
  }
  return path;
}
