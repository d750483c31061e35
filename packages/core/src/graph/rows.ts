/** Compressed rows: `items[start[r] … start[r + 1]]` are the items of row `r`, in ascending order. */
export interface Rows {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** Sorts items 0 … n-1 into rows by their key; items whose key is negative are in no row. Counting sort, O(n + rows). */
export function rowsBy(keys: Int32Array, rows: number): Rows {
  const start = new Int32Array(rows + 1);
  for (const key of keys) if (key >= 0) start[key + 1] = (start[key + 1] as number) + 1;
  for (let row = 0; row < rows; row++) {
    start[row + 1] = (start[row + 1] as number) + (start[row] as number);
  }
  const items = new Int32Array(start[rows] as number);
  const next = start.slice(0, rows);
  for (let item = 0; item < keys.length; item++) {
    const key = keys[item] as number;
    if (key < 0) continue;
    const place = next[key] as number;
    items[place] = item;
    next[key] = place + 1;
  }
  return { start, items };
}
