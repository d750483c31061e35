import { join } from 'node:path';
import { expect } from 'chai';
import { aFolder, removeFolders } from '../support/folder.js';
import { GREETING } from '../support/project.js';
import { call } from '../support/terminal.js';

const PLUGIN = `export default { manifest: { name: 'own', version: '1.0.0' } };`;

/** The plugins of the runtime that a folder's configuration makes. */
async function pluginsIn(cwd: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { code, out, err } = await call({ cwd }, 'describe', '--json', ...args);
  expect(code, err).to.equal(0);
  const { plugins } = JSON.parse(out) as { plugins: { name: string }[] };
  return plugins.map(({ name }) => name);
}

describe('the configuration', () => {
  after(removeFolders);

  it('is code in TypeScript that imports other files', async () => {
    const cwd = aFolder({
      'tenon.config.ts': `import { defineConfig } from '@tenon/cli';
import { named } from './plugins.js';
export default defineConfig({ plugins: [named('typed' as string)] });`,
      'plugins.ts': `export const named = (name: string) => ({ manifest: { name, version: '1.0.0' } });`,
    });
    expect(await pluginsIn(cwd)).to.include('typed');
  });

  it('is JavaScript, JSON or YAML as well, which name plugins by package or path', async () => {
    for (const [file, text] of [
      ['tenon.config.js', `export default { plugins: ['./own.js'] };`],
      ['tenon.config.mjs', `export default { plugins: [{ use: './own.js' }] };`],
      ['tenon.config.json', '{"plugins": ["./own.js"]}'],
      ['tenon.config.yaml', 'plugins:\n  - ./own.js\n'],
      ['tenon.config.yml', 'plugins: [{ use: ./own.js }]'],
    ] as const) {
      expect(await pluginsIn(aFolder({ [file]: text, 'own.js': PLUGIN })), file).to.include('own');
    }
  });

  it('is found in the folders above, named by an option, or left out', async () => {
    const cwd = aFolder({
      'tenon.config.js': `export default { plugins: ['./own.js'] };`,
      'own.js': PLUGIN,
      'sub/empty.txt': '',
      'sub/other.json': '{}',
    });
    const sub = join(cwd, 'sub');
    expect(await pluginsIn(sub)).to.include('own');
    expect(await pluginsIn(sub, '--config', 'other.json')).to.not.include('own');
    expect(await pluginsIn(sub, '--no-config')).to.not.include('own');
  });

  it('sets the plugins that the command brings, leaves them out, or replaces them', async () => {
    const cwd = aFolder({
      'tenon.config.js': `export default {
  plugins: [{ manifest: { name: 'own-loops', version: '1.0.0', provides: ['cycles'] } }],
  settings: { conditional: false, validation: { mode: 'strict' }, standard: { kinds: false } },
};`,
    });
    const plugins = await pluginsIn(cwd);
    expect(plugins).to.include('validation').and.to.not.include('conditional');
    expect(plugins).to.include('own-loops').and.to.not.include('cycles');
    expect((await call({ cwd }, 'nodes')).out).to.equal('No node types are installed.\n');
  });

  it('says how runs go, binds services, and gives node types', async () => {
    const cwd = aFolder({
      'tenon.config.js': `import { Container } from 'inversify';
import { defineNode, IdSource, port } from '@tenon/core';
export default {
  container: new Container(),
  limits: {}, contentAware: false, hookTimeoutMs: 1000,
  run: { timeoutMs: 30000, concurrency: 1, tenant: 'acme' },
  configure: ({ bind }) => { bind(IdSource).toConstantValue({ next: () => 'the-id' }); },
  nodeTypes: [defineNode({
    type: 'greet', settings: { words: port().default('Hi') }, inputs: { name: port() }, outputs: { text: port() },
    run: ({ name }, { tenant }) => ({ text: name + '@' + tenant }),
  })],
};`,
      'greeting.yaml': GREETING,
    });
    const { code, out, err } = await call(
      { cwd },
      'run',
      'greeting.yaml',
      '-s',
      'name=Bo',
      '--json',
    );
    expect(code, out + err).to.equal(0);
    expect(out).to.include('"runId":"the-id"').and.to.include('Bo@acme');
  });

  it('is refused with everything that is wrong with it', async () => {
    const failureOf = async (text: string, file = 'tenon.config.js') => {
      const { code, err } = await call({ cwd: aFolder({ [file]: text }) }, 'describe');
      expect(code).to.equal(4);
      return err;
    };
    const all = await failureOf(
      'export default { plugin: [], settings: 3, secrets: { dir: "x" } };',
    );
    expect(all).to.include('there is no member "plugin"').and.to.include('Did you mean "plugins"?');
    expect(all).to.include('"settings" is 3').and.to.include('has no member "dir"');
    expect(await failureOf('export default 7;')).to.include('is 7');
    expect(await failureOf('{"plugins": {}}', 'tenon.config.json')).to.include('a list of plugins');
    expect(await failureOf('{"nodeTypes": 1, "run": {"x": 1}}', 'tenon.config.json'))
      .to.include('a list of node types')
      .and.to.include('has no member "x"');
    expect(await failureOf('{', 'tenon.config.json')).to.include('CONFIG_FILE_INVALID');
    expect(await failureOf('a: [', 'tenon.config.yaml')).to.include('cannot be loaded');
    expect(await failureOf('throw new Error("no luck");')).to.include('no luck');
    expect(await failureOf('const x: = 1;', 'tenon.config.ts')).to.include('CONFIG_FILE_INVALID');
    expect(await failureOf('export default { plugins: [7] };')).to.include('lists 7 among');
    expect(await failureOf('export default { settings: { cycels: {} } };')).to.include(
      'Did you mean "cycles"?',
    );
    expect(await failureOf('export default { settings: { cycles: { max: 1 } } };')).to.include(
      'OPTION_INVALID',
    );
    const missing = await call({ cwd: aFolder() }, 'describe', '--config', 'nowhere.ts');
    expect([missing.code, missing.err.includes('nowhere.ts')]).to.deep.equal([4, true]);
  });
});

describe('--plugin', () => {
  after(removeFolders);

  const plugin = (name: string) => `{ manifest: { name: '${name}', version: '1.0.0' } }`;

  it('loads a plugin by package or path: its default, its one plugin, or the function of its name', async () => {
    const cwd = aFolder({
      'plugins/default.js': `export default () => (${plugin('by-default')});`,
      'plugins/only.js': `export const VERSION = '1'; export const any = ${plugin('the-only')};`,
      'plugins/slow-nodes.ts': `export const other = () => 1; export const slowNodes = () => (${plugin('by-name')});`,
      'plugins/made.js': `export const make = async () => (${plugin('the-function')}); export class Service {}`,
      'plugins/two.js': `export const a = ${plugin('a')}; export const b = ${plugin('b')};`,
      'node_modules/tenon-plugin-x/package.json':
        '{"name": "tenon-plugin-x", "type": "module", "exports": {".": {"import": "./x.js"}}}',
      'node_modules/tenon-plugin-x/x.js': `export const x = () => (${plugin('packed')});`,
      'exported/package.json': '{"name": "e", "type": "module", "exports": "./built.js"}',
      'exported/built.js': `export default ${plugin('exported')};`,
      'main/package.json': '{"type": "module", "main": "built.js"}',
      'main/built.js': `export default ${plugin('by-main')};`,
      'index/index.js': `export default ${plugin('by-index')};`,
    });
    for (const [use, name] of [
      ['./plugins/default.js', 'by-default'],
      ['./plugins/only.js', 'the-only'],
      ['./plugins/slow-nodes.ts', 'by-name'],
      ['./plugins/made.js', 'the-function'],
      ['./plugins/two.js#b', 'b'],
      ['tenon-plugin-x', 'packed'],
      ['./exported', 'exported'],
      ['./main', 'by-main'],
      ['./index/', 'by-index'],
    ] as const) {
      expect(await pluginsIn(cwd, '--plugin', use), use).to.include(name);
    }
    const config = aFolder({
      'tenon.config.json': '{"plugins": [{"use": "./p.js", "options": {"name": "told"}}]}',
      'p.js': `export default ({ name }) => ({ manifest: { name, version: '1.0.0' } });`,
    });
    expect(await pluginsIn(config)).to.include('told');
  });

  it('says what was found where that is no plugin', async () => {
    const cwd = aFolder({
      'two.js': `export const a = ${plugin('a')}; export const b = ${plugin('b')}; export const n = 1;`,
      'none.js': 'export class Thing {} export const text = {};',
      'empty.js': '',
      'broken.js': 'throw new Error("no luck");',
      'fails.js': 'export default () => { throw new Error("no chance"); };',
      'number.js': 'export default () => 7;',
      'made.js': `export default ${plugin('made')};`,
      'unbuilt/package.json': '{"name": "unbuilt", "exports": "./dist/index.js"}',
      'tenon.json': '{"plugins": [{"use": "./made.js", "options": {}}]}',
    });
    const failureOf = async (use: string) => {
      const { code, err } = await call({ cwd }, 'describe', '--plugin', use);
      expect(code).to.equal(4);
      expect(err).to.include('PLUGIN_UNUSABLE');
      return err;
    };
    const two = await failureOf('./two.js');
    expect(two).to.include('It exports a (plugin), b (plugin), n (1).');
    expect(two).to.include('./two.js#a, ./two.js#b');
    expect(await failureOf('./two.js#bb')).to.include('exports no plugin "bb"');
    expect(await failureOf('./none.js')).to.include('Thing (class), text (object)');
    expect(await failureOf('./empty.js')).to.include('It exports nothing.');
    expect(await failureOf('./broken.js')).to.include('no luck');
    expect(await failureOf('./fails.js')).to.include('no chance');
    expect(await failureOf('./number.js')).to.include('made 7');
    expect(await failureOf('./nowhere.js')).to.include('Correct the path.');
    expect(await failureOf('./unbuilt')).to.include('Build the package');
    expect(await failureOf('tenon-plugin-nowhere')).to.include('npm install tenon-plugin-nowhere');
    const made = await call({ cwd }, 'describe', '--config', 'tenon.json');
    expect(made.err).to.include('a plugin that is made already');
  });

  it('tells of a plugin whose own package is broken by its own error', async () => {
    const cwd = aFolder({
      'strict.js': `import { RuntimeError } from '@tenon/core';
export default () => { throw new RuntimeError('OPTION_INVALID', 'An option is missing.'); };`,
    });
    const { code, err } = await call({ cwd }, 'describe', '--plugin', './strict.js');
    expect([code, err]).to.deep.equal([4, 'error OPTION_INVALID An option is missing.\n']);
  });
});
