import { parse } from 'yaml';

/** An alias may stand for so much that a small file becomes a large one. */
const MOST_ALIASES = 100;

/** Data in YAML 1.2, of which JSON is a part. Throws what the parser says of a mistake, with its line and column. */
export function parseYaml(text: string): unknown {
  return parse(text, { version: '1.2', uniqueKeys: true, maxAliasCount: MOST_ALIASES }) as unknown;
}
