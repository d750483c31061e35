/** What one run of a loop keeps beside the scheduler's state. */
export class LoopMemory {
  /** The clock's milliseconds when this run of the loop began. */
  readonly startedAt: number;
  readonly #states = new Map<number, Map<string, unknown>>();

  constructor(startedAt: number) {
    this.startedAt = startedAt;
  }

  /** A step's own state. */
  stateOf(step: number): Map<string, unknown> {
    let state = this.#states.get(step);
    if (state === undefined) {
      state = new Map();
      this.#states.set(step, state);
    }
    return state;
  }
}
