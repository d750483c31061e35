/** Packs every package as it would be published. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const PACK = ['-r', '--filter', './packages/*', '--loglevel=error', 'pack', '--pack-destination'];

/** Writes the tarballs into a folder, and answers each with the manifest of its package. Throws where one cannot be packed. */
export function packAll(folder) {
  mkdirSync(folder, { recursive: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['tools/pnpm.mjs', ...PACK, folder],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The packages cannot be packed:\n${stdout}${stderr}`);
  return readdirSync(join(root, 'packages')).map((directory) => {
    const path = join(root, 'packages', directory, 'package.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    const { name, version } = manifest;
    const file = join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
    return { manifest, file };
  });
}
