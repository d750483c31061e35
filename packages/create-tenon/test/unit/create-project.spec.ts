import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RuntimeError } from '@tenon/core';
import { expect } from 'chai';
import { createProject, KINDS, type Kind } from 'create-tenon';
import { namesOf } from '#create/project/names.js';
import { VERSIONS } from '#create/project/versions.js';
import { aFolder, filesIn, removeFolders } from '../support/folder.js';

const ROOT = new URL('../../../../../', import.meta.url);

async function refusal(kind: Kind, folder: string, name?: string): Promise<RuntimeError> {
  try {
    await createProject({ kind, folder, name });
  } catch (error) {
    if (RuntimeError.is(error)) return error;
    throw error;
  }
  throw new Error(`"${folder}" was made.`);
}

describe('createProject', () => {
  after(removeFolders);

  it('answers the files that it has made, and how to go on', async () => {
    for (const kind of KINDS) {
      const folder = join(aFolder(), 'deep', 'within', 'watch');
      const project = await createProject({ kind, folder });
      expect(project.files).to.deep.equal(filesIn(folder));
      expect(project.files).to.include.members([
        ...['.gitignore', '.mocharc.json', '.oxlintrc.json', 'README.md', 'package.json'],
        'tsconfig.json',
      ]);
      expect(project).to.deep.include({ kind, name: 'watch' });
      expect(project.next[0]).to.equal('npm install');
    }
  });

  it('fills in every name of a template', async () => {
    for (const kind of KINDS) {
      const folder = aFolder();
      await createProject({ kind, folder, name: '@acme/watch' });
      for (const path of filesIn(folder)) {
        expect(path).to.not.match(/\.tpl|(?:^|\/)_/);
        expect(readFileSync(join(folder, path), 'utf8'), path).to.not.match(/\{\{|\}\}[^)]/);
      }
      const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      expect(manifest).to.have.property('name', '@acme/watch');
      expect(manifest).to.have.property('scripts').that.includes.keys('build', 'test', 'lint');
    }
  });

  it('gives no function a name that its module has already', async () => {
    const folder = aFolder();
    await createProject({ kind: 'plugin', folder, name: 'watch' });
    for (const path of ['src/plugin.ts', 'test/plugin.spec.ts']) {
      const text = readFileSync(join(folder, path), 'utf8');
      for (const [, list = ''] of text.matchAll(/^import \{ (.*?) \} from/gm)) {
        for (const name of list.split(', ').filter((one) => /^[a-z]/.test(one))) {
          if (name.startsWith('type ') || name === 'watch') continue;
          const spelt = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
          expect(namesOf(spelt).factory).to.not.equal(name);
        }
      }
    }
  });

  it('takes a folder that is empty, or a repository without files', async () => {
    const folder = aFolder({ '.git/HEAD': 'ref: refs/heads/main' });
    expect((await createProject({ kind: 'app', folder, name: 'app' })).files).to.not.be.empty;
  });

  it('writes nothing into a folder that holds files', async () => {
    const folder = aFolder({ 'a.txt': '', 'b\u001b[31m': '' });
    const error = await refusal('app', folder, 'app');
    expect(error.code).to.equal('FOLDER_NOT_EMPTY');
    expect(error.message).to.equal(`"${folder}" holds a.txt, b\\u001b[31m already.`);
    for (const name of ['c', 'd']) writeFileSync(join(folder, name), '');
    expect((await refusal('app', folder, 'app')).message).to.include(', c, … already.');
    expect(filesIn(folder)).to.have.lengthOf(4);
  });

  it('writes nothing under a name that is none', async () => {
    const home = aFolder();
    const error = await refusal('plugin', join(home, 'fine'), '../x');
    expect(error.code).to.equal('PROJECT_NAME_INVALID');
    expect(filesIn(home)).to.deep.equal([]);
  });

  it('says where no folder can be', async () => {
    const home = aFolder({ file: '' });
    const file = await refusal('app', join(home, 'file'));
    expect([file.code, file.message]).to.deep.equal([
      'FOLDER_UNWRITABLE',
      `"${join(home, 'file')}" is no folder.`,
    ]);
    for (const name of ['nul\0x', 'red\u001b[31m', 'turned\u202e']) {
      const { code, message } = await refusal('app', join(home, name));
      expect(code).to.equal('FOLDER_UNWRITABLE');
      expect(message).to.match(/\\u[0-9a-f]{4}/);
    }
    const taken = await refusal('app', join(home, 'x'.repeat(300)), 'app');
    expect(taken.code).to.equal('FOLDER_UNWRITABLE');
    expect(taken.hint).to.equal('Name another folder.');
  });

  it('says which file cannot be written', async () => {
    const home = aFolder();
    const nowhere = join(home, 'link');
    symlinkSync(join(home, 'gone', 'away'), nowhere, 'junction');
    const error = await refusal('app', nowhere);
    expect(error.code).to.equal('FOLDER_UNWRITABLE');
    expect(error.message).to.include(`"${join(nowhere, '.gitignore')}" cannot be written: `);
  });

  it('asks for the versions that this repository is built with', () => {
    const catalog = readFileSync(new URL('pnpm-workspace.yaml', ROOT), 'utf8');
    for (const [name, version] of Object.entries(VERSIONS)) {
      if (name.startsWith('@tenon/')) {
        const path = `packages/${name.slice('@tenon/'.length)}/package.json`;
        const manifest: unknown = JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));
        expect(manifest).to.include({ version: version.slice(1) });
        continue;
      }
      const stated = new RegExp(`^ {2}"?${name}"?: (.+)$`, 'm').exec(catalog)?.[1];
      expect(version.slice(1), name).to.equal(stated);
    }
  });
});
