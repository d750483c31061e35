import type { BreakerPlace } from '../breaker/breakers.js';
import { Bulkhead } from './bulkhead.js';

/** The bulkheads of a runtime. One that nobody is in is forgotten. */
export class Bulkheads {
  readonly #made = new Map<string, Bulkhead>();

  /** How many there are: those that somebody is in. */
  get size(): number {
    return this.#made.size;
  }

  /** The key of the bulkhead for a place with these figures. */
  keyOf({ per, name, workflow }: BreakerPlace, slots: number, places: number): string {
    return JSON.stringify([per, name, workflow, slots, places]);
  }

  of(key: string, slots: number, places: number): Bulkhead {
    let bulkhead = this.#made.get(key);
    if (bulkhead === undefined) {
      bulkhead = new Bulkhead(slots, places);
      this.#made.set(key, bulkhead);
    }
    return bulkhead;
  }

  /** Leaves a bulkhead. */
  leave(key: string, bulkhead: Bulkhead): void {
    bulkhead.leave();
    if (bulkhead.isEmpty) this.#made.delete(key);
  }
}
