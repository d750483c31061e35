/** How many nodes of a run may be waited for at once; shared with the sub-workflows inside it. */
export class Slots {
  #free: number;
  #waiting: Set<() => void> | undefined;
  #isShared = false;

  constructor(size: number) {
    this.#free = size;
  }

  get hasFree(): boolean {
    return this.#free > 0;
  }

  /** Whether somebody waits for a slot. */
  get isAwaited(): boolean {
    return this.#waiting !== undefined && this.#waiting.size > 0;
  }

  /** Several activations take slots from now on, and may have to wait for one another's. */
  share(): void {
    this.#isShared = true;
  }

  take(): void {
    this.#free--;
  }

  /** Gives a slot back and wakes those who wait, in the order they came. */
  release(): void {
    this.#free++;
    if (this.#waiting === undefined) return;
    for (const wake of this.#waiting) {
      if (this.#free <= 0) return;
      this.#waiting.delete(wake);
      wake();
    }
  }

  /**
   * Calls back once when a slot is free. Asking twice counts once. Whoever has all slots for itself is not called: it learns
   * from its own visits when they give one back.
   */
  wait(wake: () => void): void {
    if (!this.#isShared) return;
    this.#waiting ??= new Set();
    this.#waiting.add(wake);
  }

  forget(wake: () => void): void {
    this.#waiting?.delete(wake);
  }
}
