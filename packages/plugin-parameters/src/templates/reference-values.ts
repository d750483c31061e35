import { describeValue, follow, formatPath, isSecretValue, nearNames } from '@tenon/core';
import type { Given, Values } from '../forms/given.js';
import type { OwnInputs } from '../own-inputs.js';
import type { Report } from '../report.js';
import type { Secret } from '../secrets/secret.js';
import type { Survey, TemplatedValue } from '../survey.js';
import { textOf } from './render.js';
import { keyOf, type Reference } from './template.js';

/** What was fetched for a run before anything is supplied. */
export interface Fetched {
  readonly secrets: ReadonlyMap<string, Secret>;
  /** Values of references whose scheme is a plugin's own, by their key; those without a value are not there. */
  readonly foreign: ReadonlyMap<string, unknown>;
}

/** Where templates get their values: the parameters and inputs of the workflow they stand in, and what was fetched. */
export interface Scope {
  readonly survey: Survey;
  readonly given: Given;
  readonly own: OwnInputs;
  readonly fetched: Fetched;
  readonly report: Report;
}

/** Finds the values of the references in one configured value. */
export class ReferenceValues {
  readonly #templated: TemplatedValue;
  readonly #scope: Scope;

  constructor(templated: TemplatedValue, scope: Scope) {
    this.#templated = templated;
    this.#scope = scope;
  }

  /** By reference. `undefined`, and reported, where one has no value. */
  find(): ReadonlyMap<Reference, unknown> | undefined {
    const { references, wholes } = this.#templated;
    const values = new Map<Reference, unknown>();
    let isWhole = true;
    for (const { reference, place } of references) {
      if (values.has(reference)) continue;
      const value = this.#valueOf(reference);
      values.set(reference, value);
      const flaw =
        value === undefined
          ? this.#missing(reference)
          : this.#unprintable(reference, value, wholes);
      if (flaw === undefined) continue;
      isWhole = false;
      if (flaw !== SAID) this.#report(reference, place(), flaw);
    }
    return isWhole ? values : undefined;
  }

  #valueOf(reference: Reference): unknown {
    return valueIn(this.#scope, this.#addressed, reference);
  }

  #find(name: string): unknown {
    return named(this.#scope, this.#addressed, name);
  }

  #isLate(name: string): boolean {
    return isLate(this.#scope, this.#addressed, name);
  }

  /** What is addressed to the node. */
  get #addressed(): Values | undefined {
    return this.#scope.given.addressed.get(this.#templated.node);
  }

  #missing({ scheme, name, path }: Reference): Flaw | typeof SAID {
    if (scheme === 'secret') return SAID; // with all the others, once for the run
    if (scheme !== undefined) {
      return {
        what: `no plugin gives it a value`,
        hint:
          this.#scope.report.names.near(scheme, OWN_SCHEMES) ??
          `Add the plugin that resolves references of the scheme "${scheme}", or give the template a default.`,
      };
    }
    if (this.#isLate(name)) {
      return {
        what: `the input "${name}" of the workflow comes over a connection, and templates are resolved before the run starts`,
        hint: `Declare an input of the node instead, and connect it.`,
      };
    }
    if (this.#find(name) !== undefined) {
      return {
        what: `${describeValue(name)} has no ${describeValue(formatPath(['', ...path]).replace(/^\./, ''))}`,
        hint: 'Correct the path, or give the template a default: ${name.path:-default}.',
      };
    }
    return { what: `no parameter ${describeValue(name)} reaches it`, hint: this.#hintFor(name) };
  }

  #hintFor(name: string): string {
    const { given, report, survey } = this.#scope;
    const { node } = this.#templated;
    if (survey.declared.has(name)) {
      const [passed] = nearNames(name, given.values.keys());
      return passed === undefined
        ? `The workflow declares it: pass it as a parameter, or give it a default.`
        : `The workflow declares it, and the run passes "${passed}": pass it as "${name}".`;
    }
    for (const names of [given.addressed.get(node), survey.declared, given.values]) {
      const near = names && report.names.near(name, names);
      if (near !== undefined) return near;
    }
    if (NO_NAME.test(name)) {
      return 'Templates hold names and paths, and nothing is computed in them: compute it in a node, and connect that.';
    }
    if (survey.configured(node, name) !== undefined) {
      return `"${name}" is configured, and templates see no configuration: write the value out, or pass it as a parameter.`;
    }
    return `Pass it as a parameter, or give the template a default: \${${name}:-default}. A secret is written \${secret:NAME}.`;
  }

  #unprintable(
    reference: Reference,
    value: unknown,
    wholes: ReadonlySet<Reference>,
  ): Flaw | undefined {
    if (wholes.has(reference) || isPrintable(value)) return undefined;
    return {
      what: `${describeValue(value)} cannot stand in a text`,
      hint: 'Let the template be the whole text, and it keeps its value as it is.',
    };
  }

  #report({ text }: Reference, place: readonly (string | number)[], { what, hint }: Flaw): void {
    const { node, name } = this.#templated;
    this.#scope.report.add(
      'TEMPLATE_UNRESOLVED',
      `The template ${text} in ${describeValue(formatPath(place))} of node "${node}" has no value: ${what}.`,
      { hint, where: { node, port: name } },
    );
  }
}

/** The value of a reference, where so much is addressed to its node; its default where it has none. */
export function valueIn(
  scope: Scope,
  addressed: Values | undefined,
  reference: Reference,
): unknown {
  const { scheme, name, path, fallback } = reference;
  const { secrets, foreign } = scope.fetched;
  if (scheme === 'secret') return secrets.get(name) ?? fallback;
  if (scheme !== undefined) return foreign.get(keyOf(reference)) ?? fallback;
  // What comes over a connection beats the default, and is not there yet.
  if (isLate(scope, addressed, name)) return undefined;
  const value = follow(named(scope, addressed, name), path);
  return value === undefined ? fallback : value;
}

/** The parameter addressed to the node, else the workflow's own input, else the workflow-level parameter of the name. */
function named({ given, own }: Scope, addressed: Values | undefined, name: string): unknown {
  const first = addressed?.get(name);
  if (first !== undefined) return first;
  const declared = own.values.get(name);
  return declared === undefined ? given.values.get(name) : declared;
}

function isLate({ own }: Scope, addressed: Values | undefined, name: string): boolean {
  return own.late.has(name) && addressed?.get(name) === undefined;
}

interface Flaw {
  readonly what: string;
  readonly hint: string;
}

/** The schemes that stand for something without another plugin. */
const OWN_SCHEMES: ReadonlySet<string> = new Set(['secret']);

/** What stands in expressions, and hardly in the name of an input. */
const NO_NAME = /[\s+*/%<>=!&|?()]/;

const SAID = Symbol('said');

function isPrintable(value: unknown): boolean {
  return isSecretValue(value) || textOf(value) !== undefined;
}
