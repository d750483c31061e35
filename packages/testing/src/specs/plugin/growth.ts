import { getEventListeners } from 'node:events';
import { messageOf, type Workflow } from '@tenon/core';
import { heapGrowth, unhandledRejectionsDuring } from '../../leaks.js';
import { expectSame, fail, shown } from '../expectations.js';
import type { Claim } from '../runner.js';
import type { BenchRuntime, PluginBench } from './bench.js';
import { exercise } from './exercise.js';
import { failed, idAsInput } from './subjects.js';
import { processListeners } from './traces.js';

const ROUNDS = 10_000;
/** The runs before it counts: what a runtime remembers of runs that have ended is full by then. */
const WARM_UP = 1_500;
/** Runs that overlap, so that they share the turns of the event loop that they wait for. */
const AT_ONCE = 20;
/** Bytes that a run may leave behind on average: below what the shortest id kept takes, above what the engine itself does. */
const BYTES_PER_RUN = 24;
/** What remains of compilation and of the collection itself, in bytes. */
const NOISE = 150_000;
/** A heap that grows once may have been tidied up badly; one that grows each time leaks. */
const MEASUREMENTS = 3;

/** What holds of a runtime that lives long. */
export function growthClaims(bench: PluginBench): readonly Claim[] {
  const rounds = bench.options.rounds ?? ROUNDS;
  return [
    {
      title: `does ${rounds.toLocaleString('en')} runs without growth of heap, handles or listeners`,
      async check() {
        const opened = bench.open([idAsInput]);
        const { signal } = new AbortController();
        const flows = bench.subjects.map((subject) => subject(bench.next()));
        // By turns, each run with an id of its own, which the ordinary workflow takes for its data.
        const run = () => {
          const n = bench.next();
          return runOnce(bench, opened, flows[n % flows.length] as Workflow, signal, String(n));
        };
        const several = () => Promise.all(Array.from({ length: AT_ONCE }, run));
        for (let i = 0; i < Math.min(WARM_UP, rounds); i += AT_ONCE) await several();
        const before = processState(signal);
        const limit = rounds * BYTES_PER_RUN + NOISE;
        let grown = Number.POSITIVE_INFINITY;
        for (let i = 0; i < MEASUREMENTS && grown > limit; i++) {
          grown = Math.min(
            grown,
            await heapGrowth(several, { rounds: Math.ceil(rounds / AT_ONCE), warmUp: 0 }),
          );
        }
        expectSame(processState(signal), before, 'Something is held that was not before.');
        await bench.close(opened);
        if (grown > limit) {
          fail(
            `The heap grows by ${String(Math.round(grown / rounds))} bytes with each run: ` +
              `${shown(grown)} bytes in ${String(rounds)} runs.`,
          );
        }
      },
    },
    {
      title: 'leaves no rejection unhandled',
      async check() {
        const reasons = await unhandledRejectionsDuring(async () => {
          const opened = bench.open();
          await exercise(bench, opened);
          for (const subject of [...bench.subjects, failed]) {
            await bench.abort(opened, subject(bench.next()));
          }
          await opened.runtime.dispose();
        });
        expectSame(reasons.map(messageOf), [], 'Promises were rejected that nobody waits for.');
      },
    },
  ];
}

/** Without the safeguard of other runs, which would be most of what is measured. */
async function runOnce(
  { options }: PluginBench,
  { runtime, bodies }: BenchRuntime,
  workflow: Workflow,
  signal: AbortSignal,
  id: string,
): Promise<void> {
  await runtime.start(workflow, { ...options.run, signal, id }).result;
  bodies.take();
}

/** What the process holds that runs may have opened. */
function processState(signal: AbortSignal): unknown {
  const handles: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) {
    if (name !== 'Immediate') handles[name] = (handles[name] ?? 0) + 1;
  }
  return {
    handles,
    listeners: processListeners(),
    onSignal: getEventListeners(signal, 'abort').length,
  };
}
