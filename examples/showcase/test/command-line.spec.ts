import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

describe('the command line of the showcase', function () {
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

  it('shows the pipeline, what ran and what was skipped and why, how the loop ended, and the report', () => {
    const { status, stdout, stderr } = run([], { QUAKES_SIGNING_KEY: 'signed-by-a-test' });
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(stdout).to.match(
      /^6 +stopwatch +1\.0\.0 +"stopwatch" declares after: \["validation"\]$/m,
    );
    expect(stdout).to.include(
      '"all clear" was skipped: input "quake" comes from "is serious.false", and "is serious" took "true": value.magnitude >= alertFrom (value.magnitude is 6.4, alertFrom is 6).',
    );
    expect(stdout).to.match(/^ {2}loop "fit" ended: converged, after \d iterations$/m);
    expect(stdout).to.match(/^major +5, strongest M 6\.4 22km NNE of Hualian, Taiwan$/m);
    expect(stdout).to.match(/^no quake +28, /m);
    expect(stdout).to.match(/^b-value +0\.78, from 85 earthquakes of magnitude 4\.5 or more$/m);
    expect(stdout).to.include(
      'ALERT: M 6.4 22km NNE of Hualian, Taiwan at 2018-02-06T15:50:42.400Z',
    );
    expect(stdout).to.match(/^signed [0-9a-f]{16}$/m);
    expect(stdout).to.not.include('signed-by-a-test');
  });

  it('takes parameters for the run', () => {
    const { status, stdout } = run(['--alert-from', '7', '--smallest', '5']);
    expect(status).to.equal(0);
    expect(stdout).to.include('No alert: the strongest was M 6.4');
    expect(stdout).to.match(/^b-value +1\.09, from 39 earthquakes/m);
  });

  it('shows what would run, and runs nothing', () => {
    const { status, stdout } = run(['--plan', fileOf('never read')]);
    expect(status).to.equal(0);
    expect(stdout).to.match(/^ {2}runs +read$/m);
    expect(stdout).to.match(
      /^ {2}may +alert: where "is serious" takes "true", value\.magnitude >= alertFrom$/m,
    );
    expect(stdout).to.include('loop "fit": refine, 50 times at most');
  });

  it('says which record breaks its contract, and why nothing behind it ran', () => {
    const { status, stdout, stderr } = run([
      fileOf({
        features: [
          {
            id: 'a',
            properties: { mag: '2', time: 1, place: 'p', type: 'earthquake' },
            geometry: { coordinates: [1, 2, 3] },
          },
        ],
      }),
    ]);
    expect(status).to.equal(1);
    expect(stderr).to.include('"quakes[0].magnitude" is "2" and must be number');
    expect(stdout).to.include('"severity" was skipped: input "value" waits for "kinds"');
  });

  it('says what is wrong with a file that is no catalogue, or too small a one', () => {
    expect(run([fileOf('{')]).stderr).to.include('is no JSON');
    expect(run([fileOf({ days: [] })]).stderr).to.include('it has no list "features"');
    expect(run([join(folder, 'nowhere.json')]).stderr).to.include('ENOENT');
    expect(run(['--smallest', '9']).stderr).to.include('Only 0 earthquakes');
  });

  it('explains itself, and refuses arguments that make no sense', () => {
    expect(run(['--help']).stdout).to.include('usage: npm start');
    for (const args of [['--nope'], ['a', 'b'], ['--smallest', 'big'], ['--alert-from', '']]) {
      const { status, stderr } = run(args);
      expect(status, args.join(' ')).to.equal(2);
      expect(stderr).to.include('See --help.');
    }
  });

  it('shows stack traces where it is asked to', () => {
    const { stderr } = run(['--debug', join(folder, 'nowhere.json')]);
    expect(stderr).to.match(/NODE_FAILED[\s\S]*ENOENT[\s\S]*at /);
  });
});
