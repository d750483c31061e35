/** Somebody who waits for a slot. */
export interface Waiter {
  readonly wake: () => void;
}

/**
 * So many slots, and so many places to wait for one, first come, first served. Pure: it calls nothing but who waits.
 *
 * It is not cockatiel's, whose waiters keep their places in the queue when they are told to stop, until their turn comes.
 */
export class Bulkhead {
  readonly #slots: number;
  readonly #places: number;
  readonly #waiting = new Set<Waiter>();
  #taken = 0;

  constructor(slots: number, places: number) {
    this.#slots = slots;
    this.#places = places;
  }

  get taken(): number {
    return this.#taken;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Whether nobody is in it, and nobody waits. */
  get isEmpty(): boolean {
    return this.#taken === 0;
  }

  /** Takes a slot, or a place in the queue, or neither. Who waits is woken when it has a slot. */
  enter(waiter: Waiter): 'entered' | 'waits' | 'full' {
    if (this.#taken < this.#slots) {
      this.#taken++;
      return 'entered';
    }
    if (this.#waiting.size >= this.#places) return 'full';
    this.#waiting.add(waiter);
    return 'waits';
  }

  /** Gives a slot to who has waited longest, or back. */
  leave(): void {
    const [first] = this.#waiting;
    if (first === undefined) this.#taken--;
    else {
      this.#waiting.delete(first);
      first.wake();
    }
  }

  /** Waits no more. */
  forget(waiter: Waiter): void {
    this.#waiting.delete(waiter);
  }
}
