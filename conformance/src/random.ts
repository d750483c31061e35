/** A source of numbers from 0 up to 1, the same for the same seed. Mulberry32, by Tommy Ettinger (public domain). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The items in another order (Durstenfeld 1964). Those with the same key keep their order among themselves. */
export function shuffled<T>(
  items: readonly T[],
  random: () => number,
  keyOf: (item: T, index: number) => string = (_, index) => String(index),
): T[] {
  const keys = items.map(keyOf);
  for (let i = keys.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [keys[i], keys[j]] = [keys[j] as string, keys[i] as string];
  }
  const waiting = new Map<string, T[]>();
  for (const [index, item] of items.entries()) {
    const key = keyOf(item, index);
    const queue = waiting.get(key);
    if (queue === undefined) waiting.set(key, [item]);
    else queue.push(item);
  }
  for (const queue of waiting.values()) queue.reverse();
  return keys.map((key) => waiting.get(key)?.pop() as T);
}
