/**
 * `npm run packages`: packs every package, and looks at the tarballs as a consumer's tools would: publint at what the
 * manifest says and the files are, attw at how the types resolve. Both would pack by npm, which knows nothing of the
 * exports that `publishConfig` states.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packAll } from './packing.mjs';
import { node } from './run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tenon-tarballs-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

for (const { file } of packAll(folder)) {
  node('node_modules/publint/src/cli.js', [file, '--strict']);
  node('node_modules/@arethetypeswrong/cli/dist/index.js', [file, '--profile', 'esm-only']);
}
