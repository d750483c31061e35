import type { Execute } from '../contenders/contender.js';
import type { Round } from './protocol.js';

/** The clocks are read no more often than this, in milliseconds: reading them costs as much as a short workload. */
const BATCH_MS = 1;
/** How many times as long as it is to compute a round may last, where it waits for timers or for the processor. */
const PATIENCE = 4;

/**
 * Executes again and again until so many milliseconds were computed: a busy machine makes a round longer, and not smaller.
 * Throws where two executions give two checksums.
 */
export async function timed(execute: Execute, ms: number): Promise<Round> {
  let executions = 0;
  let checksum = Number.NaN;
  let batch = 1;
  let wallMs = 0;
  let cpuMs: number;
  const cpu = process.cpuUsage();
  const start = performance.now();
  do {
    const before = wallMs;
    for (let i = 0; i < batch; i++) {
      const given = execute();
      const sum = typeof given === 'number' ? given : await given;
      if (executions > 0 && sum !== checksum) throw new Error('Two executions differ.');
      checksum = sum;
      executions++;
    }
    wallMs = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    cpuMs = (user + system) / 1e3;
    if (wallMs - before < BATCH_MS) batch *= 2;
  } while (cpuMs < ms && wallMs < ms * PATIENCE);
  return {
    type: 'measured',
    wallNs: (wallMs * 1e6) / executions,
    cpuNs: (cpuMs * 1e6) / executions,
    executions,
    checksum,
    // In kibibytes wherever Node.js runs.
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}
