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
  /** Those that are open, but for the latest: mostly it is closed before another is added, and need not be looked up. */
  readonly #open = new Map<string, Entry<T>>();
  readonly #closed: Entry<T>[] = [];
  #next = 0;
  #count = 0;
  /** What was added last, as long as it is open. */
  #latest: Entry<T> | undefined;

  constructor(mostClosed: number) {
    this.#mostClosed = mostClosed;
  }

  add(key: string, item: T): void {
    if (this.#latest !== undefined) this.#open.set(this.#latest.key, this.#latest);
    this.#latest = { key, item, number: this.#count++ };
  }

  get(key: string): T | undefined {
    return (this.#opened(key) ?? this.#closed.find((entry) => entry.key === key))?.item;
  }

  /** The open item under a key. */
  opened(key: string): T | undefined {
    return this.#opened(key)?.item;
  }

  /** Closes an item; the one closed longest ago is forgotten when there are too many. */
  close(key: string): void {
    const entry = this.#opened(key);
    if (entry === undefined) return;
    if (this.#latest === entry) this.#latest = undefined;
    else this.#open.delete(key);
    if (this.#mostClosed < 1) return;
    this.#closed[this.#next] = entry;
    this.#next = (this.#next + 1) % this.#mostClosed;
  }

  /** All items, in the order they were added. */
  all(): T[] {
    const latest = this.#latest === undefined ? [] : [this.#latest];
    return [...this.#closed, ...this.#open.values(), ...latest]
      .sort((a, b) => a.number - b.number)
      .map(({ item }) => item);
  }

  #opened(key: string): Entry<T> | undefined {
    if (this.#latest?.key === key) return this.#latest;
    return this.#open.size === 0 ? undefined : this.#open.get(key);
  }
}
