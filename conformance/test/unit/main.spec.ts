import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Case } from '#conformance/case.js';
import { aCase } from '../support/cases.js';

const MAIN = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));

describe('the conformance runner', function () {
  this.timeout(20_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function hold(...cases: readonly Partial<Case>[]): void {
    for (const stated of cases) {
      const content = aCase(stated);
      writeFileSync(join(folder, `${content.id}.json`), JSON.stringify(content));
    }
  }

  function run(...args: string[]) {
    const counts = join(folder, 'counts');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [MAIN, '--cases', folder, ...args],
      { encoding: 'utf8', env: { ...process.env, TEST_COUNTS: counts } },
    );
    const lines = stdout.trimEnd().split('\n');
    return {
      status,
      stdout,
      stderr,
      last: lines.at(-1),
      counted: () => readFileSync(counts, 'utf8'),
    };
  }

  const good = { id: 'good', group: 'one' };
  const bad: Partial<Case> = { id: 'bad', group: 'two', expected: { status: 'failed' } };

  it('ends well where every case passes', () => {
    hold(good);
    const { status, last, counted } = run();
    expect(status).to.equal(0);
    expect(last).to.equal('1 passed, 0 failed, 0 skipped');
    expect(counted()).to.equal('1 0 0\n');
  });

  it('tells what failed and how, and ends badly', () => {
    hold(good, bad);
    const { status, stdout, last, counted } = run();
    expect(status).to.equal(1);
    expect(stdout).to.include(
      'Failed: bad\n  two: A case of a test.\n  - status: expected "failed", got "completed"\n',
    );
    expect(last).to.equal('1 passed, 1 failed, 0 skipped');
    expect(counted()).to.equal('1 1 0\n');
  });

  it('skips what edits its data where the isolation is another, and says so', () => {
    const editing = [{ id: 'm', kind: 'mutate' }];
    hold(
      { id: 'open', nodes: editing },
      { id: 'own', nodes: editing, options: { isolation: 'copy' } },
    );
    expect(run('--isolation', 'freeze').stdout).to.include('isolation\n  open\n');
    expect(run('--isolation', 'freeze').last).to.equal('1 passed, 0 failed, 1 skipped');
    expect(run('--isolation', 'share').last).to.equal('2 passed, 0 failed, 0 skipped');
  });

  it('runs the groups that are asked for', () => {
    hold(good, bad);
    expect(run('--group', 'one').last).to.equal('1 passed, 0 failed, 0 skipped');
    expect(run('--group', 'one', '--group', 'two').last).to.equal('1 passed, 1 failed, 0 skipped');
  });

  it('names the groups there are where one is unknown', () => {
    hold(good, bad);
    const { status, stdout, stderr } = run('--group', 'three');
    expect(status).to.equal(2);
    expect(stdout).to.equal('');
    expect(stderr).to.include('No case belongs to the group three. There are: one, two.');
  });

  it('fails for a file that is no case, whatever group is asked for', () => {
    hold(good);
    writeFileSync(join(folder, 'broken.json'), '{}');
    const { status, stdout, last } = run('--group', 'one');
    expect(status).to.equal(1);
    expect(stdout).to.include('Failed: broken.json\n  - The case lacks "id".\n');
    expect(last).to.equal('1 passed, 1 failed, 0 skipped');
  });

  it('fails where there are no cases', () => {
    const { status, last } = run();
    expect(status).to.equal(1);
    expect(last).to.equal('0 passed, 1 failed, 0 skipped');
    const nowhere = run('--cases', join(folder, 'nowhere'));
    expect(nowhere.status).to.equal(1);
    expect(nowhere.stdout).to.include('cannot be read');
  });

  it('runs the cases renamed and permuted', () => {
    const nodes = ['a', 'b', 'c'].map((id) => ({ id, kind: 'const', config: { value: id } }));
    const results = Object.fromEntries(nodes.map(({ id }) => [id, { value: id }]));
    hold({ nodes, expected: { status: 'completed', results } });
    expect(run('--renamed', '--permuted', '3').last).to.equal('1 passed, 0 failed, 0 skipped');
  });

  it('leaves out what depends on the clock where nodes complete in a random order', () => {
    hold(good, { id: 'timed', timing: true });
    const { stdout, last } = run('--shuffled', '7');
    expect(stdout).to.include('depends on the clock, and so on when nodes complete\n  timed\n');
    expect(last).to.equal('1 passed, 0 failed, 1 skipped');
  });

  it('draws random cases, and tells what it drew', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [MAIN, '--random', '20', '--seed', '3', '--features', 'paths,failures'],
      { encoding: 'utf8', env: { ...process.env, TEST_COUNTS: '' } },
    );
    expect(stderr).to.equal('');
    expect(status).to.equal(0);
    expect(stdout).to.match(/^Drawn: \d+ % completed, \d+ % failed, 0 % refused; of the nodes /);
    expect(stdout.trimEnd().split('\n').at(-1)).to.equal('20 passed, 0 failed, 0 skipped');
  });

  it('shows its options', () => {
    const { status, stdout } = run('--help');
    expect(status).to.equal(0);
    expect(stdout).to.include('--permuted SEED');
  });

  it('shows its options where they are wrong', () => {
    const { status, stderr } = run('--nonsense');
    expect(status).to.equal(2);
    expect(stderr).to.include('--nonsense').and.to.include('--permuted SEED');
  });
});
