/** Points kept: more than a plot has pixels. */
const MOST_POINTS = 2_000;

/** A row of numbers that may become very long: when it is full, every other point goes, and from then on fewer come in. */
export class GrowingSeries {
  #points: (readonly [visit: number, value: number])[] = [];
  #every = 1;
  #last: readonly [number, number] | undefined;

  add(visit: number, value: number): void {
    this.#last = [visit, value];
    if ((visit - 1) % this.#every !== 0) return;
    this.#points.push(this.#last);
    if (this.#points.length <= MOST_POINTS) return;
    this.#every *= 2;
    this.#points = this.#points.filter(([at]) => (at - 1) % this.#every === 0);
  }

  /** The points kept, and the last one in any case. */
  get points(): readonly (readonly [visit: number, value: number])[] {
    const last = this.#last;
    return last === undefined || this.#points.at(-1) === last
      ? this.#points
      : [...this.#points, last];
  }
}
