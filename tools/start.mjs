/**
 * `npm start -- …`: installs, builds, and runs the showcase with the command, its report written beside it. Options go to
 * `tenon run`; where a command comes first, as in `npm start -- plan`, they go to that.
 */
import { prepare } from './prepare.mjs';
import { forwarded, node } from './run.mjs';

const TENON = 'packages/cli/dist/main.js';
const SHOWCASE = 'examples/showcase';
const CONFIG = ['--config', `${SHOWCASE}/tenon.config.ts`];
const OF_A_FILE = ['run', 'verify', 'plan', 'graph'];
const COMMANDS = [...OF_A_FILE, 'describe', 'nodes', 'schema'];

prepare();
const given = forwarded();
const command = COMMANDS.includes(given[0]) ? given[0] : 'run';
const options = given[0] === command ? given.slice(1) : given;
node(TENON, [
  command,
  ...(OF_A_FILE.includes(command) ? [`${SHOWCASE}/quakes.yaml`] : []),
  ...CONFIG,
  ...(command === 'run' ? ['--report', `${SHOWCASE}/report.html`] : []),
  ...options,
]);
