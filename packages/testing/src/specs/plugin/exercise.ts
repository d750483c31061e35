import type { BenchRuntime, PluginBench } from './bench.js';
import { failed } from './subjects.js';

/** Runs that complete, fail and are aborted, one after another and at once, with data that nothing has seen. */
export async function exercise(bench: PluginBench, opened: BenchRuntime): Promise<void> {
  for (const subject of bench.subjects) {
    const n = bench.next();
    bench.expectNoBlame(await bench.run(opened, subject(n)), 'in an ordinary run');
    bench.expectNoBlame(await bench.run(opened, subject(n)), 'in the same run once more');
    bench.expectNoBlame(await bench.abort(opened, subject(n)), 'in a run that is aborted');
    const results = await Promise.all(
      [bench.next(), bench.next(), n].map((one) => bench.run(opened, subject(one))),
    );
    for (const result of results) bench.expectNoBlame(result, 'in runs that overlap');
  }
  bench.expectNoBlame(await bench.run(opened, failed(bench.next())), 'in a run that fails');
}
