import { expectNoHandlesLeft } from '../../leaks.js';
import { expectSame } from '../expectations.js';
import type { Claim } from '../runner.js';
import type { PluginBench } from './bench.js';
import { exercise } from './exercise.js';
import { reportOf } from './report.js';
import { failed, ordinary, ordinaryResults, type WorkflowOf } from './subjects.js';
import { ProcessTraces, processListeners } from './traces.js';

/** What holds of everything around a plugin. */
export function traceClaims(bench: PluginBench): readonly Claim[] {
  const state: { before?: ProcessTraces } = {};
  return [
    {
      // The first of all, so that what is left behind once shows as well.
      title: 'starts, runs and leaves nothing behind when it is disposed of',
      async check() {
        const traces = (state.before ??= new ProcessTraces());
        const listeners = processListeners();
        await expectNoHandlesLeft(async () => {
          const opened = bench.open();
          await exercise(bench, opened);
          await bench.close(opened);
        });
        expectSame(processListeners(), listeners, 'The process has other listeners than before.');
        traces.expectNone();
      },
    },
    {
      title: 'changes nothing in runtimes that do not have it',
      async check() {
        const opened = bench.open();
        await exercise(bench, opened);
        const bare = bench.assemble([]);
        const n = bench.next();
        const run = (subject: WorkflowOf) => bare.runtime.start(subject(n)).result;
        const { status, results, warnings } = reportOf(await run(ordinary));
        expectSame(
          { status, results, warnings, calls: bare.bodies.take() },
          {
            status: 'completed',
            results: ordinaryResults(n),
            warnings: [],
            calls: { first: 1, left: 1, right: 1, sum: 1 },
          },
          'A runtime without the plugin does not run as usual.',
        );
        expectSame(
          (await run(failed)).error?.code,
          'NODE_FAILED',
          'A runtime without the plugin does not fail as usual.',
        );
        await bench.close(opened);
        await bench.close(bare);
      },
    },
  ];
}
