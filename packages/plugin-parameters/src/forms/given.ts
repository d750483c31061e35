import { describeValue, isPlainObject } from '@tenon/core';
import type { Report } from '../report.js';
import type { Survey } from '../survey.js';
import type { Surveys } from '../surveys.js';
import { isExplicit } from './parameters-of.js';

/** Values by name. */
export type Values = ReadonlyMap<string, unknown>;

/** The parameters of one workflow, sorted by what they are meant for. */
export interface Given {
  /** By node: what is addressed to it. */
  readonly addressed: ReadonlyMap<string, Values>;
  /** What is addressed to no node. */
  readonly values: Values;
  /** By sub-workflow node: the same parameters as are addressed to it, as those of the workflow inside. */
  readonly inner: ReadonlyMap<string, Given>;
}

export const NOTHING_GIVEN: Given = Object.freeze({
  addressed: new Map(),
  values: new Map(),
  inner: new Map(),
});

/** Every value that was given, to workflows inside as well. */
export function* valuesOf({ values, addressed, inner }: Given): Generator {
  yield* values.values();
  for (const own of addressed.values()) yield* own.values();
  for (const given of inner.values()) yield* valuesOf(given);
}

/**
 * Sorts the parameters of a run. A key that is a node's id and holds a plain object is addressed to that node, everything
 * else is for the workflow; what `parametersOf` made is taken as it says. What is addressed to a sub-workflow node is read
 * the same way, as parameters of its workflow. Reads own data properties only, and changes nothing; `undefined` is absent.
 */
export function sortParameters(
  parameters: unknown,
  survey: Survey,
  surveys: Surveys,
  report: Report,
): Given {
  if (parameters === undefined || parameters === null) return NOTHING_GIVEN;
  const sorting = new Sorting(survey, surveys, report);
  if (isExplicit(parameters)) {
    for (const [name, value] of sorting.membersOf(parameters.nodes)) sorting.address(name, value);
    for (const [name, value] of sorting.membersOf(parameters.values))
      sorting.values.set(name, value);
  } else if (isPlainObject(parameters)) {
    for (const [name, value] of sorting.membersOf(parameters)) {
      if (survey.hasNode(name) && isAddress(value)) sorting.address(name, value);
      else sorting.values.set(name, value);
    }
  } else {
    report.invalid(`The parameters are ${describeValue(parameters)}.`, {
      hint: 'Pass a plain object, { name: value } or { node: { input: value } }, or what parametersOf gives.',
    });
  }
  return sorting;
}

class Sorting implements Given {
  readonly addressed = new Map<string, Values>();
  readonly values = new Map<string, unknown>();
  readonly inner = new Map<string, Given>();
  readonly #survey: Survey;
  readonly #surveys: Surveys;
  readonly #report: Report;

  constructor(survey: Survey, surveys: Surveys, report: Report) {
    this.#survey = survey;
    this.#surveys = surveys;
    this.#report = report;
  }

  address(node: string, value: unknown): void {
    const workflow = this.#survey.inner.get(node);
    if (workflow !== undefined && isAddress(value)) {
      const inside = this.#surveys.of(this.#survey.resolved.resolve(workflow));
      const report = this.#report.inside(node, workflow.name);
      const given = sortParameters(value, inside, this.#surveys, report);
      this.inner.set(node, given);
      this.addressed.set(node, given.values);
    } else if (isPlainObject(value)) {
      this.addressed.set(node, new Map(this.membersOf(value)));
    } else {
      this.#report.invalid(
        `What is addressed to node ${describeValue(node)} is ${describeValue(value)}.`,
        {
          hint: 'Address values by input: { node: { input: value } }.',
          where: { node },
        },
      );
    }
  }

  *membersOf(object: object): Generator<readonly [name: string, value: unknown]> {
    for (const key of Reflect.ownKeys(object)) {
      const descriptor = Object.getOwnPropertyDescriptor(object, key);
      if (descriptor === undefined) continue;
      if (typeof key === 'symbol' || !('value' in descriptor)) {
        const what =
          typeof key === 'symbol'
            ? `The symbol ${describeValue(key)}`
            : `${describeValue(key)}, an accessor,`;
        this.#report.invalid(`${what} is no parameter.`, {
          hint: 'Parameters are data: names and values.',
        });
      } else if (descriptor.value !== undefined) yield [key, descriptor.value];
    }
  }
}

function isAddress(value: unknown): boolean {
  return isPlainObject(value) || isExplicit(value);
}
