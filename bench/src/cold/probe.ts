/** A fresh process: `node --expose-gc probe.js ./program.mjs` imports a program, and prints what that took as JSON. */
import type { Figures } from './sample.js';

/** Enough that what differs between two collections of garbage does not count. */
const MANY = 200;

const [, , program = ''] = process.argv;

const cpu = process.cpuUsage();
const start = performance.now();
await import(program);
const importMs = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
const figures: Figures = { importMs, importCpuMs: (user + system) / 1000 };
console.log(JSON.stringify({ ...figures, ...(await firstRun()) }));

/** What the first run takes, and then what idle runtimes hold; nothing of a program without one. */
async function firstRun(): Promise<Partial<Figures>> {
  if (!program.includes('first-run')) return {};
  const begin = performance.now();
  const { firstResult, idleRuntime } = await import('./first-run.js');
  await firstResult();
  const runMs = performance.now() - begin;
  const heap = heapInUse();
  const runtimes = Array.from({ length: MANY }, () => idleRuntime());
  const runtimeKb = Math.round((heapInUse() - heap) / runtimes.length);
  return { runMs, heapKb: Math.round(heap), runtimeKb };
}

/** In kilobytes, after garbage has been collected. */
function heapInUse(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1024;
}
