import type { ConditionSource } from '@tenon/conditions';
import {
  copyData,
  describeValue,
  type ErrorCode,
  freezeData,
  isPlainObject,
  ownValue,
  RuntimeError,
} from '@tenon/core';
import type { SwitchCase } from './switch-facts.js';

/** The output that every switch has beside its ports. */
export const MATCHED = 'matched';

/** Where cases were stated, for messages: in code by `switchOn`, or in the configuration of a node. */
export interface CasesPlace {
  readonly code: ErrorCode;
  /** `switchOn`, or `A node of kind "switch-on"`. */
  readonly owner: string;
}

/** A port's number in an object: such keys stand first in it, in numeric order, wherever an author put them. */
const INDEX = /^(?:0|[1-9]\d{0,9})$/;

/**
 * Reads the cases of a switch: an object of conditions by name, or a list of `{ name, when }`. Throws, under the code of the
 * place, for what is neither, for names that are no ports, and for names that an object does not keep in order.
 */
export function readCases(stated: unknown, otherwise: unknown, place: CasesPlace): SwitchCase[] {
  const entries: readonly unknown[] = isList(stated) ? stated : entriesOf(stated, place);
  const cases = entries.map((entry) => readCase(entry, place));
  if (cases.length === 0) {
    throw refused(place, 'has no cases', 'Give it at least one: { name: condition }.');
  }
  const seen = new Set<string>([MATCHED]);
  const names: readonly unknown[] = cases.map(({ name }) => name);
  for (const name of otherwise === undefined ? names : [...names, otherwise]) {
    if (typeof name !== 'string' || name === '') {
      throw refused(place, `names a port ${describeValue(name)}`, 'Use a text that is not empty.');
    }
    if (seen.has(name)) {
      const what =
        name === MATCHED ? 'names a port "matched", which it has anyway' : `names "${name}" twice`;
      throw refused(place, what, 'Each case and "otherwise" is a port of its own: rename one.');
    }
    seen.add(name);
  }
  return cases;
}

function entriesOf(stated: unknown, place: CasesPlace): { name: string; when: unknown }[] {
  if (!isPlainObject(stated)) {
    throw refused(
      place,
      `has ${describeValue(stated)} for cases`,
      'Give { name: condition }, or a list of { name, when }.',
    );
  }
  const names = Object.keys(stated);
  const index = names.length > 1 ? names.find((name) => INDEX.test(name)) : undefined;
  if (index !== undefined) {
    throw refused(
      place,
      `has a case "${index}" in an object, which puts names that are numbers first`,
      `Cases are asked in order: give a list, [{ name: '${index}', when: … }, …].`,
    );
  }
  return names.map((name) => ({ name, when: ownValue(stated, name) }));
}

function readCase(entry: unknown, place: CasesPlace): SwitchCase {
  const name = isPlainObject(entry) ? ownValue(entry, 'name') : undefined;
  const when = isPlainObject(entry) ? ownValue(entry, 'when') : undefined;
  if (!isPlainObject(entry) || name === undefined || when === undefined) {
    throw refused(place, `has a case ${describeValue(entry)}`, 'A case is { name, when }.');
  }
  return Object.freeze({
    name: name as string,
    when: freezeData(copyData(when)) as ConditionSource,
  });
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The error that refuses what was stated. */
function refused({ code, owner }: CasesPlace, what: string, hint: string): RuntimeError {
  return new RuntimeError(code, `${owner} ${what}.`, { hint });
}
