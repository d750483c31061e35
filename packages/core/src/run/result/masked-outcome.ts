import type { Masker } from '../masking/mask.js';
import type { NodeOutcome, Outcomes } from './outcome.js';

/** An outcome for a reader of the event stream: its outputs, and those inside it, without the secrets of the run. */
export function maskedOutcome(outcome: NodeOutcome, mask: Masker | undefined): NodeOutcome {
  if (mask === undefined) return outcome;
  const { outputs, nested } = outcome;
  return Object.freeze({
    ...outcome,
    outputs: mask.value(outputs),
    nested: nested && new MaskedOutcomes(nested, mask),
  });
}

class MaskedOutcomes implements Outcomes {
  readonly #outcomes: Outcomes;
  readonly #mask: Masker;

  constructor(outcomes: Outcomes, mask: Masker) {
    this.#outcomes = outcomes;
    this.#mask = mask;
  }

  get size(): number {
    return this.#outcomes.size;
  }

  get(node: string): NodeOutcome | undefined {
    const outcome = this.#outcomes.get(node);
    return outcome && maskedOutcome(outcome, this.#mask);
  }

  *[Symbol.iterator](): Iterator<NodeOutcome> {
    for (const outcome of this.#outcomes) yield maskedOutcome(outcome, this.#mask);
  }
}
