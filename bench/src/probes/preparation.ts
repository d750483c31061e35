/** What it costs to build a workflow, verify it, and compile its plan, and how that grows. */
import { median } from '../report/statistics.js';
import { flowOf } from '../tenon/flow-of.js';
import { INSTALLATIONS } from '../tenon/installed/installations.js';
import { runtimeOf } from '../tenon/runtime-of.js';
import { workloadNamed } from '../workloads/workloads.js';

/** Nanoseconds of computing for each node, in the middle of several times. */
export interface Preparation {
  readonly nodes: number;
  readonly buildNs: number;
  readonly verifyNs: number;
  /** The first run, without what a second one costs. */
  readonly planNs: number;
}

const SIZES = ['1,000', '10,000', '100,000'];

const found: Preparation[] = [];
for (const size of SIZES) found.push(await preparationOf(`random graph of ${size}`));
console.log(JSON.stringify(found));

async function preparationOf(name: string): Promise<Preparation> {
  const workload = workloadNamed(name);
  const nodes = workload.nodes.length;
  const rounds = Math.max(5, Math.min(30, 100_000 / nodes));
  const times: number[][] = [[], [], []];
  for (let round = -Math.ceil(rounds / 5); round < rounds; round++) {
    // A runtime of its own, so that no round finds what the one before it has made.
    const runtime = runtimeOf(workload, INSTALLATIONS);
    const start = cpuNs();
    const { flow } = flowOf(workload);
    const built = cpuNs();
    const issues = runtime.verify(flow);
    const verified = cpuNs();
    await runtime.execute(flow);
    const first = cpuNs();
    await runtime.execute(flow);
    const second = cpuNs();
    if (issues.length > 0) throw new Error(issues[0]?.message);
    if (round < 0) continue;
    const spent = [built - start, verified - built, first - verified - (second - first)];
    for (const [at, ns] of spent.entries()) times[at]?.push(ns / nodes);
  }
  const [buildNs = Number.NaN, verifyNs = Number.NaN, planNs = Number.NaN] = times.map(median);
  return { nodes, buildNs, verifyNs, planNs };
}

function cpuNs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1e3;
}
