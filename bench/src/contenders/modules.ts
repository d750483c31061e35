import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Module } from '../process/measure.js';
import type { Workload } from '../workloads/workload.js';

const OWN = [
  'plain-loop',
  'awaited-calls',
  'awaiting-loop',
  'tenon',
  'tenon-core',
  'tenon-operations',
];

/** The contenders that take part in a workload, as files whose default export is one. */
export function modulesFor(
  { group, hasPeers }: Workload,
  peers: readonly string[],
): readonly Module[] {
  const own = (group === 'timers' ? [...OWN, 'layered-all'] : OWN).map((name) =>
    fileURLToPath(new URL(`./${name}.js`, import.meta.url)),
  );
  return [
    ...own.map((file) => ({ file, isPeer: false })),
    ...(hasPeers ? peers : []).map((file) => ({ file, isPeer: true })),
  ];
}

/** The adapters of the peers, in the order of their names. Throws where the peers are not installed. */
export function peerModules(): readonly string[] {
  const folder = new URL('adapters/', peersFolder());
  return readdirSync(folder)
    .sort()
    .map((name) => fileURLToPath(new URL(name, folder)));
}

/** Where the peers are. Throws where they are not installed. */
export function peersFolder(): URL {
  const folder = new URL('../../peers/', import.meta.url);
  if (!existsSync(new URL('node_modules', folder))) {
    throw new Error('The peers are not installed: npm run bench:peers');
  }
  return folder;
}
