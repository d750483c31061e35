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

/** Runs all of them; cold starts in interleaved rounds. */
export function probes(rounds: number): Probes {
  const tenon: ColdImport[] = [];
  const libraries: ColdImport[] = [];
  const firsts: FirstRun[] = [];
  for (let round = 0; round < rounds; round++) {
    tenon.push(probe('cold-import', ['tenon']) as ColdImport);
    libraries.push(probe('cold-import', ['libraries']) as ColdImport);
    firsts.push(probe('first-run') as FirstRun);
  }
  return {
    importTenonMs: tenon.map(({ cpuMs }) => cpuMs),
    importLibrariesMs: libraries.map(({ cpuMs }) => cpuMs),
    firstRunMs: firsts.map(({ cpuMs }) => cpuMs),
    heavyOnImport: tenon.at(-1)?.heavy ?? [],
    preparation: probe('preparation') as readonly Preparation[],
    memory: probe('memory') as Memory,
  };
}
