import { VERSION } from '@tenon/core';
import { executeWith } from '../tenon/execute-with.js';
import { INSTALLATIONS } from '../tenon/installed/installations.js';
import type { Contender } from './contender.js';

/** Every plugin and all built-in steps, default options. */
const tenon: Contender = {
  name: 'Tenon',
  version: VERSION,
  note: 'all four plugins and the built-in steps, default options; every output is read from the result',
  makesAnew: true,
  prepare: (workload) => executeWith(INSTALLATIONS, workload),
};
export default tenon;
