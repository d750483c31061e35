import { parseArgs } from 'node:util';
import { type Contender, type Effort, measure } from './measure.js';
import { selfLoop } from './self-loop.js';

/** Enough to see that everything runs and gives the same sums; the figures mean nothing then. */
const QUICK = { iterations: 10_000, effort: { warmUp: 3, rounds: 3, runsPerRound: 2 } };
const FULL = { iterations: 1_000_000, effort: { warmUp: 3, rounds: 15, runsPerRound: 1 } };
/** How often a timer is to fire while a loop runs, and how late it may be, in milliseconds. */
const TICK_MS = 10;

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const { iterations, effort }: { iterations: number; effort: Effort } = values.quick ? QUICK : FULL;
const { awaiting, plain, typed, text, timed } = selfLoop(iterations);

const measured = await measure([awaiting, plain, typed, text, timed], iterations, effort);
const [hand, ours] = measured;
if (hand === undefined || ours === undefined) throw new Error('Nothing was measured.');
console.log(
  `self-loop of ${String(iterations)} synchronous iterations, Node ${process.versions.node}`,
);
for (const { name, nanoseconds } of measured) {
  const ratio = (nanoseconds / hand.nanoseconds).toFixed(2);
  console.log(
    `  ${name.padEnd(20)}${nanoseconds.toFixed(1).padStart(8)} ns an iteration, ratio ${ratio}`,
  );
}
await showLiveness(plain);

/** Whether timers fire while a loop runs, and what it leaves on the heap. */
async function showLiveness(contender: Contender): Promise<void> {
  const gaps: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    gaps.push(now - last);
    last = now;
  }, TICK_MS);
  const before = process.memoryUsage().heapUsed;
  for (let run = 0; run < 10; run++) await contender.run();
  clearInterval(timer);
  const grown = (process.memoryUsage().heapUsed - before) / 1024 ** 2;
  const longest = gaps.length === 0 ? Number.NaN : Math.max(...gaps);
  console.log(
    `  a timer of ${String(TICK_MS)} ms fired ${String(gaps.length)} times, at most ${longest.toFixed(1)} ms apart; heap ${grown.toFixed(1)} MiB after ten runs`,
  );
}
