import { didYouMean, ownValue, type Path } from '@tenon/core';
import { Failure, failedCall } from './failure.js';
import { kindOf } from './values.js';

/** The value of an own data property; `undefined` where there is none, and for what has no members. Calls no accessor. */
export function memberOf(owner: unknown, key: string | number): unknown {
  return typeof owner === 'object' && owner !== null ? ownValue(owner, key) : undefined;
}

/** A path as CEL text writes it: `nodes["a-b"].score`. */
export function celPath(path: Path): string {
  return path.reduce<string>((text, key, i) => {
    if (i === 0) return String(key);
    if (typeof key === 'number') return `${text}[${String(key)}]`;
    return /^[A-Za-z_]\w*$/.test(key) ? `${text}.${key}` : `${text}[${JSON.stringify(key)}]`;
  }, '');
}

/** Follows a path from named values to what is there. Throws {@link Failure} where it leads nowhere. */
export function mustFollow(values: object, path: Path, length: number, at: number): unknown {
  let here: unknown = values;
  for (let i = 0; i < length; i++) {
    const owner = here;
    here = memberOf(owner, path[i] as string | number);
    if (here === undefined) throw leadsNowhere(path, i, owner, at);
  }
  return here;
}

/** A path ends before its member `lost`, which `owner` does not have. */
export function leadsNowhere(path: Path, lost: number, owner: unknown, at: number): Failure {
  const name = celPath(path.slice(0, lost + 1));
  if (lost === 0) {
    return new Failure(`reads "${name}", which has no value`, { at, hint: maybeMissing(name) });
  }
  const subject = celPath(path.slice(0, lost));
  const key = path[lost] as string | number;
  const what =
    typeof owner === 'object' && owner !== null
      ? `"${subject}" has no ${keyText(key)}`
      : `"${subject}" is ${kindOf(owner)}`;
  return new Failure(`reads "${celPath(path)}", but ${what}`, {
    at,
    hint: owner === null ? `Ask ${subject} != null first.` : hintFor(owner, key, name),
  });
}

/** The same where the member has no path: `items[i]`. A key that is a value, and not to be shown, is `undefined`. */
export function hasNoMember(owner: unknown, key: string | number | undefined): Error {
  const what =
    typeof owner === 'object' && owner !== null ? `${kindOf(owner)} that has none` : kindOf(owner);
  const member = key === undefined ? 'a computed member' : keyText(key);
  return failedCall(`reads ${member} of ${what}`, { hint: hintFor(owner, key, undefined) });
}

function keyText(key: string | number): string {
  return typeof key === 'number' ? `item ${String(key)}` : `member "${key}"`;
}

export const OWNERS_HINT = 'Only objects and lists have members.';

function hintFor(
  owner: unknown,
  key: string | number | undefined,
  name: string | undefined,
): string {
  if (typeof owner !== 'object' || owner === null) return OWNERS_HINT;
  if (Array.isArray(owner)) return `The list has ${String(owner.length)} items, counted from 0.`;
  if (key === undefined) return 'Ask has(…) of it first where it may be missing.';
  const near = didYouMean(String(key), namesOf(owner));
  return near === '' && name !== undefined ? maybeMissing(name) : near;
}

function maybeMissing(name: string): string {
  return `Ask has(${name}) first where it may be missing.`;
}

/** Objects with more members than this are tables: near names among so many are chance, and take long to find. */
const MOST_NAMES = 1_000;

/** For a hint only: a proxy that throws must not hide what is to be said. */
function namesOf(owner: object): readonly string[] {
  try {
    const names = Object.keys(owner);
    return names.length > MOST_NAMES
      ? []
      : names.filter((name) => memberOf(owner, name) !== undefined);
  } catch {
    return [];
  }
}
