/** What stands on a roster, one at most, knows its place there. */
export interface Placed {
  place: number;
}

/** Things that come and go, in no order. Each knows its place, so that neither takes looking up. */
export class Roster<T extends Placed> {
  #items: T[] = [];

  add(item: T): void {
    item.place = this.#items.length;
    this.#items.push(item);
  }

  /** Takes something out. What is out already stays so. The last one gets its place. */
  remove(item: T): void {
    if (this.#items[item.place] !== item) return;
    const last = this.#items.pop();
    if (last === undefined || last === item) return;
    this.#items[item.place] = last;
    last.place = item.place;
  }

  /** Those there are now. */
  items(): T[] {
    return [...this.#items];
  }

  /** Takes all of them out. */
  takeAll(): readonly T[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }
}
