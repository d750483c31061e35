import {
  describeValue,
  type Filling,
  isSecretValue,
  type Port,
  RuntimeError,
  type Supply,
  type SupplyPlace,
  type SupplyRank,
  type Workflow,
} from '@tenon/core';
import { type Given, NOTHING_GIVEN } from './forms/given.js';
import { ownInputsInside, ownInputsOf } from './own-inputs.js';
import type { Report } from './report.js';
import { holdsSecret } from './secrets/secrets-in.js';
import type { InputPlace, Survey, TemplatedValue } from './survey.js';
import type { DeepSurvey, Surveys } from './surveys.js';
import { LevelTexts } from './templates/level-texts.js';
import { mapTexts } from './templates/map-texts.js';
import {
  type Fetched,
  ReferenceValues,
  type Scope,
  valueIn,
} from './templates/reference-values.js';
import { render } from './templates/render.js';
import type { Reference } from './templates/template.js';
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
  /** By workflow: where its configuration depends on the run, or is converted. Filled as runs ask. */
  readonly configured: WeakMap<Workflow, readonly SupplyPlace[]>;
}

/** One workflow at one place. */
interface Level extends Scope {
  readonly within: readonly string[];
  /** What texts come to at nodes to which nothing is addressed. */
  readonly texts: LevelTexts;
}

/**
 * Works out what a run supplies: to which inputs its parameters go, and what its configuration becomes. From the outside
 * in, since a workflow inside gets values from the one around it.
 */
export class Supplier {
  readonly supplies: Supply[] = [];
  /** For the outermost workflow: places that are the same in every run are looked up once. */
  readonly fillings: Filling[] = [];
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

  /** Fills {@link supplies} and {@link fillings}; answers the values of the workflow's declared inputs. */
  supply(given: Given, report: Report): ReadonlyMap<string, unknown> {
    const survey = this.#deep.root;
    const own = ownInputsOf(survey, given, this.#kit.convert);
    const fetched = this.#fetched;
    this.#level(levelOf({ survey, given, own, fetched, report }, []));
    if (own.given.size === 0) return NOTHING;
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
      const own = ownInputsInside(node, survey, { ...level, configured, convert });
      const report = level.report.inside(node, workflow.name);
      const { fetched } = level;
      this.#level(levelOf({ survey, given, own, fetched, report }, [...level.within, node]));
    }
  }

  /** Workflow-level values: along declared inputs, or to every input of the name. */
  #values(level: Level): void {
    const { survey, given, own, within } = level;
    for (const [name, value] of given.values) {
      const declared = survey.declared.get(name);
      if (declared === undefined) this.#spread(level, this.#openPlaces(level, name), value);
      else if (within.length === 0) {
        this.#spread(level, survey.placesOf(declared), own.values.get(name));
      }
    }
  }

  /** The inputs of a name, but for those that a declared input goes to which has a value of its own. */
  #openPlaces({ survey, own }: Level, name: string): readonly InputPlace[] {
    const places = survey.inputs.get(name) ?? NONE;
    if (own.given.size === 0) return places;
    return places.filter(({ node }) => {
      const around = survey.declaredFor(node, name);
      return around === undefined || !own.given.has(around);
    });
  }

  #spread(level: Level, places: readonly InputPlace[], value: unknown): void {
    if (places.length === 0) return;
    const values = places.map((place) => this.#taken(level, place, value));
    this.#fill(level, 'workflow', places, values);
  }

  #addressed(level: Level): void {
    for (const [node, values] of level.given.addressed) {
      const inputs = level.survey.definitionOf(node)?.inputs;
      for (const [name, value] of values) {
        const port = inputs?.get(name);
        if (port === undefined) continue;
        const place = { node, name, port };
        this.#push(level.within, 'addressed', place, this.#taken(level, place, value));
      }
    }
  }

  /** Configuration that depends on the run, or is converted. Answers what it is for nodes with a workflow inside. */
  #configured(level: Level): ReadonlyMap<string, ReadonlyMap<string, unknown>> {
    const { survey } = level;
    const constants = this.#kit.convertedIn(survey);
    const resolved = this.#resolvedAll(level);
    const values =
      constants.length === 0 ? resolved : [...constants.map(({ value }) => value), ...resolved];
    const places = this.#configuredPlaces(survey, constants);
    this.#fill(level, 'config', places, values);
    if (survey.inner.size === 0) return NOTHING;
    const configured = new Map<string, Map<string, unknown>>();
    for (const [at, { node, name }] of places.entries()) {
      if (values[at] === undefined || !survey.inner.has(node)) continue;
      const known = configured.get(node);
      if (known === undefined) configured.set(node, new Map([[name, values[at]]]));
      else known.set(name, values[at]);
    }
    return configured;
  }

  #configuredPlaces(
    { workflow, templated }: Survey,
    constants: readonly Constant[],
  ): readonly SupplyPlace[] {
    let places = this.#kit.configured.get(workflow);
    if (places === undefined) {
      places = [...constants, ...templated].map(({ node, name }) => ({ node, name }));
      this.#kit.configured.set(workflow, places);
    }
    return places;
  }

  /** What each configured value with templates becomes; `undefined`, and reported, where it has none. */
  #resolvedAll(level: Level): readonly unknown[] {
    const { texts, given, survey } = level;
    const { templated } = survey;
    const { convert } = this.#kit;
    const { addressed } = given;
    const values = new Array<unknown>(templated.length);
    for (let at = 0; at < templated.length; at++) {
      const one = templated[at] as TemplatedValue;
      const isAlone = one.text < 0 || (addressed.size > 0 && addressed.has(one.node));
      const filled = (isAlone ? undefined : texts.of(one.text)) ?? filledIn(level, one);
      if (filled === undefined) continue;
      const value = convert(filled, one.port);
      values[at] = one.isJudged ? this.#judged(level, one, value) : value;
    }
    return values;
  }

  /** The value where its port takes it; otherwise `undefined`, and reported. */
  #judged(level: Level, { node, name, port }: TemplatedValue, value: unknown): unknown {
    const misfit = misfitOf(value, port);
    if (misfit === undefined) return value;
    const what = isSecretValue(value) ? 'a secret' : describeValue(value);
    level.report.add(
      'CONFIG_INVALID',
      `"${name}" in the configuration of node "${node}" comes to ${what}, which ${misfit}.`,
      { hint: 'See what the parameters give to its templates.', where: { node, port: name } },
    );
    return undefined;
  }

  /** A parameter as an input takes it; `undefined`, and reported, where it does not. */
  #taken({ report }: Level, { node, name, port }: InputPlace, value: unknown): unknown {
    if (!port.isMany || Array.isArray(value)) return this.#kit.convert(value, port);
    report.invalid(
      `Input "${name}" of node "${node}" takes a list, and the parameter for it is ${describeValue(value)}.`,
      {
        hint: 'Put the value into a list.',
        where: { node, port: name },
      },
    );
    return undefined;
  }

  #fill(
    { within }: Level,
    rank: SupplyRank,
    places: readonly SupplyPlace[],
    values: readonly unknown[],
  ): void {
    if (within.length > 0) {
      for (const [at, place] of places.entries()) this.#push(within, rank, place, values[at]);
    } else if (places.length > 0) {
      this.fillings.push({ rank, places, values, secretAt: this.#secretsAmong(values) });
    }
  }

  #push(
    within: readonly string[],
    rank: SupplyRank,
    { node, name }: SupplyPlace,
    value: unknown,
  ): void {
    if (value === undefined) return;
    const isSecret = this.#hasSecrets && holdsSecret(value);
    this.supplies.push({ within, node, name, rank, value, ...(isSecret && { holdsSecret: true }) });
  }

  #secretsAmong(values: readonly unknown[]): readonly number[] {
    if (!this.#hasSecrets) return NONE;
    let found: number[] | undefined;
    for (let at = 0; at < values.length; at++) if (holdsSecret(values[at])) (found ??= []).push(at);
    return found ?? NONE;
  }
}

const NONE: readonly never[] = Object.freeze([]);
const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();

function tooManyPlaces(workflow: string): RuntimeError {
  return new RuntimeError(
    'LIMIT_REACHED',
    `Workflow "${workflow}" and the workflows inside it stand at more than ${String(MOST_PLACES)} places with configuration that depends on the run.`,
    { hint: 'Use a loop where a workflow should repeat.', where: { workflow } },
  );
}

function levelOf(scope: Scope, within: readonly string[]): Level {
  const { survey, given, own, fetched, report } = scope;
  const texts = new LevelTexts(survey.texts, survey.references, (reference) =>
    valueIn(scope, undefined, reference),
  );
  return { survey, given, own, fetched, report, within, texts };
}

/** A value with its templates filled in; `undefined`, and reported, where one of them has none. */
function filledIn(level: Scope, templated: TemplatedValue): unknown {
  const found = new ReferenceValues(templated, level).find();
  if (found === undefined) return undefined;
  const valueOf = (reference: Reference) => found.get(reference);
  return mapTexts(templated.value, (text) => {
    const template = templated.templates.get(text);
    return template === undefined ? text : render(template, valueOf);
  });
}
