import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { aFolder, filesIn, removeFolders } from '../support/folder.js';

const MAIN = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));

function start(cwd: string, ...args: readonly string[]) {
  return spawnSync(process.execPath, [MAIN, ...args], { cwd, encoding: 'utf8', input: '' });
}

describe('the process of create-tenon', () => {
  after(removeFolders);

  it('makes a project in the working folder, and ends by itself', () => {
    const cwd = aFolder();
    const { status, stdout, stderr } = start(cwd, 'greetings');
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(stdout).to.include('npm install');
    expect(filesIn(join(cwd, 'greetings'))).to.include('flow.yaml');
  });

  it('ends with the code of what went wrong', () => {
    const { status, stdout, stderr } = start(aFolder());
    expect([status, stdout]).to.deep.equal([2, '']);
    expect(stderr).to.include('PROJECT_FOLDER_MISSING');
  });
});
