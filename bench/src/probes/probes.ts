import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FOUR_PLUGINS, LIBRARIES } from '../cold/programs.js';
import { packedProject } from '../cold/project.js';
import { sample } from '../cold/sample.js';
import type { ColdImport } from './cold-import.js';
import type { FirstRun } from './first-run.js';
import type { Memory } from './memory.js';
import type { Preparation } from './preparation.js';
import { probe } from './probe.js';

/** What is measured in fresh processes, apart from the workloads. Milliseconds of computing, round by round. */
export interface Probes {
  readonly importTenonMs: readonly number[];
  readonly importLibrariesMs: readonly number[];
  readonly firstRunMs: readonly number[];
  readonly heavyOnImport: readonly string[];
  readonly preparation: readonly Preparation[];
  readonly memory: Memory;
}

/** Runs all of them; cold starts in interleaved rounds, of the packages as they are published. */
export async function probes(rounds: number): Promise<Probes> {
  const { tenon, libraries } = await importsOf(rounds);
  const firsts = Array.from({ length: rounds }, () => probe('first-run') as FirstRun);
  const { heavy } = probe('cold-import') as ColdImport;
  return {
    importTenonMs: tenon,
    importLibrariesMs: libraries,
    firstRunMs: firsts.map(({ cpuMs }) => cpuMs),
    heavyOnImport: heavy,
    preparation: probe('preparation') as readonly Preparation[],
    memory: probe('memory') as Memory,
  };
}

/** What the four plugins and the libraries below them take to import, in processes that take turns. */
async function importsOf(
  rounds: number,
): Promise<{ readonly tenon: number[]; readonly libraries: number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-cold-'));
  try {
    const project = await packedProject(folder);
    const once = (program: string) => sample(project, program).importCpuMs;
    // The first of each fills the caches of the file system.
    for (const program of [LIBRARIES, FOUR_PLUGINS]) once(program);
    const turns = Array.from({ length: rounds }, () => [once(FOUR_PLUGINS), once(LIBRARIES)]);
    return {
      tenon: turns.map(([tenon]) => tenon as number),
      libraries: turns.map(([, libraries]) => libraries as number),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
