/**
 * Puts a million runs of all kinds through one service, and shows that nothing of them is left: `npm run soak`, with
 * `-- --runs 10000` for fewer and `-- --seed 7` for others. Ends with 1 where something is left, or unaccounted for.
 */
import { parseArgs } from 'node:util';
import { flawsOf } from './flaws.js';
import { soak } from './soak.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
  },
});
const runs = numberOf('runs', values.runs);
const seed = numberOf('seed', values.seed);

const begin = performance.now();
console.log('      runs   heap MB   running   waiting');
const report = await soak({
  runs,
  seed,
  onPoint: ({ runs: done, heapBytes, stats: { running, queued } }) => {
    const megabytes = (heapBytes / 1e6).toFixed(2);
    const columns = [
      [done, 10],
      [megabytes, 10],
      [running, 10],
      [queued, 10],
    ] as const;
    console.log(columns.map(([value, width]) => String(value).padStart(width)).join(''));
  },
});
const seconds = (performance.now() - begin) / 1000;
const { results, audit, tasks, stats, drained, endings, handlesLeft, timersLeft } = report;
console.log('\nresults   ', JSON.stringify(results));
console.log('audit     ', JSON.stringify(audit.ends.counts));
console.log('tracking  ', JSON.stringify(tasks.ends.counts));
console.log('service   ', JSON.stringify(stats.ended));
console.log('rejected  ', JSON.stringify(stats.rejected));
console.log('endings   ', JSON.stringify(endings));
console.log(`drained    ${String(drained.runs.length)} runs in ${String(drained.tookMs)} ms`);
console.log('resources ', JSON.stringify(report.resources));
console.log(`left       handles [${handlesLeft.join(' ')}], timers ${String(timersLeft)}`);
console.log(`took       ${seconds.toFixed(1)} s`);

const flaws = flawsOf(report, runs);
for (const flaw of flaws) console.error(flaw);
if (flaws.length > 0) process.exitCode = 1;

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  console.error(`--${name} takes a whole number from 1 on, and was given "${text}".`);
  process.exit(2);
}
