/** Something on a roster, and its place there. */
export interface Entry<T> {
  readonly item: T;
  place: number;
}

/** Things that come and go, in no order. Each entry knows its place, so that neither takes looking up. */
export class Roster<T> {
  #entries: Entry<T>[] = [];

  /** Takes something in. Answers what to {@link remove}. */
  add(item: T): Entry<T> {
    const entry = { item, place: this.#entries.length };
    this.#entries.push(entry);
    return entry;
  }

  /** Takes an entry out. What is out already stays so. The last one gets its place. */
  remove(entry: Entry<T>): void {
    if (this.#entries[entry.place] !== entry) return;
    const last = this.#entries.pop();
    if (last === undefined || last === entry) return;
    this.#entries[entry.place] = last;
    last.place = entry.place;
  }

  /** Those there are now. */
  items(): T[] {
    return this.#entries.map(({ item }) => item);
  }

  /** Takes all of them out. */
  takeAll(): readonly T[] {
    const items = this.items();
    this.#entries = [];
    return items;
  }
}
