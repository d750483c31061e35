const SMALLEST = 16;

/** Whole numbers from 0 on, first in, first out: a ring that doubles when it is full. Every operation is O(1) on average. */
export class IntQueue {
  #ring = new Int32Array(SMALLEST);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The first; -1 where there is none. */
  get first(): number {
    return this.#length === 0 ? -1 : (this.#ring[this.#head] as number);
  }

  push(value: number): void {
    if (this.#length === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.#length) & (this.#ring.length - 1)] = value;
    this.#length++;
  }

  /** Takes the first away; -1 where there is none. */
  shift(): number {
    if (this.#length === 0) return -1;
    const value = this.#ring[this.#head] as number;
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.#length--;
    return value;
  }

  #grow(): void {
    const old = this.#ring;
    const ring = new Int32Array(old.length * 2);
    ring.set(old.subarray(this.#head));
    ring.set(old.subarray(0, this.#head), old.length - this.#head);
    this.#ring = ring;
    this.#head = 0;
  }
}
