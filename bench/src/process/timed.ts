import type { Execute } from '../contenders/contender.js';
import type { Round } from './protocol.js';

/** The clocks are read no more often than this, in milliseconds: reading them costs as much as a short workload. */
const BATCH_MS = 1;

/** Executes again and again for so many milliseconds. Throws where two executions give two checksums. */
export async function timed(execute: Execute, ms: number): Promise<Round> {
  let executions = 0;
  let checksum = Number.NaN;
  let batch = 1;
  let elapsed = 0;
  const cpu = process.cpuUsage();
  const start = performance.now();
  do {
    const before = elapsed;
    for (let i = 0; i < batch; i++) {
      const given = execute();
      const sum = typeof given === 'number' ? given : await given;
      if (executions > 0 && sum !== checksum) throw new Error('Two executions differ.');
      checksum = sum;
      executions++;
    }
    elapsed = performance.now() - start;
    if (elapsed - before < BATCH_MS) batch *= 2;
  } while (elapsed < ms);
  const { user, system } = process.cpuUsage(cpu);
  return {
    type: 'measured',
    wallNs: (elapsed * 1e6) / executions,
    cpuNs: ((user + system) * 1e3) / executions,
    executions,
    checksum,
    // Linux and macOS report kibibytes through libuv.
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}
