/**
 * `npm run bench:ratios -- …`: runs the benchmarks that compare two ways of doing one thing in one process, one after another,
 * with the arguments given. Each is a file in bench/src/ratios that measures when it is run.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forwarded, node, root } from './run.mjs';

const FOLDER = 'bench/dist/ratios';

for (const file of readdirSync(join(root, FOLDER))) {
  if (!file.endsWith('.js') || !measures(file)) continue;
  node(join(FOLDER, file), forwarded());
}

/** Others are parts of them. */
function measures(file) {
  return readFileSync(join(root, FOLDER, file), 'utf8').includes('parseArgs(');
}
