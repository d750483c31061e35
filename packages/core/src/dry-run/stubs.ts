import { invalidOption } from '../errors/check-options.js';
import { didYouMean, quoteList } from '../errors/near-names.js';
import type { Plan } from '../plan/plan.js';
import { isPlainObject } from '../values/data.js';
import { describeValue } from '../values/describe-value.js';
import { Routed } from '../workflow/routed.js';

/** What a node answers in a dry run: its outputs, or those and the ports it takes. */
export type Stub = Readonly<Record<string, unknown>> | Routed;

/** Answers by node id, for nodes of the workflow itself. */
export type Stubs = Readonly<Record<string, Stub>>;

/** The answers of a dry run, by step. */
export class StubTable {
  readonly #byStep = new Map<number, Stub>();
  readonly #plan: Plan;

  /** Throws OPTION_INVALID for a node there is not, for a port it does not route through, and for what is no answer. */
  constructor(plan: Plan, stubs: Stubs = {}) {
    this.#plan = plan;
    if (!isPlainObject(stubs)) {
      throw invalidOption(
        `The stubs of a dry run are ${describeValue(stubs)}.`,
        'Give an object of outputs by node id.',
      );
    }
    for (const [node, stub] of Object.entries(stubs)) {
      const step = plan.indexOf.get(node);
      if (step === undefined) {
        throw invalidOption(
          `There is a stub for "${node}", and no such node.`,
          didYouMean(node, plan.indexOf.keys()),
        );
      }
      checkStub(node, stub, this.portsOf(step));
      this.#byStep.set(step, stub);
    }
  }

  /** The output ports of which a step takes some; empty where it does not route. */
  portsOf(step: number): readonly string[] {
    const { gateStart, gatePorts } = this.#plan;
    return gatePorts.slice(gateStart[step], gateStart[step + 1]);
  }

  has(step: number): boolean {
    return this.#byStep.has(step);
  }

  /** What the step answers; `undefined` where nobody said. */
  outputsOf(step: number): Readonly<Record<string, unknown>> | undefined {
    const stub = this.#byStep.get(step);
    return Routed.is(stub) ? stub.outputs : stub;
  }

  /** The ports the step takes; `undefined` where nobody said. */
  takenBy(step: number): readonly string[] | undefined {
    const stub = this.#byStep.get(step);
    return Routed.is(stub) ? stub.taken : undefined;
  }
}

function checkStub(node: string, stub: unknown, ports: readonly string[]): void {
  if (!Routed.is(stub)) {
    if (isPlainObject(stub)) return;
    throw invalidOption(
      `The stub for "${node}" is ${describeValue(stub)}.`,
      'Give an object of outputs, or new Routed(outputs, taken).',
    );
  }
  for (const port of stub.taken) {
    if (ports.includes(port)) continue;
    throw invalidOption(
      `The stub for "${node}" takes a port "${port}" that the node does not route through.`,
      didYouMean(port, ports) || `Its ports: ${quoteList(ports)}.`,
    );
  }
}
