import { expectSame } from '../expectations.js';
import type { Claim } from '../runner.js';
import { AT_ONCE_MS } from '../spec-clock.js';
import type { PluginBench } from './bench.js';
import { exercise } from './exercise.js';
import { A_NODE, type Fault, type FaultSite, Saboteur, sitesOf } from './fault.js';
import { reportOf } from './report.js';
import { lone } from './state-claims.js';
import { again, type WorkflowOf } from './subjects.js';

/** What holds of a plugin when something else fails. */
export function faultClaims(bench: PluginBench): readonly Claim[] {
  const inHooks = (title: string, fault: Fault): Claim => ({
    title,
    async check() {
      for (const site of sitesOf(bench.plugin, bench.open().runtime.describe())) {
        if (fault === 'hangs' && !site.mayHang) continue;
        for (const side of ['before', 'after'] as const) await sabotage(bench, fault, site, side);
      }
    },
  });
  const inNodes = (title: string, fault: Fault): Claim => ({
    title,
    check: () => sabotage(bench, fault, A_NODE, 'after'),
  });
  return [
    inHooks('goes on when another plugin throws in a hook of both', 'throws'),
    inHooks('goes on when another plugin hangs in a hook of both', 'hangs'),
    inHooks('goes on when the run is aborted in a hook of both', 'aborts'),
    inNodes('goes on when a node throws', 'throws'),
    inNodes('goes on when a node hangs until its run is aborted', 'hangs'),
    {
      title: 'lets its runtime be disposed of while runs are running',
      async check() {
        const opened = bench.open();
        const runs = bench.subjects.flatMap((subject) =>
          Array.from({ length: 5 }, () => bench.run(opened, subject(bench.next()))),
        );
        await bench.close(opened, 'disposed of while runs were running');
        for (const result of await Promise.all(runs)) {
          bench.expectNoBlame(result, 'disposed of while it was running');
        }
      },
    },
  ];
}

/** Something goes wrong once; the run ends by it or in spite of it, and the next one as if nothing had been. */
async function sabotage(
  bench: PluginBench,
  fault: Fault,
  site: FaultSite,
  side: 'before' | 'after',
): Promise<void> {
  for (const subject of bench.subjects) {
    const when = `where another plugin, right ${side} it, ${fault} in "${site.title}"`;
    const saboteur = new Saboteur(fault, site, side, bench.name);
    if (site.hook === 'dispose') await sabotagedDisposal(bench, saboteur, when);
    else await sabotagedRun(bench, saboteur, subject, when);
  }
}

async function sabotagedRun(
  bench: PluginBench,
  saboteur: Saboteur,
  subject: WorkflowOf,
  when: string,
): Promise<void> {
  const n = bench.next();
  const opened = bench.open([saboteur.plugin]);
  const stop = new AbortController();
  const workflow = subject(n);
  saboteur.arm(stop);
  const hurt = await bench.run(opened, workflow, { signal: stop.signal, graceMs: AT_ONCE_MS });
  bench.expectNoBlame(hurt, when);
  saboteur.disarm();
  const next = await bench.run(opened, again(workflow));
  bench.expectNoBlame(next, `in the run after the one ${when}`);
  expectSame(
    reportOf(next),
    await lone(bench, subject, n),
    `The run after the one ${when} does not end as it does in a new runtime.`,
  );
  await bench.close(opened, when);
}

async function sabotagedDisposal(
  bench: PluginBench,
  saboteur: Saboteur,
  when: string,
): Promise<void> {
  const opened = bench.open([saboteur.plugin]);
  await exercise(bench, opened);
  saboteur.arm(new AbortController());
  await bench.close(opened, when);
}
