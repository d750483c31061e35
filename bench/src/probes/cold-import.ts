/** `node cold-import.js`: which heavy packages importing the core and four plugins loads, although nothing has needed them yet. */
import { createRequire } from 'node:module';

/** What one fresh process found. */
export interface ColdImport {
  readonly heavy: readonly string[];
}

const HEAVY = ['ajv', 'class-validator', 'class-transformer'];

await import('../tenon/installed/installations.js');
// CommonJS modules are listed here however they were imported.
const loaded = Object.keys(createRequire(import.meta.url).cache);
const heavy = HEAVY.filter((name) =>
  loaded.some((path) => path.includes(`/node_modules/${name}/`)),
);
console.log(JSON.stringify({ heavy } satisfies ColdImport));
