import type { ConditionFunctions } from '@tenon/conditions';
import { type Level, nestingOf, type ResolvedWorkflow, type Workflow } from '@tenon/core';
import { type Survey, surveyOf } from './survey.js';

/** What is known of the loops of workflows, each looked at once. It goes with the workflow. */
export class Surveys {
  readonly #functions: ConditionFunctions | undefined;
  readonly #surveys = new WeakMap<Workflow, { readonly survey: Survey | undefined }>();

  constructor(functions: ConditionFunctions | undefined) {
    this.#functions = functions;
  }

  /** `undefined` where the workflow has no loops. */
  of(resolved: ResolvedWorkflow): Survey | undefined {
    let entry = this.#surveys.get(resolved.workflow);
    if (entry === undefined) {
      entry = { survey: surveyOf(resolved, this.#functions) };
      this.#surveys.set(resolved.workflow, entry);
    }
    return entry.survey;
  }

  /** Those of a workflow and of the workflows inside it that have loops, each once, outer ones first. */
  *deep(root: ResolvedWorkflow): Generator<{ readonly survey: Survey; readonly level: Level }> {
    for (const level of nestingOf(root, root.resolve).levels) {
      const survey = this.of(level.resolved);
      if (survey !== undefined) yield { survey, level };
    }
  }
}
