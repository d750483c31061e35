import { ownValue, type Path } from '@tenon/core';
import { listed, missing, mistyped, unknownProperty } from './common-flaws.js';
import type { Flaw } from './flaw.js';

/**
 * What an issue of a known schema library says beyond Standard Schema, which knows a message and a path only: zod by its
 * `code`, valibot by `kind` and `type`, arktype by its `code`. Read as own data properties. `undefined` where it says
 * nothing that is understood, so that the issue is taken as any other.
 */
export function factsOf(
  issue: unknown,
  path: Path,
  isMissing: boolean,
  value: unknown,
): readonly Flaw[] | undefined {
  const about = readerOf(issue);
  const code = about('code');
  if (typeof code === 'string') {
    return code === 'unrecognized_keys'
      ? namesOf(about('keys')).map((name) => unknownProperty(path, name, []))
      : single(
          isMissing
            ? missing(path)
            : (ofZod(code, about, path, value) ?? ofArk(code, about, path, value)),
        );
  }
  if (typeof about('kind') === 'string') return single(ofValibot(about, path, isMissing));
  return undefined;
}

type Reader = (name: string) => unknown;

function single(flaw: Flaw | undefined): readonly Flaw[] | undefined {
  return flaw === undefined ? undefined : [flaw];
}

function ofZod(code: string, about: Reader, path: Path, value: unknown): Flaw | undefined {
  switch (code) {
    case 'invalid_type':
      return mistyped(path, String(about('expected')));
    case 'invalid_value':
      return listed(path, listOf(about('values')), value);
    case 'invalid_union': {
      // A union whose every branch fails for its type, at the union itself, is a matter of type.
      const branches = listOf(about('errors')).map((branch) => readerOf(listOf(branch)[0]));
      const isType = (branch: Reader) =>
        branch('code') === 'invalid_type' && listOf(branch('path')).length === 0;
      if (branches.length === 0 || !branches.every(isType)) return undefined;
      return mistyped(path, branches.map((branch) => String(branch('expected'))).join(' or '));
    }
    case 'too_small':
    case 'too_big':
    case 'invalid_format':
    case 'not_multiple_of':
      return constraint(code, about, path);
    default:
      return undefined;
  }
}

function ofArk(code: string, about: Reader, path: Path, value: unknown): Flaw | undefined {
  switch (code) {
    case 'domain':
      return mistyped(path, String(about('domain')));
    case 'proto': {
      const proto = about('proto');
      return mistyped(path, typeof proto === 'function' ? proto.name : String(proto));
    }
    case 'unit':
      return listed(path, [about('unit')], value);
    case 'union': {
      const branches = listOf(about('errors')).map(readerOf);
      const areUnits = branches.every((branch) => branch('code') === 'unit');
      if (branches.length === 0 || !areUnits) return undefined;
      return listed(
        path,
        branches.map((branch) => branch('unit')),
        value,
      );
    }
    default:
      return undefined;
  }
}

function ofValibot(about: Reader, path: Path, isMissing: boolean): Flaw | undefined {
  if (about('kind') === 'validation') return constraint(String(about('type')), about, path);
  if (about('kind') !== 'schema') return undefined;
  if (isMissing) return missing(path);
  switch (about('type')) {
    case 'picklist':
    case 'enum':
    case 'literal': {
      const message = `must be ${String(about('expected'))}`;
      return { category: 'constraint', rule: 'enum', path, message };
    }
    case 'strict_object':
    case 'strict_tuple': {
      if (about('expected') !== 'never') break;
      const name = path.at(-1);
      return unknownProperty(path.slice(0, -1), String(name), []);
    }
  }
  return mistyped(path, String(about('expected')));
}

function constraint(rule: string, about: Reader, path: Path): Flaw {
  return {
    category: 'constraint',
    rule,
    path,
    message: `does not fit: ${String(about('message'))}`,
  };
}

function readerOf(issue: unknown): Reader {
  return (name) =>
    typeof issue === 'object' && issue !== null ? ownValue(issue, name) : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function namesOf(value: unknown): readonly string[] {
  return listOf(value).map(String);
}
