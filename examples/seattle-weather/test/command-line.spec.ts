import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const HEADER = 'date,precipitation,temp_max,temp_min,wind,weather\n';

function run(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    input,
  });
  return { status, stdout, stderr };
}

describe('the command line of the weather example', function () {
  this.timeout(20_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'weather-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function fileOf(content: string): string {
    const file = join(folder, 'days.csv');
    writeFileSync(file, content);
    return file;
  }

  it('summarises the weather of Seattle and prints the pipeline where nothing is said', () => {
    const { status, stdout, stderr } = run([]);
    expect(stderr).to.equal('');
    expect(status).to.equal(0);
    expect(stdout).to.include('1461 days, 2012-01-01 to 2015-12-31');
    expect(stdout).to.include('longest dry spell: 48 days');
    expect(stdout).to.match(/^execute +AsyncSeriesBailHook +1 +execution/m);
  });

  it('reads a named file, with a byte order mark and Windows line ends as well', () => {
    const rows = ['2012-01-01,0,12.8,5,4.7,sun', '2012-01-02,1.5,10,2,4.5,"rain"'];
    const file = fileOf(`\uFEFF${HEADER.trim()}\r\n${rows.join('\r\n')}\r\n`);
    const { status, stdout } = run([file]);
    expect(status).to.equal(0);
    expect(stdout).to.include('2 days, 2012-01-01 to 2012-01-02');
    expect(stdout).to.match(/^hottest +2012-01-01 +12\.8 °C$/m);
  });

  it('reads standard input', () => {
    const { status, stdout } = run(['-'], `${HEADER}2012-01-01,1,12.8,5,4.7,rain\n`);
    expect(status).to.equal(0);
    expect(stdout).to.include('no day was dry');
  });

  it('reads rows of one kind only', () => {
    const { status, stdout } = run(['--only', 'weather=snow']);
    expect(status).to.equal(0);
    expect(stdout).to.include('26 days');
  });

  it('explains itself', () => {
    const { status, stdout } = run(['--help']);
    expect(status).to.equal(0);
    expect(stdout).to.match(/^usage: npm start/m);
  });

  const faults: readonly (readonly [string, string, string])[] = [
    ['an empty file', '', 'days.csv: the file is empty.\n'],
    ['a file without the columns', 'a,b\n1,2\n', 'days.csv:1: the header lacks "date",'],
    [
      'a broken number',
      `${HEADER}2012-01-01,0,12.8,5,4.7,sun\n2012-01-02,0,cold,5,4.7,sun\n`,
      'days.csv:3:3: "cold" is no number in column "temp_max".\n',
    ],
    ['a row that is too short', `${HEADER}2012-01-01,0\n`, 'days.csv:2:3: this is no CSV:'],
    ['an open quote', `${HEADER}2012-01-01,0,1,1,1,"su\n`, 'days.csv:2:6: this is no CSV:'],
  ];
  for (const [what, content, message] of faults) {
    it(`refuses ${what} in one line, with exit code 1`, () => {
      const { status, stdout, stderr } = run([fileOf(content)]);
      expect(status).to.equal(1);
      expect(stdout).to.equal('');
      expect(stderr).to.include(message);
      expect(stderr.trimEnd().split('\n')).to.have.lengthOf(1);
    });
  }

  it('refuses a file that is not there, and a folder', () => {
    const missing = join(folder, 'none.csv');
    expect(run([missing])).to.deep.equal({
      status: 1,
      stdout: '',
      stderr: `${missing}: there is no such file.\n`,
    });
    expect(run([folder]).stderr).to.equal(`${folder}: this is a folder, not a file.\n`);
  });

  it('shows a stack trace where it is asked to', () => {
    const { status, stderr } = run(['--debug', join(folder, 'none.csv')]);
    expect(status).to.equal(1);
    expect(stderr).to.include('NODE_FAILED');
    expect(stderr).to.match(/^ +at /m);
  });

  it('refuses arguments that make no sense with exit code 2', () => {
    for (const args of [['--fast'], ['a.csv', 'b.csv'], ['--only', 'weather']]) {
      const { status, stdout, stderr } = run(args);
      expect(status, args.join(' ')).to.equal(2);
      expect(stdout).to.equal('');
      expect(stderr).to.include('See --help.');
    }
  });

  it('stops at Ctrl-C while it waits for its input', async () => {
    // Windows knows no signals: the process would just end.
    if (process.platform === 'win32') return;
    const child = spawn(process.execPath, [MAIN, '-'], { stdio: 'pipe' });
    const stderr = text(child.stderr);
    const exit = once(child, 'exit');
    // More than a pipe holds, so when it is gone the program reads, and by then it listens for signals.
    await new Promise((resolve) => {
      child.stdin.write('\n'.repeat(1_000_000), resolve);
    });
    child.kill('SIGINT');
    expect(await exit).to.deep.equal([130, null]);
    expect(await stderr).to.equal('Stopped.\n');
  });
});
