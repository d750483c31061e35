/**
 * What is to be written, free of notation. Members are in a Map, which keeps the order of names that are numbers, and to
 * which any name is only a name.
 */
export type Doc = string | number | boolean | null | readonly Doc[] | DocMap;

/** An object that is to be written. */
export type DocMap = ReadonlyMap<string, Doc>;

/** A map of members, without those that are `undefined`. */
export function docMap(
  members: Iterable<readonly [name: string, value: Doc | undefined]>,
): Map<string, Doc> {
  const map = new Map<string, Doc>();
  for (const [name, value] of members) if (value !== undefined) map.set(name, value);
  return map;
}

/** Whether something that is to be written is an object. */
export function isDocMap(doc: Doc): doc is DocMap {
  return doc instanceof Map;
}
