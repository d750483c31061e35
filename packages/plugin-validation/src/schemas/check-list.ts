import { isThenable } from '@tenon/core';
import type { Checked, Checker } from './checker.js';
import { type Flaw, MOST_FLAWS, NO_FLAWS } from './flaw.js';

const NO_LIST: readonly Flaw[] = Object.freeze([
  Object.freeze<Flaw>({ category: 'type', rule: 'type', path: [], message: 'must be a list' }),
]);

/** Checks the value of a port: the value itself, or each item where the port takes many. */
export function checkPort(checker: Checker, value: unknown, isMany: boolean): Checked {
  return isMany ? checkList(checker, value) : checker.check(value);
}

/** Checks every item of a list. The path of a flaw begins with the item's index. */
function checkList(checker: Checker, list: unknown): Checked {
  if (!Array.isArray(list)) return NO_LIST;
  const items: readonly unknown[] = list;
  let found: (readonly [index: number, checked: Checked])[] | undefined;
  let flaws = 0;
  let waits = false;
  for (let index = 0; index < items.length && flaws < MOST_FLAWS; index++) {
    const checked = checker.check(items[index]);
    if (isThenable(checked)) waits = true;
    else if (checked.length === 0) continue;
    else flaws += checked.length;
    (found ??= []).push([index, checked]);
  }
  if (found === undefined) return NO_FLAWS;
  if (!waits) return joined(found as readonly (readonly [number, readonly Flaw[]])[]);
  return Promise.all(found.map(async ([index, checked]) => [index, await checked] as const)).then(
    joined,
  );
}

function joined(found: readonly (readonly [number, readonly Flaw[]])[]): readonly Flaw[] {
  const all = found.flatMap(([index, flaws]) =>
    flaws.map((flaw): Flaw => ({ ...flaw, path: [index, ...flaw.path] })),
  );
  return all.length === 0 ? NO_FLAWS : all.slice(0, MOST_FLAWS);
}
