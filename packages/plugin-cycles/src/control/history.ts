import type { RegionScope } from '@tenon/core';

/** What the nodes of a loop's body gave in one iteration. */
export interface LoopRecord {
  /** From 1. */
  readonly iteration: number;
  /** Each node of the body by id, with its outputs; `null` where it did not complete. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
}

/** The last iterations of a run of a loop. Holds the nodes' outputs, not copies of them. */
export class History {
  readonly #size: number;
  readonly #body: readonly string[];
  /** A ring: the record of iteration `i` is at `i % size`. */
  readonly #records: LoopRecord[] = [];
  #last = 0;

  constructor(size: number, body: readonly string[]) {
    this.#size = size;
    this.#body = body;
  }

  /** Keeps the present iteration. A second time changes nothing. */
  keep(scope: RegionScope): void {
    const { iteration } = scope;
    if (iteration === this.#last) return;
    this.#last = iteration;
    this.#records[iteration % this.#size] = Object.freeze({
      iteration,
      outputs: Object.freeze(outputsIn(scope, this.#body)),
    });
  }

  /** The iterations kept, earliest first. */
  get records(): readonly LoopRecord[] {
    const kept = this.#records.filter((record) => record !== undefined);
    return Object.freeze(kept.sort((a, b) => a.iteration - b.iteration));
  }
}

/** The outputs of the body's nodes in the present iteration, by id. */
export function outputsIn(
  scope: RegionScope,
  body: readonly string[],
): Record<string, Readonly<Record<string, unknown>> | null> {
  const outputs = Object.create(null) as Record<string, Readonly<Record<string, unknown>> | null>;
  for (const id of body) outputs[id] = scope.outputsOf(id) ?? null;
  return outputs;
}
