/** What a workflow, its plan and a run occupy, and whether a finished run leaves anything behind. Needs `--expose-gc`. */
import type { RunResult } from '@tenon/core';
import { type Flow, flowOf } from '../tenon/flow-of.js';
import { INSTALLATIONS } from '../tenon/installed/installations.js';
import { runtimeOf } from '../tenon/runtime-of.js';
import { workloadNamed } from '../workloads/workloads.js';

/** Bytes for each of 100,000 nodes. */
export interface Memory {
  readonly nodes: number;
  readonly workflowBytes: number;
  /** What the runtime keeps for a workflow that it has run: verification, plan, compiled steps. */
  readonly planBytes: number;
  /** What a result occupies while somebody holds it: outputs, outcomes, the run's state. */
  readonly runBytes: number;
  /** Of so many finished runs, how many results, and outputs of their nodes, could not be collected. */
  readonly runs: number;
  readonly retained: number;
  /** Growth of the heap over all those runs together, in bytes. */
  readonly growthBytes: number;
}

const RUNS = 1000;

const large = workloadNamed('random graph of 100,000');
const runtime = runtimeOf(large, INSTALLATIONS);
await runtime.execute(flowOf(workloadNamed('chain of 100')).flow);

const count = large.nodes.length;
const empty = await heapBytes();
const flow = flowOf(large);
const built = await heapBytes();
await outputsOf(flow);
const planned = await heapBytes();
const held = await hold(flow);
const run = await heapBytes();
if (held.status !== 'completed') throw new Error(`The run ended as ${held.status}.`);
const left = await leftBehind();
console.log(
  JSON.stringify({
    nodes: count,
    workflowBytes: (built - empty) / count,
    planBytes: (planned - built) / count,
    runBytes: (run - planned) / count,
    runs: RUNS,
    ...left,
  } satisfies Memory),
);

async function hold({ flow: workflow }: Flow): Promise<RunResult> {
  return runtime.execute(workflow);
}

/** Runs and reads every output, in a function of its own, so that nothing stays in a variable. */
async function outputsOf({ flow: workflow, handles }: Flow): Promise<WeakRef<object>[]> {
  const result = await runtime.execute(workflow);
  const last = handles.map((handle) => result.of(handle)).at(-1);
  return [new WeakRef(result), ...(last === undefined ? [] : [new WeakRef(last)])];
}

async function leftBehind() {
  const small = flowOf(workloadNamed('chain of 100, mixed'));
  for (let i = 0; i < RUNS; i++) await outputsOf(small);
  const before = await heapBytes();
  const references: WeakRef<object>[] = [];
  for (let i = 0; i < RUNS; i++) references.push(...(await outputsOf(small)));
  const after = await heapBytes();
  const retained = references.filter((reference) => reference.deref() !== undefined).length;
  return { retained, growthBytes: after - before };
}

/** Bytes in use after collection, typed arrays included. */
async function heapBytes(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    // What was held until the end of a turn is free in the next.
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc?.();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
