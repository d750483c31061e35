/** What somebody does who begins with `npm create tenon` in an empty folder: an app and a plugin, built, tested and linted. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALL, run } from './process.mjs';

/** `tarballs`: the paths of the packed packages, by name. Throws where something is not as it should be. */
export function tryNewProjects(folder, tarballs) {
  const home = join(folder, 'new-projects');
  mkdirSync(home);
  create(home, tarballs, ['greetings', '--kind', 'app']);
  const app = join(home, 'greetings');
  run(app, 'npm', [...INSTALL, ...tarballs.values()]);

  check(app);
  assert.match(run(app, 'npm', ['start', '--silent']), /Hello, World!/);

  create(home, tarballs, ['watch', '--kind', 'plugin', '--name', '@acme/tenon-plugin-watch']);
  const plugin = join(home, 'watch');
  const needed = ['@tenon/core', '@tenon/testing'].map((name) => tarballs.get(name));
  run(plugin, 'npm', [...INSTALL, ...needed]);
  check(plugin);

  create(home, tarballs, ['greetings'], 2);
  create(home, tarballs, ['elsewhere', '--name', '../x'], 2);
}

/** What `npm create tenon` does: npm gets the package with what it depends on, and runs its command. */
function create(home, tarballs, args, expected = 0) {
  const packages = ['create-tenon', '@tenon/core'].map((name) => `--package=${tarballs.get(name)}`);
  run(home, 'npm', ['exec', '--yes', ...packages, '--', 'create-tenon', ...args], expected);
}

function check(project) {
  run(project, 'npm', ['run', 'build']);
  assert.match(run(project, 'npm', ['test']), /[1-9]\d* passing/);
  run(project, 'npm', ['run', 'lint']);
}
