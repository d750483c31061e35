import { nestingOf, type ResolvedWorkflow, type SecretValue, type Workflow } from '@tenon/core';
import { type SecretUse, Survey } from './survey.js';
import { keyOf, type Reference } from './templates/template.js';

/** A workflow together with the workflows inside it. */
export interface DeepSurvey {
  readonly root: Survey;
  /** Each workflow once, outer ones first, at the first place where it stands. */
  readonly levels: readonly { readonly survey: Survey; readonly within: readonly string[] }[];
  /** Those in which, at any depth, configuration depends on the run. */
  readonly varying: ReadonlySet<Workflow>;
  readonly secretUses: readonly SecretUse[];
  /** The names of secrets that are used, each once, and those of them that some node cannot do without. */
  readonly secretNames: readonly string[];
  readonly neededSecrets: readonly string[];
  /** Secrets that stand in configuration as they are. */
  readonly ownSecrets: readonly SecretValue[];
  /** References whose scheme is a plugin's own, each once. */
  readonly foreign: readonly Reference[];
  /** Whether it nests too deeply, or contains itself. Verification refuses it, and nothing is said of what is inside. */
  readonly isTooDeep: boolean;
}

/** What is known of workflows, each looked at once. It goes with the workflow. */
export class Surveys {
  readonly #surveys = new WeakMap<Workflow, Survey>();
  readonly #deep = new WeakMap<Workflow, DeepSurvey>();
  readonly #varies: (survey: Survey) => boolean;

  /** `varies` tells whether configuration of a workflow itself depends on the run. */
  constructor(varies: (survey: Survey) => boolean) {
    this.#varies = varies;
  }

  of(resolved: ResolvedWorkflow): Survey {
    let survey = this.#surveys.get(resolved.workflow);
    if (survey === undefined) {
      survey = new Survey(resolved);
      this.#surveys.set(resolved.workflow, survey);
    }
    return survey;
  }

  deep(resolved: ResolvedWorkflow): DeepSurvey {
    let deep = this.#deep.get(resolved.workflow);
    if (deep === undefined) {
      deep = this.#look(resolved);
      this.#deep.set(resolved.workflow, deep);
    }
    return deep;
  }

  #look(resolved: ResolvedWorkflow): DeepSurvey {
    const root = this.of(resolved);
    const { levels: found, tooDeep } = nestingOf(resolved, resolved.resolve);
    const levels = (tooDeep === undefined ? found : found.slice(0, 1)).map((level) => ({
      survey: this.of(level.resolved),
      within: level.within,
    }));
    const foreign = new Map<string, Reference>();
    for (const { survey } of levels) {
      for (const { references } of survey.templated) {
        for (const { reference } of references) {
          if (reference.scheme === undefined || reference.scheme === 'secret') continue;
          foreign.set(keyOf(reference), reference);
        }
      }
    }
    const secretUses = levels.flatMap(({ survey }) => survey.secretUses);
    return {
      root,
      levels,
      varying: this.#varying(levels),
      secretUses,
      secretNames: namesOf(secretUses),
      neededSecrets: namesOf(secretUses.filter(({ isOptional }) => !isOptional)),
      ownSecrets: levels.flatMap(({ survey }) => survey.ownSecrets),
      foreign: [...foreign.values()],
      isTooDeep: tooDeep !== undefined,
    };
  }

  /** Goes round until nothing new is found; outer levels stand before inner ones, so that from the back once is enough for most. */
  #varying(levels: DeepSurvey['levels']): ReadonlySet<Workflow> {
    const varying = new Set<Workflow>();
    for (let before = -1; before < varying.size; ) {
      before = varying.size;
      for (const { survey } of [...levels].reverse()) {
        const isVarying =
          this.#varies(survey) || [...survey.inner.values()].some((inner) => varying.has(inner));
        if (isVarying) varying.add(survey.workflow);
      }
    }
    return varying;
  }
}

function namesOf(uses: readonly SecretUse[]): readonly string[] {
  return [...new Set(uses.map(({ name }) => name))];
}
