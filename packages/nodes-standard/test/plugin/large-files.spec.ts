import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('../support/stream-csv.js', import.meta.url));

interface Measured {
  readonly megabytes: number;
  readonly rows: number;
  readonly written: number;
  readonly groups: number;
  readonly peakMiB: number;
}

/** The same script, run by hand with 100, measures a file of 100 MB: see the README of the package. */
describe('a large CSV file', () => {
  it('goes through a flow in bounded memory', async () => {
    const { stdout } = await run(process.execPath, ['--max-old-space-size=64', SCRIPT, '12']);
    const measured = JSON.parse(stdout) as Measured;
    expect(measured.megabytes).to.be.greaterThan(12);
    expect(measured.groups).to.equal(12);
    expect(measured.written).to.be.greaterThan(measured.rows / 2);
    expect(measured.peakMiB).to.be.lessThan(200);
  }).timeout(60_000);
});
