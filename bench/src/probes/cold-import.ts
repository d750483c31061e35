/** `node cold-import.js tenon|libraries`: what importing costs in a process that has loaded nothing yet. */
import { createRequire } from 'node:module';

/** What one fresh process found. */
export interface ColdImport {
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Heavy packages that were loaded, although nothing has needed them yet. */
  readonly heavy: readonly string[];
}

const HEAVY = ['ajv', 'class-validator', 'class-transformer'];

const [, , what] = process.argv;
const cpu = process.cpuUsage();
const start = performance.now();
await (what === 'tenon' ? import('../tenon/installed/installations.js') : import('./libraries.js'));
const wallMs = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
// CommonJS modules are listed here however they were imported.
const loaded = Object.keys(createRequire(import.meta.url).cache);
const heavy = HEAVY.filter((name) =>
  loaded.some((path) => path.includes(`/node_modules/${name}/`)),
);
console.log(JSON.stringify({ cpuMs: (user + system) / 1e3, wallMs, heavy } satisfies ColdImport));
