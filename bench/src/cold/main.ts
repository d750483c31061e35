/**
 * `npm run bench:cold`: what it takes to import the packages as they are packed, and to come to a first result, in fresh
 * processes; as ratios to importing inversify, reflect-metadata and tapable alone. `--rounds N` states how many of each.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from './median.js';
import { FOUR_PLUGINS, PROGRAMS } from './programs.js';
import { filesProject, packedProject } from './project.js';
import { type Sample, sample } from './sample.js';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '21' } } });
const rounds = Math.max(1, Number(values.rounds));

const folder = mkdtempSync(join(tmpdir(), 'tenon-cold-'));
try {
  const packed = await packedProject(join(folder, 'packed'));
  const files = filesProject(join(folder, 'files'));
  const entries = [
    ...PROGRAMS.map(({ name }) => ({ name, project: packed, title: name })),
    {
      name: FOUR_PLUGINS,
      project: files,
      title: `${FOUR_PLUGINS}, as separate files`,
    },
  ];
  // The first of each fills the caches of the file system, and does not count.
  for (const { name, project } of entries) sample(project, name);
  const samples = entries.map((): Sample[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, { name, project }] of entries.entries()) {
      samples[i]?.push(sample(project, name));
    }
  }
  print(
    entries.map(({ title }) => title),
    samples,
  );
} finally {
  rmSync(folder, { recursive: true });
}

function print(names: readonly string[], samples: readonly (readonly Sample[])[]): void {
  const [base = []] = samples;
  console.log(
    `Node ${process.versions.node}, medians of ${String(rounds)} processes each, in turn.\n`,
  );
  console.log(row('', 'import ms', 'ratio', 'CPU ms', 'ratio', 'first run ms', 'process ms'));
  for (const [i, name] of names.entries()) {
    const of = (pick: (sample: Sample) => number) => median((samples[i] ?? []).map(pick));
    // Round by round: what disturbs the machine for a while disturbs both.
    const ratio = (pick: (sample: Sample) => number) =>
      median(
        (samples[i] ?? []).map((one, round) => {
          const other = base[round];
          return other === undefined ? Number.NaN : pick(one) / pick(other);
        }),
      ).toFixed(2);
    console.log(
      row(
        name,
        of(({ importMs }) => importMs).toFixed(0),
        ratio(({ importMs }) => importMs),
        of(({ importCpuMs }) => importCpuMs).toFixed(0),
        ratio(({ importCpuMs }) => importCpuMs),
        samples[i]?.[0]?.runMs === undefined ? '' : of(({ runMs }) => runMs ?? 0).toFixed(1),
        of(({ processMs }) => processMs).toFixed(0),
      ),
    );
  }
  const memory = samples.flat().find(({ runtimeKb }) => runtimeKb !== undefined);
  console.log(
    `\nHeap after the first run: ${String(memory?.heapKb)} kB; of each further idle runtime: ${String(memory?.runtimeKb)} kB.`,
  );
}

function row(name: string, ...cells: readonly string[]): string {
  return name.padEnd(40) + cells.map((cell) => cell.padStart(13)).join('');
}
