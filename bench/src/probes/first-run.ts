/** The first run in a fresh process: import, make a runtime with every plugin, build a workflow of one node, run it. */
import type { Execute } from '../contenders/contender.js';

/** Milliseconds of computing that it took, in all and without the import. */
export interface FirstRun {
  readonly cpuMs: number;
  readonly afterImportMs: number;
}

const before = process.cpuUsage();
const { default: tenon } = await import('../contenders/tenon.js');
const { workloadNamed } = await import('../workloads/workloads.js');
const workload = workloadNamed('1 node');
const imported = process.cpuUsage();
const execute = (await tenon.prepare(workload)) as Execute;
await execute();
console.log(
  JSON.stringify({ cpuMs: since(before), afterImportMs: since(imported) } satisfies FirstRun),
);

function since(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e3;
}
