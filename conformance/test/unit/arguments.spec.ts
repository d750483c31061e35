import { expect } from 'chai';
import { readArguments, UsageError } from '#conformance/arguments.js';

describe('readArguments', () => {
  it('runs everything as it stands where nothing is said', () => {
    expect(readArguments([])).to.deep.equal({
      cases: undefined,
      groups: [],
      isolation: undefined,
      isRenamed: false,
      seed: undefined,
      isHelp: false,
    });
  });

  it('reads every option, and several groups', () => {
    const line = '--cases d --group a --group=b --isolation freeze --renamed --permuted 12 --help';
    expect(readArguments(line.split(' '))).to.deep.equal({
      cases: 'd',
      groups: ['a', 'b'],
      isolation: 'freeze',
      isRenamed: true,
      seed: 12,
      isHelp: true,
    });
  });

  it('refuses what it does not know', () => {
    for (const line of [
      '--groups a',
      'a',
      '--cases',
      '--isolation x',
      '--permuted x',
      '--permuted 1.5',
    ]) {
      expect(() => readArguments(line.split(' '))).to.throw(UsageError);
    }
  });
});
