import { VERSION } from '@tenon/core';
import { executeWith } from '../tenon/execute-with.js';
import type { Contender } from './contender.js';

/** All built-in steps and no plugin. */
const tenonCore: Contender = {
  name: 'Tenon, core alone',
  version: VERSION,
  note: 'the built-in steps and no plugin',
  makesAnew: true,
  prepare: (workload) => executeWith([], workload),
};
export default tenonCore;
