import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const command = fileURLToPath(
  new URL('dist/main.js', import.meta.resolve('@tenon/cli/package.json')),
);

describe('the command', () => {
  it('takes the plugin by the name of its package', () => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [command, 'describe', '--plugin', '@tenon/plugin-observability'],
      { encoding: 'utf8', cwd: fileURLToPath(new URL('../..', import.meta.url)) },
    );
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(stdout).to.match(/^1 +observability/m);
  });
});
