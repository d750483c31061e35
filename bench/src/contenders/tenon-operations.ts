import { VERSION } from '@tenon/core';
import { executeWith } from '../tenon/execute-with.js';
import { INSTALLATIONS } from '../tenon/installed/installations.js';
import { OPERATIONS } from '../tenon/installed/operations.js';
import type { Contender } from './contender.js';

/** The plugins for operating a service beside the others, default options: what they cost where nobody uses them. */
const tenonOperations: Contender = {
  name: 'Tenon, for operations',
  version: VERSION,
  note: 'the same, with the plugins for resilience, observability and resources, which nothing uses',
  makesAnew: true,
  prepare: (workload) => executeWith([...INSTALLATIONS, ...OPERATIONS], workload),
};
export default tenonOperations;
