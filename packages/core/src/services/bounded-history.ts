interface Entry<T> {
  readonly key: string;
  readonly item: T;
  readonly number: number;
}

/**
 * Items by key: all that are open, and the last so many that have been closed. Closed ones stand in a ring, so that a
 * long-lived history neither grows nor churns.
 */
export class BoundedHistory<T> {
  readonly #mostClosed: number;
  readonly #open = new Map<string, Entry<T>>();
  readonly #closed: Entry<T>[] = [];
  #next = 0;
  #count = 0;
  /** What was added last, which is what is mostly asked for next. */
  #latest: Entry<T> | undefined;

  constructor(mostClosed: number) {
    this.#mostClosed = mostClosed;
  }

  add(key: string, item: T): void {
    const entry = { key, item, number: this.#count++ };
    this.#open.set(key, entry);
    this.#latest = entry;
  }

  get(key: string): T | undefined {
    return (this.#open.get(key) ?? this.#closed.find((entry) => entry.key === key))?.item;
  }

  /** The open item under a key. */
  opened(key: string): T | undefined {
    return this.#opened(key)?.item;
  }

  /** Closes an item; the one closed longest ago is forgotten when there are too many. */
  close(key: string): void {
    const entry = this.#opened(key);
    if (entry === undefined) return;
    this.#open.delete(key);
    if (this.#latest === entry) this.#latest = undefined;
    if (this.#mostClosed < 1) return;
    this.#closed[this.#next] = entry;
    this.#next = (this.#next + 1) % this.#mostClosed;
  }

  #opened(key: string): Entry<T> | undefined {
    return this.#latest?.key === key ? this.#latest : this.#open.get(key);
  }

  /** All items, in the order they were added. */
  all(): T[] {
    return [...this.#closed, ...this.#open.values()]
      .sort((a, b) => a.number - b.number)
      .map(({ item }) => item);
  }
}
