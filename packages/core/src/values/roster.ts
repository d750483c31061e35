/** Something on a roster, and its place there. Once it is out, it holds nothing. */
export class Entry<T> {
  #item: T | undefined;
  place: number;

  constructor(item: T, place: number) {
    this.#item = item;
    this.place = place;
  }

  get item(): T | undefined {
    return this.#item;
  }

  /** Lets go of the item: a list that the roster has outgrown may keep the entry alive until the next full collection. */
  clear(): void {
    this.#item = undefined;
  }
}

/** Things that come and go, in no order. Each entry knows its place, so that neither takes looking up. */
export class Roster<T> {
  #entries: Entry<T>[] = [];

  /** Takes something in. Answers what to {@link remove}. */
  add(item: T): Entry<T> {
    const entry = new Entry(item, this.#entries.length);
    this.#entries.push(entry);
    return entry;
  }

  /** Takes an entry out. What is out already stays so. The last one gets its place. */
  remove(entry: Entry<T>): void {
    if (this.#entries[entry.place] !== entry) return;
    entry.clear();
    const last = this.#entries.pop();
    if (last === undefined || last === entry) return;
    this.#entries[entry.place] = last;
    last.place = entry.place;
  }

  /** Those there are now. */
  items(): T[] {
    return this.#entries.map(({ item }) => item as T);
  }

  /** Takes all of them out. */
  takeAll(): readonly T[] {
    const items = this.items();
    this.#entries = [];
    return items;
  }
}
