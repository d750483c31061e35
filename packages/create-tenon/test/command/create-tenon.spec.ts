import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { VERSION } from 'create-tenon';
import { EXIT_MEANINGS } from '#create/command/exit-codes.js';
import { aFolder, filesIn, removeFolders } from '../support/folder.js';
import { call } from '../support/terminal.js';

const ENTER = '\r';
const DOWN = '\u001b[B';
const CTRL_C = '\u0003';

function nameIn(folder: string): unknown {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return (manifest as { name: unknown }).name;
}

describe('create-tenon', () => {
  after(removeFolders);

  it('makes an app where no kind is named and nobody can be asked', async () => {
    const cwd = aFolder();
    const { code, out, err } = await call({ cwd }, 'greetings');
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.include('✓ greetings/flow.yaml\n');
    expect(out).to.include('Next:\n  cd greetings\n  npm install\n');
    expect(filesIn(join(cwd, 'greetings'))).to.include('src/nodes.ts');
  });

  it('makes what it is told, under the name that it is told', async () => {
    const cwd = aFolder();
    const args = ['my plugin', '--kind', 'plugin', '--name', '@acme/tenon-plugin-watch'];
    const { code, out } = await call({ cwd, isTTY: true }, ...args);
    expect(code).to.equal(0);
    expect(out).to.include('  cd "my plugin"\n');
    expect(nameIn(join(cwd, 'my plugin'))).to.equal('@acme/tenon-plugin-watch');
  });

  it('asks nothing with --yes, and nothing in a build', async () => {
    const cwd = aFolder();
    expect((await call({ cwd, isTTY: true }, 'one', '--yes')).code).to.equal(0);
    expect((await call({ cwd, isTTY: true, env: { CI: 'true' } }, 'two')).code).to.equal(0);
    const nowhere = await call({ cwd, isTTY: true }, '-y');
    expect(nowhere.code).to.equal(2);
    expect(nowhere.err).to.include('error PROJECT_FOLDER_MISSING No folder is named');
    expect(nowhere.err).to.include('create-tenon FOLDER');
  });

  it('asks in a terminal for what it is not told', async () => {
    const cwd = aFolder();
    const all = await call({ cwd, isTTY: true, typed: [DOWN, ENTER, 'watch', ENTER] });
    expect(all.code).to.equal(0);
    expect(all.out).to.include('What is it to be?').and.to.include('In which folder?');
    expect(filesIn(join(cwd, 'watch'))).to.include('src/plugin.ts');

    const kind = await call({ cwd, isTTY: true, typed: [ENTER] }, 'told');
    expect(kind.code).to.equal(0);
    expect(kind.out).to.not.include('In which folder?');
    expect(filesIn(join(cwd, 'told'))).to.include('flow.yaml');

    const folder = await call({ cwd, isTTY: true, typed: [ENTER] }, '--kind', 'plugin');
    expect(folder.code).to.equal(0);
    expect(nameIn(join(cwd, 'tenon-plugin-mine'))).to.equal('tenon-plugin-mine');
  });

  it('writes nothing where a question is left', async () => {
    const cwd = aFolder();
    for (const typed of [[CTRL_C], [ENTER, CTRL_C]]) {
      const { code, err } = await call({ cwd, isTTY: true, typed });
      expect([code, err]).to.deep.equal([130, 'Nothing was written.\n']);
    }
    expect(filesIn(cwd)).to.deep.equal([]);
  });

  it('refuses names that are none, and folders that hold files', async () => {
    const cwd = aFolder({ 'full/a.txt': '' });
    const name = await call({ cwd }, 'x', '--name', '../x');
    expect([name.code, name.err.split('\n')[0]]).to.deep.equal([
      2,
      'error PROJECT_NAME_INVALID No package can be called "../x": name cannot start with a period; name can only contain URL-friendly characters.',
    ]);
    const full = await call({ cwd }, 'full');
    expect([full.code, full.err.includes('FOLDER_NOT_EMPTY')]).to.deep.equal([2, true]);
    const file = await call({ cwd }, 'full/a.txt', '-n', 'a');
    expect([file.code, file.err.includes('FOLDER_UNWRITABLE')]).to.deep.equal([4, true]);
    expect(filesIn(cwd)).to.deep.equal(['full/a.txt']);
  });

  it('refuses arguments that make no sense', async () => {
    const cwd = aFolder();
    for (const args of [
      ['x', '--kind', 'plug'],
      ['x', '--nam', 'y'],
      ['x', 'y'],
      ['x', '--kind'],
    ]) {
      const { code, err } = await call({ cwd }, ...args);
      expect(code, args.join(' ')).to.equal(2);
      expect(err).to.include('error: ').and.to.include('(see create-tenon --help)');
    }
    expect(filesIn(cwd)).to.deep.equal([]);
  });

  it('explains itself, with every exit code', async () => {
    const cwd = aFolder();
    const { code, out } = await call({ cwd }, '--help');
    expect(code).to.equal(0);
    for (const [exitCode, text] of EXIT_MEANINGS) expect(out).to.include(`${exitCode}  ${text}`);
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    for (const [exitCode, text] of EXIT_MEANINGS) {
      expect(readme.replace(/ +/g, ' ')).to.include(`| \`${exitCode}\` | ${text} |`);
    }
    expect((await call({ cwd }, '--version')).out).to.equal(`${VERSION}\n`);
  });

  it('is coloured in a terminal that wants it', async () => {
    const cwd = aFolder();
    const green = '\u001b[32m✓';
    const plain = await call({ cwd, hasColors: true }, 'a');
    expect(plain.out).to.not.include(green);
    expect((await call({ cwd, isTTY: true, hasColors: true }, 'b', '-y')).out).to.include(green);
  });

  it('tells a fault of its own as one', async () => {
    const cwd = aFolder();
    mkdirSync(join(cwd, 'x'));
    const { code, err } = await call({ cwd: undefined as never }, 'x');
    expect(code).to.equal(70);
    expect(err).to.include('error INTERNAL').and.to.include('please report it');
  });
});
