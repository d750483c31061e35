import {
  describeValue,
  isSecretValue,
  type Port,
  RuntimeError,
  type Supply,
  type SupplyRank,
} from '@tenon/core';
import { type Given, NOTHING_GIVEN } from './forms/given.js';
import { type OwnInputs, ownInputsInside, ownInputsOf } from './own-inputs.js';
import type { Report } from './report.js';
import { holdsSecret } from './secrets/secrets-in.js';
import type { Survey, TemplatedValue } from './survey.js';
import type { DeepSurvey, Surveys } from './surveys.js';
import { mapTexts } from './templates/map-texts.js';
import { type Fetched, ReferenceValues, type Scope } from './templates/reference-values.js';
import { render } from './templates/render.js';
import { misfitOf } from './values/fits.js';

/** Workflows inside workflows, each counted at every place where it stands, that one run may supply values to. */
const MOST_PLACES = 100_000;

/** A configured value that is the same in every run. */
export interface Constant {
  readonly node: string;
  readonly name: string;
  readonly value: unknown;
}

/** What is needed beside the parameters. */
export interface SupplyKit {
  readonly surveys: Surveys;
  /** The value as a port takes it. */
  readonly convert: (value: unknown, port: Port) => unknown;
  /** Configuration of a workflow that conversion changes. */
  readonly convertedIn: (survey: Survey) => readonly Constant[];
}

/** One workflow at one place. */
interface Level {
  readonly survey: Survey;
  readonly given: Given;
  readonly own: OwnInputs;
  readonly within: readonly string[];
  readonly report: Report;
}

/**
 * Works out what a run supplies: to which inputs its parameters go, and what its configuration becomes. From the outside
 * in, since a workflow inside gets values from the one around it.
 */
export class Supplier {
  readonly supplies: Supply[] = [];
  readonly #kit: SupplyKit;
  readonly #deep: DeepSurvey;
  readonly #fetched: Fetched;
  readonly #hasSecrets: boolean;
  #places = 0;

  /** `hasSecrets` tells whether the run has any: only then are they looked for in what is supplied. */
  constructor(kit: SupplyKit, deep: DeepSurvey, fetched: Fetched, hasSecrets: boolean) {
    this.#kit = kit;
    this.#deep = deep;
    this.#fetched = fetched;
    this.#hasSecrets = hasSecrets;
  }

  /** Fills {@link supplies}; answers the values of the workflow's declared inputs. */
  supply(given: Given, report: Report): ReadonlyMap<string, unknown> {
    const survey = this.#deep.root;
    const own = ownInputsOf(survey, given, this.#kit.convert);
    this.#level({ survey, given, own, within: [], report });
    return new Map([...own.values].filter(([name]) => own.given.has(name)));
  }

  #level(level: Level): void {
    if (++this.#places > MOST_PLACES) throw tooManyPlaces(level.survey.workflow.name);
    this.#values(level);
    this.#addressed(level);
    const configured = this.#configured(level);
    for (const [node, workflow] of level.survey.inner) {
      const given = level.given.inner.get(node) ?? NOTHING_GIVEN;
      if (given === NOTHING_GIVEN && !this.#deep.varying.has(workflow)) continue;
      const { surveys, convert } = this.#kit;
      const survey = surveys.of(level.survey.resolved.resolve(workflow));
      this.#level({
        survey,
        given,
        own: ownInputsInside(node, survey, { ...level, configured, convert }),
        within: [...level.within, node],
        report: level.report.inside(node, workflow.name),
      });
    }
  }

  /** Workflow-level values: along declared inputs, or to every input of the name. */
  #values(level: Level): void {
    const { survey, given, own, within } = level;
    for (const [name, value] of given.values) {
      const declared = survey.declared.get(name);
      if (declared === undefined) {
        for (const { node, port } of survey.inputs.get(name) ?? []) {
          const around = survey.declaredFor(node, name);
          if (around === undefined || !own.given.has(around))
            this.#add(level, 'workflow', { node, name, port, value });
        }
      } else if (within.length === 0) {
        for (const { node, input } of declared.to) {
          const port = survey.definitionOf(node)?.inputs.get(input);
          if (port === undefined) continue;
          this.#add(level, 'workflow', { node, name: input, port, value: own.values.get(name) });
        }
      }
    }
  }

  #addressed(level: Level): void {
    for (const [node, values] of level.given.addressed) {
      const inputs = level.survey.definitionOf(node)?.inputs;
      for (const [name, value] of values) {
        const port = inputs?.get(name);
        if (port !== undefined) this.#add(level, 'addressed', { node, name, port, value });
      }
    }
  }

  /** Configuration that depends on the run, or is converted. Answers what it is for nodes with a workflow inside. */
  #configured(level: Level): ReadonlyMap<string, ReadonlyMap<string, unknown>> {
    const { survey, within } = level;
    const configured = new Map<string, Map<string, unknown>>();
    const put = ({ node, name, value }: Constant) => {
      this.#push(within, 'config', { node, name, value });
      if (!survey.inner.has(node)) return;
      const values = configured.get(node);
      if (values === undefined) configured.set(node, new Map([[name, value]]));
      else values.set(name, value);
    };
    for (const constant of this.#kit.convertedIn(survey)) put(constant);
    const scope = { ...level, fetched: this.#fetched };
    for (const templated of survey.templated) {
      const value = this.#resolved(scope, templated);
      if (value !== undefined) put({ node: templated.node, name: templated.name, value });
    }
    return configured;
  }

  /** What a configured value with templates becomes; `undefined`, and reported, where it has none. */
  #resolved(scope: Scope, templated: TemplatedValue): unknown {
    const { node, name, port, templates } = templated;
    const found = new ReferenceValues(templated, scope).find();
    if (found === undefined) return undefined;
    const resolved = mapTexts(templated.value, (text) => {
      const template = templates.get(text);
      return template === undefined ? text : render(template, (reference) => found.get(reference));
    });
    const value = this.#kit.convert(resolved, port);
    const misfit = misfitOf(value, port);
    if (misfit === undefined) return value;
    const what = isSecretValue(value) ? 'a secret' : describeValue(value);
    scope.report.add(
      'CONFIG_INVALID',
      `"${name}" in the configuration of node "${node}" comes to ${what}, which ${misfit}.`,
      { hint: 'See what the parameters give to its templates.', where: { node, port: name } },
    );
    return undefined;
  }

  #add(
    { within, report }: Level,
    rank: 'addressed' | 'workflow',
    { node, name, port, value }: Constant & { readonly port: Port },
  ): void {
    if (port.isMany && !Array.isArray(value)) {
      report.invalid(
        `Input "${name}" of node "${node}" takes a list, and the parameter for it is ${describeValue(value)}.`,
        {
          hint: 'Put the value into a list.',
          where: { node, port: name },
        },
      );
      return;
    }
    this.#push(within, rank, { node, name, value: this.#kit.convert(value, port) });
  }

  #push(within: readonly string[], rank: SupplyRank, { node, name, value }: Constant): void {
    const isSecret = this.#hasSecrets && holdsSecret(value);
    this.supplies.push({ within, node, name, rank, value, ...(isSecret && { holdsSecret: true }) });
  }
}

function tooManyPlaces(workflow: string): RuntimeError {
  return new RuntimeError(
    'LIMIT_REACHED',
    `Workflow "${workflow}" and the workflows inside it stand at more than ${String(MOST_PLACES)} places with configuration that depends on the run.`,
    { hint: 'Use a loop where a workflow should repeat.', where: { workflow } },
  );
}
