import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Arguments, readArguments, USAGE, UsageError } from './arguments.js';
import { INSTALLED } from './plugins.js';
import { countsOf, type Entry, report } from './report.js';
import { runRandom } from './run-random.js';
import { runSuite } from './run-suite.js';

const OWN_CASES = fileURLToPath(new URL('../cases', import.meta.url));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}

async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked.isHelp) {
    console.log(USAGE);
    return 0;
  }
  const entries = await entriesOf(asked);
  console.log(report(entries));
  const { passed, failed, skipped } = countsOf(entries);
  const file = process.env['TEST_COUNTS'];
  if (file !== undefined && file !== '') {
    appendFileSync(file, `${String(passed)} ${String(failed)} ${String(skipped)}\n`);
  }
  return failed === 0 ? 0 : 1;
}

async function entriesOf(asked: Arguments): Promise<readonly Entry[]> {
  if (asked.random === undefined) return runSuite(asked.cases ?? OWN_CASES, asked, INSTALLED);
  const { entries, distribution } = await runRandom(asked.random, asked, INSTALLED);
  console.log(`Drawn: ${distribution.summary()}.\n`);
  return entries;
}
