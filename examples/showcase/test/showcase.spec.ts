import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const SHOWCASE = fileURLToPath(new URL('../../', import.meta.url));
const TENON = fileURLToPath(
  new URL('dist/main.js', import.meta.resolve('@tenon/cli/package.json')),
);

/** Calls the command where the showcase stands. */
function tenon(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [TENON, ...args], {
    cwd: SHOWCASE,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  return { status, stdout, stderr };
}

const run = (args: readonly string[] = [], env = {}) => tenon(['run', 'quakes.yaml', ...args], env);

describe('the showcase', function () {
  this.timeout(30_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'quakes-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function fileOf(content: unknown): string {
    const file = join(folder, 'quakes.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  }

  it('is in order', () => {
    const { status, stdout } = tenon(['verify', 'quakes.yaml']);
    expect([status, stdout]).to.deep.equal([0, '✓ quakes.yaml: in order\n']);
  });

  it('shows what ran, what was skipped and why, how the loop ended, and the report', () => {
    const page = join(folder, 'report.html');
    const { status, stdout, stderr } = run(['--report', page], {
      QUAKES_SIGNING_KEY: 'signed-by-a-test',
    });
    expect([status, stderr.includes('error')]).to.deep.equal([0, false]);
    expect(stderr).to.include(
      '"allClear" was skipped: input "quake" comes from "isSerious.false", and "isSerious" took "true": value.magnitude >= alertFrom (value.magnitude is 6.4, alertFrom is 6).',
    );
    expect(stderr).to.match(/^✓ loop "fit" converged after \d iterations \(refine\.change /m);
    expect(stderr).to.match(/^✓ earthquakes completed in .*\(nodes: 16 completed, 1 skipped\)$/m);
    expect(stdout).to.match(/^ +major +5, strongest M 6\.4 22km NNE of Hualian, Taiwan$/m);
    expect(stdout).to.match(/^ +no quake +28, /m);
    expect(stdout).to.match(/^ +b-value +0\.78, from 85 earthquakes of magnitude 4\.5 or more$/m);
    expect(stdout).to.include(
      'ALERT: M 6.4 22km NNE of Hualian, Taiwan at 2018-02-06T15:50:42.400Z',
    );
    expect(stdout).to.match(/^signature: [0-9a-f]{16}$/m);
    expect(existsSync(page)).to.equal(true);
    expect(stdout + stderr + readFileSync(page, 'utf8')).to.not.include('signed-by-a-test');
  });

  it('takes parameters for the run', () => {
    const { status, stdout } = run(['-s', 'alertFrom=7', '-s', 'smallest=5']);
    expect(status).to.equal(0);
    expect(stdout).to.include('No alert: the strongest was M 6.4');
    expect(stdout).to.match(/^ +b-value +1\.09, from 39 earthquakes/m);
  });

  it('shows what would run, and runs nothing', () => {
    const file = fileOf('never read');
    const { status, stdout } = tenon(['plan', 'quakes.yaml', '-s', `file=${file}`]);
    expect(status).to.equal(0);
    expect(stdout).to.match(/^ {2}✓ runs +read$/m);
    expect(stdout).to.match(
      /^ {2}\? may +alert: where "isSerious" takes "true", value\.magnitude >= alertFrom$/m,
    );
    expect(stdout).to.include('loop "fit": refine, 50 times at most');
  });

  it('says which record breaks its contract', () => {
    const file = fileOf({
      features: [
        {
          id: 'a',
          properties: { mag: '2', time: 1, place: 'p', type: 'earthquake' },
          geometry: { coordinates: [1, 2, 3] },
        },
      ],
    });
    const { status, stderr } = run(['-s', `file=${file}`]);
    expect(status).to.equal(1);
    expect(stderr).to.include('"quakes[0].magnitude" is "2" and must be number');
    expect(stderr).to.match(/^quakes\.yaml:\d+:\d+: error/m);
  });

  it('says what is wrong with a file that is no catalogue, or too small a one', () => {
    const failure = (file: string) => run(['-s', `file=${file}`]).stderr;
    expect(failure(fileOf('{'))).to.include('is no JSON');
    expect(failure(fileOf({ days: [] }))).to.include('it has no list "features"');
    expect(failure(join(folder, 'nowhere.json'))).to.include('ENOENT');
    expect(run(['-s', 'smallest=9']).stderr).to.include('Only 0 earthquakes');
  });
});
