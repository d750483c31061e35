import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRuntime } from '@tenon/core';
import { expect } from 'chai';
import { removeFolders } from '../support/folder.js';
import { aProject } from '../support/project.js';
import { call } from '../support/terminal.js';

describe('the commands that run nothing', () => {
  let cwd: string;
  before(() => {
    cwd = aProject({ 'bad.yaml': '[]' });
  });
  after(removeFolders);

  it('describe: the order of the plugins, as the core prints it, or as data', async () => {
    const { code, out } = await call({ cwd }, 'describe');
    expect(code).to.equal(0);
    expect(out).to.match(/^# +plugin +version +why there\n/);
    for (const name of ['parameters', 'validation', 'cycles', 'conditional', 'nodes-standard']) {
      expect(out).to.match(new RegExp(`^\\d+ +${name} `, 'm'));
    }
    const { plugins } = JSON.parse((await call({ cwd }, 'describe', '--json')).out) as {
      readonly plugins: readonly { readonly name: string }[];
    };
    const own = createRuntime()
      .describe()
      .plugins.map(({ name }) => name);
    expect(plugins.map(({ name }) => name)).to.include.members(own);
  });

  it('nodes: the kinds there are, those of the project as well', async () => {
    const { out } = await call({ cwd }, 'nodes');
    expect(out)
      .to.match(/^greet$/m)
      .and.to.match(/^read-csv +Reads a CSV file/m);
    const json = JSON.parse((await call({ cwd }, 'nodes', '--json')).out) as { kind: string }[];
    expect(json.map(({ kind }) => kind)).to.include.members(['greet', 'switch-on']);
  });

  it('nodes KIND: its ports and configuration', async () => {
    const greet = await call({ cwd }, 'nodes', 'greet');
    expect(greet.out).to.include('inputs\n  name  string  required  whom to greet');
    expect(greet.out).to.include('settings\n  words  string  default "Hello"\n');
    expect(greet.out).to.match(/outputs\n {2}text {2}string\n$/);
    expect((await call({ cwd }, 'nodes', 'tell-secret')).out).to.include('secrets\n  KEY');
    const branch = await call({ cwd }, 'nodes', 'switch-on');
    expect(branch.out).to.match(/^ {2}cases +object \| array +required/m);
    expect(branch.out).to.include('Its ports depend on its configuration.');
    const wrong = await call({ cwd }, 'nodes', 'gret');
    expect([wrong.code, wrong.err]).to.deep.equal([
      2,
      'error USAGE_INVALID There is no node type "gret".\n    Did you mean "greet"?\n',
    ]);
    const json = await call({ cwd }, 'nodes', 'greet', '--json');
    expect(JSON.parse(json.out)).to.include({ kind: 'greet' });
  });

  it('graph: Mermaid, DOT or SVG, by the option or the name of the file', async () => {
    expect((await call({ cwd }, 'graph', 'greeting.yaml')).out).to.match(/^flowchart TB\n/);
    const dot = await call({ cwd }, 'graph', 'halving.yaml', '-f', 'dot', '--direction', 'right');
    expect(dot.out)
      .to.match(/^digraph /)
      .and.to.include('LR');
    const svg = await call({ cwd }, 'graph', 'greeting.yaml', '-o', 'flow.svg', '--depth', '1');
    expect([svg.code, svg.out]).to.deep.equal([0, '']);
    expect(readFileSync(join(cwd, 'flow.svg'), 'utf8')).to.include('<svg');
    const png = await call({ cwd }, 'graph', 'greeting.yaml', '-o', 'flow.png');
    expect([png.code, png.err]).to.deep.equal([
      2,
      'error USAGE_INVALID "--output flow.png" names no format of a picture.\n' +
        '    Write --format as well, or a name that ends in one of ".mmd", ".mermaid", ".dot", ".gv" and ".svg".\n',
    ]);
    expect(existsSync(join(cwd, 'flow.png'))).to.equal(false);
    const told = await call({ cwd }, 'graph', 'greeting.yaml', '-o', 'flow.txt', '-f', 'dot');
    expect(told.code).to.equal(0);
    expect((await call({ cwd }, 'graph', 'bad.yaml')).code).to.equal(3);
    expect((await call({ cwd }, 'graph', 'nowhere.yaml')).code).to.equal(2);
    expect((await call({ cwd }, 'graph', 'a.yaml', '-f', 'png')).err).to.include(
      'mermaid, dot, svg',
    );
  });

  it('schema: the JSON Schema of files, with the kinds that are installed', async () => {
    const { code } = await call({ cwd }, 'schema', '-o', 'out/tenon.schema.json');
    expect(code).to.equal(0);
    expect(existsSync(join(cwd, 'out/tenon.schema.json'))).to.equal(true);
    const schema = (await call({ cwd }, 'schema')).out;
    expect(JSON.parse(schema)).to.include({ title: 'Tenon workflow' });
    expect(schema).to.include('"greet"').and.to.include('"read-csv"');
  });
});
