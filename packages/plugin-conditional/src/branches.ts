import type { ConditionFunctions } from '@tenon/conditions';
import { nestingOf, type ResolvedWorkflow, serviceId, type Workflow } from '@tenon/core';
import { analyseBranches, type BranchAnalysis } from './analysis/analysis.js';

/**
 * What is known of the branches of workflows before they run: for pictures, reports and plugins. Bound by
 * plugin-conditional.
 */
export interface Branches {
  /** Of a workflow that the runtime has verified, or run, or that stands inside one; `undefined` of any other. */
  of(workflow: Workflow): BranchAnalysis | undefined;
}
/** The service that a host finds by `runtime.services.tryGet(Branches)`. */
export const Branches = serviceId<Branches>('tenon.Branches', { methods: ['of'] });

/** The workflows that one runtime has seen, each analysed once, when somebody asks. What is known goes with the workflow. */
export class KnownBranches implements Branches {
  readonly #resolved = new WeakMap<Workflow, ResolvedWorkflow>();
  readonly #analyses = new WeakMap<Workflow, BranchAnalysis>();
  #functions: ConditionFunctions | undefined;

  /** Says which functions conditions may call, once services can be asked. */
  use(functions: ConditionFunctions | undefined): void {
    this.#functions = functions;
  }

  /** Takes note of a workflow and of those inside it. Answers them, outer ones first, unless they nest too deeply. */
  meet(resolved: ResolvedWorkflow): ReturnType<typeof nestingOf>['levels'] {
    const { levels, tooDeep } = nestingOf(resolved, resolved.resolve);
    const met = tooDeep === undefined ? levels : levels.slice(0, 1);
    for (const level of met) this.#resolved.set(level.resolved.workflow, level.resolved);
    return met;
  }

  of(workflow: Workflow): BranchAnalysis | undefined {
    const resolved = this.#resolved.get(workflow);
    if (resolved === undefined) return undefined;
    let analysis = this.#analyses.get(workflow);
    if (analysis === undefined) {
      analysis = analyseBranches(resolved, this.#functions);
      this.#analyses.set(workflow, analysis);
    }
    return analysis;
  }
}
