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
export function valuesOf(root: Given): readonly unknown[] {
  const all: unknown[] = [];
  const pending = [root];
  for (let given = pending.pop(); given !== undefined; given = pending.pop()) {
    for (const value of given.values.values()) all.push(value);
    for (const own of given.addressed.values()) for (const value of own.values()) all.push(value);
    for (const inner of given.inner.values()) pending.push(inner);
  }
  return all;
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
    sorting.eachMember(parameters.nodes, (name, value) => sorting.address(name, value));
    sorting.eachMember(parameters.values, (name, value) => sorting.values.set(name, value));
  } else if (isPlainObject(parameters)) {
    sorting.eachMember(parameters, (name, value) => {
      if (survey.hasNode(name) && isAddress(value)) sorting.address(name, value);
      else sorting.values.set(name, value);
    });
  } else {
    report.invalid(`The parameters are ${describeValue(parameters)}.`, {
      hint: 'Pass a plain object, { name: value } or { node: { input: value } }, or what parametersOf gives.',
    });
  }
  return sorting;
}

class Sorting implements Given {
  readonly values = new Map<string, unknown>();
  #addressed: Map<string, Values> | undefined;
  #inner: Map<string, Given> | undefined;
  readonly #survey: Survey;
  readonly #surveys: Surveys;
  readonly #report: Report;

  constructor(survey: Survey, surveys: Surveys, report: Report) {
    this.#survey = survey;
    this.#surveys = surveys;
    this.#report = report;
  }

  get addressed(): ReadonlyMap<string, Values> {
    return this.#addressed ?? NOTHING_GIVEN.addressed;
  }

  get inner(): ReadonlyMap<string, Given> {
    return this.#inner ?? NOTHING_GIVEN.inner;
  }

  address(node: string, value: unknown): void {
    const workflow = this.#survey.inner.get(node);
    if (workflow !== undefined && isAddress(value)) {
      const inside = this.#surveys.of(this.#survey.resolved.resolve(workflow));
      const report = this.#report.inside(node, workflow.name);
      const given = sortParameters(value, inside, this.#surveys, report);
      (this.#inner ??= new Map()).set(node, given);
      this.#toNode(node, given.values);
    } else if (isPlainObject(value)) {
      const values = new Map<string, unknown>();
      this.eachMember(value, (name, member) => values.set(name, member));
      this.#toNode(node, values);
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

  #toNode(node: string, values: Values): void {
    (this.#addressed ??= new Map()).set(node, values);
  }

  eachMember(object: object, take: (name: string, value: unknown) => void): void {
    // Names and symbols apart cost half of `Reflect.ownKeys`.
    for (const name of Object.getOwnPropertyNames(object)) {
      const descriptor = Object.getOwnPropertyDescriptor(object, name);
      if (descriptor === undefined) continue;
      if (!('value' in descriptor)) this.#noParameter(`${describeValue(name)}, an accessor,`);
      else if (descriptor.value !== undefined) take(name, descriptor.value);
    }
    for (const symbol of Object.getOwnPropertySymbols(object)) {
      this.#noParameter(`The symbol ${describeValue(symbol)}`);
    }
  }

  #noParameter(what: string): void {
    this.#report.invalid(`${what} is no parameter.`, {
      hint: 'Parameters are data: names and values.',
    });
  }
}

function isAddress(value: unknown): boolean {
  return isPlainObject(value) || isExplicit(value);
}
