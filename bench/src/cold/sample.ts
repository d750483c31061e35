import { spawnSync } from 'node:child_process';
import { fileOf } from './programs.js';

/** What `probe.ts` prints: the figures of one process, in milliseconds and kilobytes. */
export interface Figures {
  readonly importMs: number;
  /** Of all threads, in user and in system mode. */
  readonly importCpuMs: number;
  /** From the end of the import to the first result, where the program has a first run. */
  readonly runMs?: number;
  readonly heapKb?: number;
  /** What each of many idle runtimes holds. */
  readonly runtimeKb?: number;
}

/** The figures of one process, with its time from start to end. */
export interface Sample extends Figures {
  readonly processMs: number;
}

/** Runs one program of a project in a fresh process. Throws where it fails. */
export function sample(project: string, program: string): Sample {
  const args = ['--expose-gc', 'probe.js', `./${fileOf(program)}`];
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: project,
    encoding: 'utf8',
  });
  const processMs = performance.now() - start;
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return { ...(JSON.parse(stdout) as Figures), processMs };
}
