/** What somebody does who has just got the packages: a project, a mistake, a run with a report, a plugin. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALL, run } from './process.mjs';

/** `tarballs`: the paths of the packed packages. Throws where something is not as it should be. */
export function tryAsNewUser(folder, tarballs) {
  const home = join(folder, 'new-user');
  mkdirSync(join(home, 'tool'), { recursive: true });
  const tool = join(home, 'tool');
  run(tool, 'npm', [...INSTALL, '--prefix', tool, ...tarballs]);
  const tenon = join(tool, 'node_modules/.bin/tenon');

  run(home, tenon, ['new', 'app']);
  const app = join(home, 'app');
  run(app, 'npm', [...INSTALL, ...tarballs]);
  run(app, 'npm', ['run', '--silent', 'schema']);
  assert.match(read(app, 'tenon.schema.json'), /"greet"/);
  assert.match(run(app, 'npm', ['start', '--silent']), /Hello, World!/);
  run(app, 'npm', ['test']);

  const flow = read(app, 'flow.yaml');
  writeFileSync(join(app, 'flow.yaml'), flow.replace('kind: greet', 'kind: gret'));
  const wrong = run(app, 'npx', ['tenon', 'verify', 'flow.yaml'], 3);
  assert.match(wrong, /^flow\.yaml:\d+:\d+: error UNKNOWN_KIND [^]*Did you mean "greet"\?/);
  writeFileSync(join(app, 'flow.yaml'), flow);
  const args = ['run', 'flow.yaml', '--set', 'name=Ferdinand', '--report', 'run.html'];
  assert.match(run(app, 'npx', ['tenon', ...args]), /A very good day to you, Ferdinand!/);
  assert.match(read(app, 'run.html'), /<svg/);

  run(home, tenon, ['new', 'plugin', 'tenon-plugin-watch']);
  const plugin = join(home, 'tenon-plugin-watch');
  run(plugin, 'npm', [...INSTALL, ...tarballs.filter((path) => /-(?:core|testing)-/.test(path))]);
  assert.match(run(plugin, 'npm', ['test']), /[1-9]\d* passing/);
  run(app, 'npm', [...INSTALL, '../tenon-plugin-watch']);
  const described = run(app, 'npx', ['tenon', 'describe', '--plugin', 'tenon-plugin-watch']);
  assert.match(described, /^\d+ +watch /m);
}

function read(folder, name) {
  return readFileSync(join(folder, name), 'utf8');
}
