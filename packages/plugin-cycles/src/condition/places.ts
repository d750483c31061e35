import { follow, formatPath, type Path } from '@tenon/core';

/** A place among the outputs of a loop's body that a condition reads: `fit.error`. */
export interface Place {
  readonly name: string;
  readonly node: string;
  /** The output and the path into it. */
  readonly path: Path;
}

/** Numbers watched at most: conditions compare one or two. */
export const MOST_WATCHED = 8;

/** The places that paths lead to, `nodes["a-b"].score` as well as `fit.error`; each once. */
export function placesIn(reads: readonly Path[], body: ReadonlySet<string>): readonly Place[] {
  const places = new Map<string, Place>();
  for (const read of reads) {
    const [node, ...path] = read[0] === 'nodes' ? read.slice(1) : read;
    if (typeof node !== 'string' || !body.has(node) || path.length === 0) continue;
    const name = formatPath([node, ...path]);
    if (places.size < MOST_WATCHED) places.set(name, Object.freeze({ name, node, path }));
  }
  return Object.freeze([...places.values()]);
}

/**
 * What stands at a place, given the outputs of its node; `undefined` where it cannot be read, which is for the condition to
 * fail with, should it come to read it.
 */
export function valueAt(
  outputs: Readonly<Record<string, unknown>> | undefined,
  path: Path,
): unknown {
  try {
    return outputs === undefined ? undefined : follow(outputs, path);
  } catch {
    return undefined; // a proxy that throws, or is revoked
  }
}
