/** A contender in a process of its own: `node child.js <module>`. Prepares and measures what it is asked to. */
import { pathToFileURL } from 'node:url';
import type { Contender, Execute } from '../contenders/contender.js';
import { workloadNamed } from '../workloads/workloads.js';
import type { Answer, Named, Request } from './protocol.js';
import { timed } from './timed.js';

const [, , module = ''] = process.argv;
const imported = (await import(pathToFileURL(module).href)) as { default: Contender };
const contender = imported.default;
let execute: Execute | undefined;
process.send?.({ type: 'named', name: contender.name } satisfies Named);

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
  if (request.type === 'prepare') return prepare(request.workload);
  if (execute === undefined) throw new Error('Nothing has been prepared.');
  return timed(execute, request.ms);
}

async function prepare(name: string): Promise<Answer> {
  const workload = workloadNamed(name);
  const prepared = await contender.prepare(workload);
  if ('unable' in prepared) {
    return { type: 'unable', name: contender.name, reason: prepared.unable };
  }
  execute =
    workload.isFresh && contender.makesAnew !== true
      ? async () => ((await contender.prepare(workload)) as Execute)()
      : prepared;
  const { version, note = '' } = contender;
  return { type: 'ready', name: contender.name, version, note };
}
