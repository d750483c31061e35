import { graphWorkloads } from './graphs.js';
import type { Workload } from './workload.js';

/** Everything that is measured, by name. */
export function workloads(): readonly Workload[] {
  return graphWorkloads();
}

/** One of them; throws where there is none of that name. */
export function workloadNamed(name: string): Workload {
  const found = workloads().find((workload) => workload.name === name);
  if (found === undefined) throw new Error(`There is no workload "${name}".`);
  return found;
}
