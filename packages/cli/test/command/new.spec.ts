import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { aFolder, removeFolders } from '../support/folder.js';
import { call } from '../support/terminal.js';

describe('tenon new', () => {
  after(removeFolders);

  it('makes a project that is in order and runs at once', async () => {
    const cwd = aFolder();
    const { code, out } = await call({ cwd }, 'new', 'Hello World');
    expect(code).to.equal(0);
    expect(out).to.include('✓ Hello World/flow.yaml').and.to.include('  npm start\n');
    const app = join(cwd, 'Hello World');
    expect(existsSync(join(app, '.gitignore'))).to.equal(true);
    const manifest = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as object;
    expect(manifest).to.include({ name: 'hello-world' });
    for (const name of readdirSync(app)) expect(name).to.not.include('.tpl');
    const verified = await call({ cwd: app }, 'verify', 'flow.yaml');
    expect(verified.out).to.equal('✓ flow.yaml: in order\n');
    const run = await call({ cwd: app }, 'run', 'flow.yaml', '--set', 'name=Ferdinand');
    expect(run.out).to.equal('text: A very good day to you, Ferdinand!\n');
    expect((await call({ cwd: app }, 'schema')).out).to.include('"greet"');
  });

  it('makes the package of a plugin, named after its folder', async () => {
    const cwd = aFolder();
    const { code, out } = await call({ cwd }, 'new', 'plugin', 'tenon-plugin-slow-nodes');
    expect(code).to.equal(0);
    expect(out).to.include('npm test');
    const source = readFileSync(join(cwd, 'tenon-plugin-slow-nodes/src/plugin.ts'), 'utf8');
    expect(source).to.include("const NAME = 'slow-nodes';");
    expect(source).to.include('export function slowNodes({ limitMs = 1000 }: SlowNodesOptions');
    const loaded = await call(
      { cwd },
      ...['describe', '--plugin', './tenon-plugin-slow-nodes/src/plugin.ts#slowNodes'],
    );
    expect(loaded.out).to.match(/^\d+ +slow-nodes +0\.1\.0/m);
  });

  it('names the package as it is told', async () => {
    const cwd = aFolder();
    for (const [folder, args] of [
      ['app', ['app']],
      ['plug', ['plugin', 'plug']],
    ] as const) {
      const { code } = await call({ cwd }, 'new', ...args, '--name', `@acme/${folder}`);
      expect(code).to.equal(0);
      const manifest = JSON.parse(
        readFileSync(join(cwd, folder, 'package.json'), 'utf8'),
      ) as object;
      expect(manifest).to.include({ name: `@acme/${folder}` });
    }
  });

  it('writes nothing into a folder that holds files, or where none can be', async () => {
    const cwd = aFolder({ 'full/a.txt': '', 'full/b': '', 'full/c': '', 'full/d': '' });
    const full = await call({ cwd }, 'new', 'full');
    expect([full.code, full.err.includes('holds a.txt, b, c, … already')]).to.deep.equal([2, true]);
    expect(readdirSync(join(cwd, 'full'))).to.have.lengthOf(4);
    const file = await call({ cwd }, 'new', 'full/a.txt');
    expect([file.code, file.err.includes('is no folder')]).to.deep.equal([4, true]);
    const unnamed = await call({ cwd }, 'new', '§§§');
    expect([unnamed.code, unnamed.err.includes('No package can be named')]).to.deep.equal([
      2,
      true,
    ]);
    const below = await call({ cwd }, 'new', 'full/a.txt/below');
    expect(below.code).to.equal(4);
  });
});
