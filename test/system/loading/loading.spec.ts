import { expect } from 'chai';
import { hasParts, PARTS } from '../support/parts.js';
import { runProgram } from '../support/run-program.js';

/** What a process has to load before it can make a runtime, whatever that is going to do. */
const NEEDED = ['fastest-levenshtein', 'inversify', 'reflect-metadata', 'tapable'];

interface Loaded {
  readonly nodeModules: readonly string[];
  readonly afterImport: readonly string[];
  readonly afterRun: readonly string[];
  readonly afterUse: readonly string[];
}

const others = (names: readonly string[]) =>
  names.filter((name) => !name.startsWith('@inversifyjs/'));

describe('a process that imports the core and all plugins', () => {
  let loaded: Loaded;

  before(() => {
    const names = PARTS.map(({ packageName }) => packageName);
    const { status, output } = runProgram('test/system/.build/test/loading/program.js', names);
    expect(status, output).to.equal(0);
    loaded = JSON.parse(output) as Loaded;
  });

  it('has loaded nothing that it may never need', () => {
    expect(others(loaded.afterImport)).to.deep.equal(NEEDED);
  });

  it('has not loaded what Node takes long over', () => {
    expect(loaded.nodeModules).not.to.include('crypto').and.not.to.include('v8');
  });

  it('loads nothing more for a run without conditions, schemas and options', () => {
    expect(others(loaded.afterRun)).to.deep.equal(NEEDED);
  });

  it('loads what conditions and options need when they are used', () => {
    const used = [
      ...(hasParts('conditional') ? ['@marcbachmann/cel-js'] : []),
      ...(hasParts('validation') ? ['class-validator'] : []),
    ];
    expect(loaded.afterUse).to.include.members(used);
  });
});
