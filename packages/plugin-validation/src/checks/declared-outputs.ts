import {
  deliveredTo,
  isThenable,
  type Run,
  RuntimeError,
  type Workflow,
  type WorkflowOutput,
} from '@tenon/core';
import { checkPort } from '../schemas/check-list.js';
import type { Checked, Checker } from '../schemas/checker.js';
import type { Schemas } from '../schemas/compile-schema.js';
import type { Flaw } from '../schemas/flaw.js';
import { workflowPortFlaw } from './workflow-port.js';

interface OutputCheck {
  readonly output: WorkflowOutput;
  readonly checker: Checker;
}

/** A value on its way out, and what was found wrong with it. */
interface Looked {
  readonly name: string;
  readonly value: unknown;
  readonly checked: Checked;
}

/**
 * Checks what a run answers: the outputs that its workflow declares, by their schemas, as the ports of a sub-workflow are
 * checked as those of its node. What is absent is not checked, nor what a run that failed anyway came to.
 */
export class DeclaredOutputs {
  readonly #schemas: Schemas;
  readonly #isStrict: boolean;
  /** By workflow, worked out once; most have none. */
  readonly #checks = new WeakMap<Workflow, readonly OutputCheck[]>();

  constructor(schemas: Schemas, isStrict: boolean) {
    this.#schemas = schemas;
    this.#isStrict = isStrict;
  }

  /** Warns of what does not fit, or throws it; a promise only where a schema is asynchronous. */
  check(run: Run): PromiseLike<void> | undefined {
    const checks = this.#checksOf(run.workflow);
    const { execution } = run;
    if (checks.length === 0 || execution === undefined) return undefined;
    if (execution.failures.length > 0 || run.signal.aborted) return undefined;
    const looked = checks.flatMap(({ output, checker }): Looked[] => {
      const { name, port } = output;
      const value = deliveredTo(output, (id) => execution.outputsOf({ id }));
      if (value === undefined) return [];
      return [{ name, value, checked: checkPort(checker, value, port.isMany) }];
    });
    const settle = (found: readonly (readonly Flaw[])[]) => this.#settle(looked, found, run);
    if (looked.some(({ checked }) => isThenable(checked))) {
      return Promise.all(looked.map(({ checked }) => Promise.resolve(checked))).then(settle);
    }
    settle(looked.map(({ checked }) => checked as readonly Flaw[]));
    return undefined;
  }

  #checksOf(workflow: Workflow): readonly OutputCheck[] {
    let checks = this.#checks.get(workflow);
    if (checks === undefined) {
      checks = workflow.outputs.flatMap((output): OutputCheck[] => {
        const { schema } = output.port;
        // One that cannot be used is a finding of verification, which the host let pass.
        const checker = schema && this.#schemas.compile(schema, workflow).checker;
        return checker === undefined ? [] : [{ output, checker }];
      });
      this.#checks.set(workflow, checks);
    }
    return checks;
  }

  /** In strict mode the first fails the run; the others are told as warnings, as all are in the other mode. */
  #settle(looked: readonly Looked[], found: readonly (readonly Flaw[])[], run: Run): void {
    let failure: RuntimeError | undefined;
    for (const [at, { name, value }] of looked.entries()) {
      const flaw = workflowPortFlaw('output', name, value, found[at] ?? [], run);
      if (flaw === undefined) continue;
      const { code, message, hint } = flaw;
      const details = hint === undefined ? {} : { hint };
      if (this.#isStrict && failure === undefined) {
        const where = { workflow: run.workflow.name, port: name };
        failure = new RuntimeError(code, message, { where, ...details });
      } else run.warn({ code, message, ...details });
    }
    if (failure !== undefined) throw failure;
  }
}
