import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);

const LARGE = ['undici', 'ipaddr.js', 'liquidjs', 'csv-parse', 'csv-stringify', 'class-validator'];

/** The large libraries that a script of a process of its own loads, by what the engine says it has run. */
async function loadedBy(script: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tenon-lazy-'));
  try {
    await run(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: new URL('../../..', import.meta.url),
      env: { ...process.env, NODE_V8_COVERAGE: folder },
    });
    const reports = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
    );
    return LARGE.filter((name) => reports.some((text) => text.includes(`/node_modules/${name}/`)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('importing the package', () => {
  it('loads none of the large libraries, nor does making the plugin', async () => {
    const script = "(await import('@tenon/nodes-standard')).standardNodes();";
    expect(await loadedBy(script)).to.deep.equal([]);
  });

  it('would be seen to load one', async () => {
    expect(await loadedBy("await import('csv-parse');")).to.deep.equal(['csv-parse']);
  });
});
