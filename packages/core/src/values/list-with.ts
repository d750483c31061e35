/** A list with one more item behind the others. Made anew for the first, since to copy a frozen list takes long. */
export function listWith<T>(list: readonly T[], item: T): readonly T[] {
  return list.length === 0 ? [item] : [...list, item];
}
