import type { RunResult } from '@tenon/core';
import { expectSame } from '../expectations.js';
import type { Claim } from '../runner.js';
import type { BenchRuntime, PluginBench } from './bench.js';
import { exercise } from './exercise.js';
import { type RunReport, reportOf } from './report.js';
import { spoil } from './spoil.js';
import { idAsInput, ordinary, type WorkflowOf } from './subjects.js';

/** How many runs overlap where their results are compared. Every third is aborted. */
const OVERLAPPING = 12;

/** What holds of the state that a plugin keeps. */
export function stateClaims(bench: PluginBench): readonly Claim[] {
  return [
    {
      title: 'does the same in every runtime, whatever ran in another',
      async check() {
        for (const subject of bench.subjects) {
          const n = bench.next();
          const one = bench.open();
          const first = await fullReport(bench, one, subject, n);
          await exercise(bench, one);
          const other = bench.open();
          const second = await fullReport(bench, other, subject, n);
          expectSame(second, first, 'A second runtime does not do what the first one did.');
          await bench.close(one);
          await bench.close(other);
        }
      },
    },
    {
      title: 'gives runs that overlap what each of them gets alone',
      async check() {
        await expectApart(bench);
        for (const subject of bench.subjects) {
          const numbers = Array.from({ length: OVERLAPPING }, () => bench.next());
          const opened = bench.open();
          const results = numbers.map((n, i) =>
            i % 3 === 2 ? bench.abort(opened, subject(n)) : bench.run(opened, subject(n)),
          );
          const overlapping = (await Promise.all(results)).map(reportOf);
          await bench.close(opened);
          for (const [i, n] of numbers.entries()) {
            if (i % 3 === 2) continue;
            const alone = await lone(bench, subject, n);
            expectSame(overlapping[i], alone, 'A run does not end as it does alone.');
          }
        }
      },
    },
    {
      title: 'changes no data that it is handed',
      async check() {
        for (const subject of bench.subjects) {
          const n = bench.next();
          const shared = await lone(bench, subject, n);
          const opened = bench.open();
          const frozen = await bench.run(opened, subject(n), { isolation: 'freeze' });
          await bench.close(opened);
          expectSame(reportOf(frozen), shared, 'A run whose data is frozen ends otherwise.');
        }
        expectSame(
          bench.options.run?.parameters,
          bench.parameters,
          "The caller's parameters are changed.",
        );
      },
    },
    {
      title: 'keeps no data that its owner may change',
      async check() {
        for (const subject of bench.subjects) {
          const n = bench.next();
          const alone = await lone(bench, subject, n);
          const opened = bench.open();
          for (let run = 0; run < 2; run++) {
            spoil({ ...(await bench.run(opened, subject(n))).results });
          }
          const after = reportOf(await bench.run(opened, subject(n)));
          await bench.close(opened);
          expectSame(after, alone, 'Who changes the results of a run changes those of the next.');
        }
      },
    },
  ];
}

/** How a run ends that is the only one of its runtime. */
export async function lone(bench: PluginBench, subject: WorkflowOf, n: number): Promise<RunReport> {
  const opened = bench.open();
  const report = reportOf(await bench.run(opened, subject(n)));
  await bench.close(opened);
  return report;
}

/** Runs of one workflow, and so of one plan, that have data of their own: none sees that of another. */
async function expectApart(bench: PluginBench): Promise<void> {
  const workflow = ordinary(0);
  const ids = Array.from({ length: OVERLAPPING }, () => String(bench.next()));
  const opened = bench.open([idAsInput]);
  const overlapping = await Promise.all(ids.map((id) => bench.run(opened, workflow, { id })));
  await bench.close(opened);
  for (const [i, id] of ids.entries()) {
    const alone = bench.open([idAsInput]);
    const report = reportOf(await bench.run(alone, workflow, { id }));
    await bench.close(alone);
    expectSame(
      reportOf(overlapping[i] as RunResult),
      report,
      'A run of the same workflow does not end as it does alone.',
    );
  }
}

/** The report of a run, and which of its nodes were called. */
async function fullReport(
  bench: PluginBench,
  opened: BenchRuntime,
  subject: WorkflowOf,
  n: number,
): Promise<RunReport & { readonly calls: unknown }> {
  opened.bodies.take();
  const result = await bench.run(opened, subject(n));
  bench.expectNoBlame(result, 'in an ordinary run');
  return { ...reportOf(result), calls: opened.bodies.take() };
}
