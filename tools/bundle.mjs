/**
 * What each package runs before it is packed: builds it, and writes its compiled files as one, `bundle/index.js`, which
 * `publishConfig` exports. To load a file costs some half a millisecond, and the core has more than 150; the workspace
 * itself keeps to single files, so that a test can reach each and a build replaces what has changed.
 *
 * What a package depends on stays outside, so that classes exist once. The code keeps its names and its lines; comments
 * stand in the declarations and in the sources, which are packed too, and to which the source map leads.
 */
import { readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { node, root } from './run.mjs';

const folder = process.cwd();
node('node_modules/typescript/bin/tsc', ['-b', relative(root, folder)]);

const { dependencies, peerDependencies } = JSON.parse(
  readFileSync(join(folder, 'package.json'), 'utf8'),
);
const outside = Object.keys({ ...dependencies, ...peerDependencies });

const bundle = await rolldown({
  input: join(folder, 'dist/index.js'),
  platform: 'node',
  tsconfig: false,
  external: (id) =>
    isBuiltin(id) || outside.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [{ name: 'compiled', load: (path) => compiled(path) }],
  onLog(_level, { message }) {
    throw new Error(message);
  },
});
rmSync(join(folder, 'bundle'), { recursive: true, force: true });
await bundle.write({
  file: join(folder, 'bundle/index.js'),
  comments: false,
  sourcemap: true,
  sourcemapExcludeSources: true,
  // Messages name classes, and traces functions, also where two files have one of a name.
  keepNames: true,
});

/** A compiled file with its map, so that the map of the bundle leads to the sources. */
function compiled(path) {
  return { code: readFileSync(path, 'utf8'), map: readFileSync(`${path}.map`, 'utf8') };
}
