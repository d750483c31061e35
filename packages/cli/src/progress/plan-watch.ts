import type { Plan, Plugin, Workflow } from '@tenon/core';
import { VERSION } from '../version.js';
import { type OutlineEntry, outlineOf } from './outline.js';

const NAME = 'command-line';

/** Keeps the plan of a workflow when a runtime makes it, to show what there is to run. */
export class PlanWatch {
  #plan: Plan | undefined;
  readonly #workflow: () => Workflow | undefined;

  constructor(workflow: () => Workflow | undefined) {
    this.#workflow = workflow;
  }

  readonly plugin: Plugin = {
    manifest: { name: NAME, version: VERSION },
    apply: (hooks) => {
      hooks.node.tap(NAME, (_wraps, _step, plan) => {
        if (plan.workflow === this.#workflow()) this.#plan = plan;
      });
    },
  };

  /** `undefined` as long as there is no plan. */
  outline(): readonly OutlineEntry[] | undefined {
    return this.#plan && outlineOf(this.#plan);
  }
}
