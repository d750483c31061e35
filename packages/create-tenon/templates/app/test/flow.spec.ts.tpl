import { execFileSync } from 'node:child_process';
import { expect } from 'chai';

/** What the workflow answers for these arguments of `tenon run`. */
function run(...args: readonly string[]): unknown {
  const shell = process.platform === 'win32';
  const all = ['tenon', 'run', 'flow.yaml', '--quiet', '--output', '-', ...args];
  return JSON.parse(execFileSync('npx', all, { encoding: 'utf8', shell }));
}

describe('flow.yaml', () => {
  it('greets the world where nobody is named', () => {
    expect(run()).to.deep.equal({ text: 'Hello, World!' });
  });

  it('greets at length where the name is long', () => {
    expect(run('--set', 'name=Ferdinand')).to.deep.equal({
      text: 'A very good day to you, Ferdinand!',
    });
  });
});
