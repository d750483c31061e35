/** A contender in a process of its own: `node child.js <module>`. Prepares and measures what it is asked to. */
import { pathToFileURL } from 'node:url';
import type { Contender, Execute } from '../contenders/contender.js';
import { workloadNamed } from '../workloads/workloads.js';
import type { Answer, Request } from './protocol.js';

const [, , module = ''] = process.argv;
const imported = (await import(pathToFileURL(module).href)) as { default: Contender };
const contender = imported.default;
let execute: Execute | undefined;

process.on('message', (request: Request) => {
  void answer(request).then(
    (said) => process.send?.(said),
    (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      process.send?.({ type: 'unable', name: contender.name, reason } satisfies Answer);
    },
  );
});

async function answer(request: Request): Promise<Answer> {
  return request.type === 'prepare' ? prepare(request.workload) : measure(request.ms);
}

async function prepare(workload: string): Promise<Answer> {
  const { name, version, note = '' } = contender;
  const prepared = await contender.prepare(workloadNamed(workload));
  if ('unable' in prepared) return { type: 'unable', name, reason: prepared.unable };
  execute = prepared;
  return { type: 'ready', name, version, note };
}

async function measure(ms: number): Promise<Answer> {
  if (execute === undefined) throw new Error('Nothing has been prepared.');
  let executions = 0;
  let checksum = Number.NaN;
  const start = performance.now();
  let elapsed: number;
  do {
    const sum: number = await execute();
    if (executions > 0 && sum !== checksum) throw new Error('Two executions gave two checksums.');
    checksum = sum;
    executions++;
    elapsed = performance.now() - start;
  } while (elapsed < ms);
  return { type: 'measured', nanoseconds: (elapsed * 1e6) / executions, executions, checksum };
}
