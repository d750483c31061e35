import type fc from 'fast-check';
import { type Limits, workflows } from './generator.js';
import { loopWorkflows } from './loop-generator.js';
import type { Scenario } from './scenario.js';

/** Runs whose outcome does not depend on the order in which things happen. */
export const STEADY = { joinsAny: false, aborts: false, cuts: false, onError: 'continue' } as const;

/** Runs that the executor has short ways for as long as nobody watches; promises and nodes that answer at once are mixed. */
const PLAIN = { isPlain: true, isCalm: true, joinsAny: false, bodies: 'each' } as const;

/** Kinds of random workflows, by what the executor does with them. */
export const FAMILIES: Readonly<Record<string, (limits: Limits) => fc.Arbitrary<Scenario>>> = {
  'workflows of any kind': workflows,
  'plain workflows without switches': (limits) =>
    workflows({ ...PLAIN, switches: 'none', ...limits }),
  'plain workflows with switches': (limits) => workflows({ ...PLAIN, switches: 'many', ...limits }),
  'loops of any kind': loopWorkflows,
  'plain loops without switches': (limits) =>
    loopWorkflows({ ...PLAIN, switches: 'none', ...limits }),
  'plain loops with switches': (limits) => loopWorkflows({ ...PLAIN, switches: 'many', ...limits }),
};
