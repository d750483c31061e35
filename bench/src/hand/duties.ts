import type { GraphNode, Workload } from '../workloads/workload.js';
import { checked, checkedOrders } from './checks.js';
import { guarded } from './guarding.js';
import { filledIn } from './templates.js';
import type { Work } from './work.js';

/** What a workload asks for beside its bodies, done by hand. */
export interface Duty {
  /** Once for each run; what it gives is the `scope` of the run's work. */
  readonly begin?: () => unknown;
  /** Puts it around what a node does. */
  readonly wrap?: (work: Work, node: GraphNode, index: number) => Work;
}

/** The duty of a workload; nothing where it has none, or its checks are switched off. */
export function dutyOf({ duty, nodes, name }: Workload): Duty {
  switch (duty) {
    case 'none':
    case 'off':
      return {};
    case 'contracts':
      return checked();
    case 'orders':
      return checkedOrders(nodes.length);
    case 'templates':
      return filledIn(nodes.length);
    case 'guarded':
      return guarded(name);
  }
}
