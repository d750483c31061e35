import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { aFolder, removeFolders } from '../support/folder.js';
import { aProject, oneNode } from '../support/project.js';
import { call, Terminal } from '../support/terminal.js';

describe('tenon run', () => {
  let cwd: string;
  before(() => {
    cwd = aProject({
      'wait.yaml': oneNode('wait', '{ ms: 60000 }'),
      'fail.yaml': oneNode('fail'),
      'secret.yaml': oneNode('tell-secret', '{}', 'told'),
      'odd.yaml': oneNode('odd-values', '{}', 'value'),
      'broken.yaml': 'tenon: 1\nname: broken\nnodse: {}\n',
    });
  });
  after(removeFolders);

  it('prints the outputs, and tells how it went beside them', async () => {
    const { code, out, err, terminal } = await call(
      { cwd },
      ...['run', 'greeting.yaml', '--set', 'name=Ferdinand'],
    );
    expect(code).to.equal(0);
    expect(out).to.equal('text: Good day, Ferdinand!\n');
    expect(err).to.match(/^✓ size {2}\d.* ms\n– hello {2}skipped\n✓ formal/);
    expect(err).to.include(
      '– "hello" was skipped: input "name" comes from "size.short", and "size" took "long"',
    );
    expect(err).to.match(/✓ greeting completed in .* \(nodes: 3 completed, 1 skipped\)\n$/);
    expect(terminal.listeners).to.equal(0);
  });

  it('takes parameters from a file, from standard input, and one by one over them', async () => {
    const folder = aProject({ 'given.yaml': 'name: Ada\nhello:\n  name: Eve\n' });
    const run = async (stdin: string, ...args: string[]) =>
      (await call({ cwd: folder, stdin }, 'run', 'greeting.yaml', '-q', '-o', '-', ...args)).out;
    expect(JSON.parse(await run('', '-p', 'given.yaml'))).to.deep.equal({ text: 'Hello, Eve!' });
    expect(JSON.parse(await run('{"name": "Bob"}', '-p', '-'))).to.deep.equal({
      text: 'Hello, Bob!',
    });
    const text = await run('name: Bob', '-p', '-', '-s', 'name=42');
    expect(JSON.parse(text)).to.deep.equal({ text: 'Hello, 42!' });
    const node = await run('name: Bob', '-p', '-', '-s', 'hello.name=Ann');
    expect(JSON.parse(node)).to.deep.equal({ text: 'Hello, Ann!' });
  });

  it('says what is wrong with parameters, and runs nothing', async () => {
    const folder = aProject({ 'list.yaml': '[1, 2]', 'bad.yaml': 'a: [', 'none.yaml': '' });
    const err = async (...args: string[]) => {
      const ended = await call({ cwd: folder }, 'run', 'greeting.yaml', ...args);
      expect(ended.out).to.equal('');
      return [ended.code, ended.err] as const;
    };
    const [code, text] = await err('-p', 'list.yaml');
    expect(code).to.equal(2);
    expect(text).to.include('PARAMETERS_UNREADABLE The parameters in list.yaml are [1, 2].');
    expect((await err('-p', 'bad.yaml'))[1]).to.include('cannot be read');
    expect((await err('-p', 'nowhere.yaml'))[1]).to.include(
      'cannot be read: there is no such file.',
    );
    expect((await err('-p', '.'))[1]).to.include('cannot be read: it is a folder.');
    expect((await err('--set', 'name'))[1]).to.include('"--set name" has no value');
    const [refused, told] = await err('-p', 'none.yaml', '--set', 'nam=x');
    expect(refused).to.equal(3);
    expect(told).to.include('greeting.yaml:4:3: error INPUT_REQUIRED');
    expect(told).to.include('PARAMETER_UNKNOWN').and.to.include('Did you mean "name"?');
    expect(told).to.include('✗ greeting refused in');
  });

  it('fails with the error of the node and its place in the file', async () => {
    const { code, err } = await call({ cwd }, 'run', 'fail.yaml', '-o', '-');
    expect(code).to.equal(1);
    expect(err).to.include('fail.yaml:4:3: error NODE_FAILED');
    expect(err).to.include('It is broken.');
    expect(err).to.include('✗ one failed');
  });

  it('goes on after a failure where it is told to', async () => {
    const { code, err } = await call({ cwd }, 'run', 'fail.yaml', '--on-error', 'continue');
    expect(code).to.equal(1);
    expect(err).to.include('1 failed');
  });

  it('tells everything that is wrong with a file, and by its exit code whether it is there', async () => {
    const broken = await call({ cwd }, 'run', 'broken.yaml');
    expect(broken.code).to.equal(3);
    expect(broken.err).to.match(/^broken\.yaml:3:1: error FILE_MEMBER_UNKNOWN/);
    expect(broken.err).to.include('Did you mean "nodes"?');
    const missing = await call({ cwd }, 'run', 'nowhere.yaml');
    expect(missing.code).to.equal(2);
    expect(missing.err).to.include('FILE_UNREADABLE');
  });

  it('stops when its time is over', async () => {
    const { code, err } = await call({ cwd }, 'run', 'wait.yaml', '--timeout', '50ms');
    expect(code).to.equal(1);
    expect(err).to.include('TIMEOUT');
  });

  it('stops with grace at the first Ctrl-C, and at once at the second', async () => {
    const terminal = new Terminal({ cwd });
    const ended = terminal.run('run', 'wait.yaml');
    while (terminal.listeners < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    terminal.signal('SIGINT');
    terminal.signal('SIGINT'); // what npm passes on at the same time
    expect(terminal.killed).to.deep.equal([]);
    terminal.now += 1000;
    terminal.signal('SIGINT');
    expect(terminal.killed).to.deep.equal([130]);
    expect(await ended).to.equal(130);
    expect(terminal.err).to.include('Stopping. Once more ends the process at once.');
    expect(terminal.err).to.include('■ one aborted');
    expect(terminal.listeners).to.equal(0);
  });

  it('ends as SIGTERM and a closed output ask it to', async () => {
    for (const [stop, code] of [
      [(terminal: Terminal) => terminal.signal('SIGTERM'), 143],
      [(terminal: Terminal) => terminal.close(), 141],
    ] as const) {
      const terminal = new Terminal({ cwd });
      const ended = terminal.run('run', 'wait.yaml', '--json');
      while (terminal.listeners < 2) await new Promise((resolve) => setTimeout(resolve, 5));
      stop(terminal);
      expect(await ended).to.equal(code);
    }
  });

  it('takes secrets from the environment and from a folder, and shows them nowhere', async () => {
    const secret = 'hunter2-hunter2';
    const folder = aProject({
      'secret.yaml': oneNode('tell-secret', '{}', 'told'),
      'secrets/KEY': `${secret}\n`,
    });
    const report = join(folder, 'run.html');
    for (const [env, args] of [
      [{ TENON_SECRET_KEY: secret }, []],
      [{ APP_KEY: secret }, ['--secrets-prefix', 'APP_']],
      [{}, ['--secrets-dir', 'secrets']],
    ] as const) {
      const all = ['run', 'secret.yaml', '--report', report, ...args];
      const { code, out, err } = await call({ cwd: folder, env }, ...all);
      expect(code, err).to.equal(0);
      expect(out).to.equal('told: key [secret KEY]\n');
      expect(err).to.include('warn the key is [secret KEY]');
      const json = await call({ cwd: folder, env }, 'run', 'secret.yaml', '--json', ...args);
      expect(out + err + json.out + json.err + readFileSync(report, 'utf8')).to.not.include(secret);
    }
    const missing = await call({ cwd: folder }, 'run', 'secret.yaml');
    expect(missing.code).to.equal(3);
    expect(missing.err).to.include('KEY');
    const nowhere = await call({ cwd: folder }, 'run', 'secret.yaml', '--secrets-dir', 'nowhere');
    expect([nowhere.code, nowhere.err]).to.deep.equal([
      2,
      'error USAGE_INVALID "--secrets-dir nowhere" names no folder.\n    Name a folder with a file for each secret.\n',
    ]);
  });

  it('writes the outputs to a file, in a folder that is not there yet', async () => {
    const folder = aProject();
    const args = ['run', 'greeting.yaml', '-s', 'name=Bo', '-o', 'out/all.json'];
    const { code, out } = await call({ cwd: folder }, ...args);
    expect([code, out]).to.deep.equal([0, '']);
    const written = readFileSync(join(folder, 'out/all.json'), 'utf8');
    expect(JSON.parse(written)).to.deep.equal({ text: 'Hello, Bo!' });
    const unwritable = await call({ cwd: folder }, ...args.slice(0, -1), 'greeting.yaml/x.json');
    expect(unwritable.code).to.equal(4);
    expect(unwritable.err).to.include('OUTPUT_UNWRITABLE');
  });

  it('writes data that JSON cannot hold as text that describes it', async () => {
    const { code, out } = await call({ cwd }, 'run', 'odd.yaml', '-q', '-o', '-');
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.be.a('string');
  });

  it('says nothing where it is to be quiet, but for what went wrong', async () => {
    const good = await call({ cwd }, 'run', 'greeting.yaml', '-q', '-s', 'name=Bo');
    expect([good.code, good.out, good.err]).to.deep.equal([0, '', '']);
    const bad = await call({ cwd }, 'run', 'fail.yaml', '-q');
    expect(bad.err).to.include('NODE_FAILED').and.to.not.include('✗ only');
  });

  it('shows log lines of every level where it is asked to', async () => {
    const args = ['run', 'greeting.yaml', '-s', 'name=Bo'];
    expect((await call({ cwd }, ...args)).err).to.not.include('greeting\n');
    expect((await call({ cwd }, ...args, '-v')).err).to.include('info greeting\n');
  });

  it('tells how a loop converged', async () => {
    const { out, err } = await call({ cwd }, 'run', 'halving.yaml');
    expect(out).to.equal('small: 1\n');
    expect(err).to.include('✓ shrink  converged after 6 iterations');
    expect(err).to.include('✓ loop "shrink" converged after 6 iterations (half.value 1, settling)');
    expect(err).to.not.include('✓ half ');
  });

  it('refuses options that contradict each other', async () => {
    const { code, err } = await call({ cwd }, 'run', 'a.yaml', '--json', '-o', '-');
    expect(code).to.equal(2);
    expect(err).to.include('both write to standard output');
    expect((await call({ cwd }, 'run', 'a.yaml', '--json', '-q')).code).to.equal(2);
    expect((await call({ cwd }, 'run', 'a.yaml', '--timeout', 'soon')).err).to.include('500ms');
    expect((await call({ cwd }, 'run', 'a.yaml', '--concurrency', '0')).err).to.include('from 1');
  });

  it('writes a report to look at', async () => {
    const folder = aProject();
    const args = ['run', 'halving.yaml', '-q', '--report', 'run.html'];
    expect((await call({ cwd: folder }, ...args)).code).to.equal(0);
    const page = readFileSync(join(folder, 'run.html'), 'utf8');
    expect(page)
      .to.match(/^<!doctype html>/i)
      .and.to.include('halving: completed');
  });

  it('makes control characters in ids and messages harmless', async () => {
    const esc = String.fromCharCode(27);
    const folder = aFolder({
      'tenon.config.js': `import { defineNode } from '@tenon/core';
export default { nodeTypes: [defineNode({ type: 'bad', run: () => { throw new Error('\\u001b[2J\\u202ebad'); } })] };`,
      'flow.yaml':
        'tenon: 1\nname: "a\\e[31m"\nnodes:\n  "x\\e]0;title\\a\\nsecond": { kind: bad }\n',
    });
    const { code, err, out } = await call({ cwd: folder }, 'run', 'flow.yaml');
    expect(code).to.equal(1);
    expect(err + out).to.not.include(esc);
    expect(err).to.include('✗ x␛]0;title␇␊second');
    expect(err).to.include('\\u202ebad');
  });
});
