import { expect } from 'chai';
import { removeFolders } from '../support/folder.js';
import { aProject, oneNode } from '../support/project.js';
import { call } from '../support/terminal.js';

describe('tenon plan', () => {
  let cwd: string;
  before(() => {
    cwd = aProject({
      'fail.yaml': oneNode('fail'),
      'secret.yaml': oneNode('tell-secret'),
      'bad.yaml': 'tenon: 2\n',
      'outer.yaml': `tenon: 1
name: outer
nodes:
  inner: { file: halving.yaml }
`,
    });
  });
  after(removeFolders);

  const plan = (...args: readonly string[]) => call({ cwd }, 'plan', ...args);

  it('tells what runs, what may and on what that depends, and calls no node', async () => {
    const { code, out } = await plan('greeting.yaml', '-s', 'name=Ada');
    expect(code).to.equal(0);
    expect(out).to.include('  ✓ runs  size\n');
    expect(out).to.include('  ? may   hello: where "size" takes "short", no case matches\n');
    expect(out).to.include('✓ greeting is ready to run');
    expect((await plan('fail.yaml')).code).to.equal(0);
  });

  it('takes what a stub says for what a node answers', async () => {
    const { code, out } = await plan('greeting.yaml', '-s', 'name=Ada', '--stub', 'size:short');
    expect(code).to.equal(0);
    expect(out).to.include('✓ runs  hello\n').and.to.include('– never formal\n');
    const full = [
      '--stub',
      'size:long',
      '--stub',
      'size.long="x"',
      '--stub',
      'hello={"text": "a"}',
    ];
    expect((await plan('greeting.yaml', '-s', 'name=Ada', ...full)).out).to.include(
      '✓ runs  formal',
    );
  });

  it('tells of loops, and of nodes inside sub-workflows', async () => {
    const { out } = await plan('outer.yaml');
    expect(out).to.match(/✓ runs {2}inner\n {4}✓ runs {2}half\n/);
    expect((await plan('halving.yaml')).out).to.include(
      '↻ loop "shrink": half, 1000 times at most',
    );
  });

  it('tells what is missing: parameters, secrets', async () => {
    const parameters = await plan('greeting.yaml');
    expect(parameters.code).to.equal(3);
    expect(parameters.out).to.include('greeting.yaml:4:3: error INPUT_REQUIRED');
    expect(parameters.out).to.include('✗ greeting would be refused');
    const secret = await plan('secret.yaml');
    expect(secret.code).to.equal(3);
    expect(secret.out).to.match(/secret\.yaml:4:3: error SECRET_MISSING.*KEY/);
    expect(secret.out).to.include('looks for the environment variable "TENON_SECRET_KEY"');
    const both = await plan('secret.yaml', '--secrets-dir', '.', '--secrets-prefix', 'A_');
    expect(both.out).to.match(
      /looks for the file "KEY" of the directory ".*", and then for the environment variable "A_KEY"/,
    );
  });

  it('answers data where it is asked to', async () => {
    const { out } = await plan('greeting.yaml', '--json');
    const told = JSON.parse(out) as { isReady: boolean; nodes: unknown[]; issues: unknown[] };
    expect(told.isReady).to.equal(false);
    expect(told.nodes).to.have.lengthOf(4);
    expect(told.issues).to.have.lengthOf(1);
  });

  it('refuses stubs that say nothing, and files that are none', async () => {
    const stub = async (text: string) => (await plan('greeting.yaml', '--stub', text)).err;
    expect(await stub('sise:long')).to.include('Did you mean "size"?');
    expect(await stub('hello=7')).to.include('gives 7');
    const misrouted = await plan('greeting.yaml', '--stub', 'size:lng');
    expect([misrouted.code, misrouted.err]).to.deep.equal([
      2,
      'error USAGE_INVALID The stub for "size" takes a port "lng" that the node does not route through.\n    Did you mean "long"?\n',
    ]);
    expect(await stub('hello')).to.include('names no node');
    expect((await plan('bad.yaml')).code).to.equal(3);
    expect((await plan('nowhere.yaml')).code).to.equal(2);
  });
});
