import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runProgram } from './support/run-program.js';

describe('the generated pages', function () {
  this.timeout(20_000);

  it('are what the sources say', () => {
    expect(runProgram('tools/docs.mjs', ['--check'])).to.deep.equal({ status: 0, output: '' });
  });

  it('are reported where they are out of date, with the command that writes them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenon-docs-'));
    try {
      const { status, output } = runProgram('tools/docs.mjs', ['--check', folder]);
      expect(status).to.equal(1);
      expect(output).to.match(/errors\.md is out of date\. Run "npm run docs"\./);
      expect(output).to.match(/hooks\.md is out of date/);
      expect(readdirSync(folder)).to.deep.equal([]);

      expect(runProgram('tools/docs.mjs', [folder]).status).to.equal(0);
      expect(runProgram('tools/docs.mjs', ['--check', folder]).status).to.equal(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
