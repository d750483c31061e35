import type { Given } from '../workloads/bodies.js';

/** What a node does: its body, and what the workload asks for around it. `scope` is what the run brought. */
export type Work = (inputs: never, scope: never) => Given | Promise<Given>;
