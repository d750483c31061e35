/**
 * `npm run browser -- …`: installs, builds, and runs the tests that need Chromium, with the arguments given to mocha. They stand
 * apart, since not every machine has a browser. CHROMIUM names its executable, SCREENSHOTS a folder to keep pictures in.
 */
import { existsSync } from 'node:fs';
import { prepare } from './prepare.mjs';
import { forwarded, node } from './run.mjs';

const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(executable)) {
  console.error(
    `There is no Chromium at ${executable}. Install it, or say where it is: CHROMIUM=…`,
  );
  process.exit(1);
}
prepare();
node('node_modules/mocha/bin/mocha.js', [
  ...['--no-config', '--fail-zero', '--forbid-only', '--forbid-pending', '--timeout', '60000'],
  ...['--node-option', 'enable-source-maps', '--reporter', 'tools/mocha-reporter.mjs'],
  'packages/*/.build/test/**/*.browser.js',
  ...forwarded(),
]);
