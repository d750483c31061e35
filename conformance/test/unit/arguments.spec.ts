import { expect } from 'chai';
import { readArguments, UsageError } from '#conformance/arguments.js';

describe('readArguments', () => {
  it('runs everything as it stands where nothing is said', () => {
    expect(readArguments([])).to.deep.equal({
      cases: undefined,
      groups: [],
      isolation: undefined,
      isRenamed: false,
      random: undefined,
      permutedBy: undefined,
      shuffledBy: undefined,
      isHelp: false,
    });
  });

  it('reads every option, and several groups', () => {
    const line =
      '--cases d --group a --group=b --isolation freeze --renamed --permuted 12 --shuffled 3 --help';
    expect(readArguments(line.split(' '))).to.deep.equal({
      cases: 'd',
      groups: ['a', 'b'],
      isolation: 'freeze',
      isRenamed: true,
      random: undefined,
      permutedBy: 12,
      shuffledBy: 3,
      isHelp: true,
    });
  });

  it('reads how many random cases to draw, and which', () => {
    expect(readArguments(['--random', '10']).random).to.deep.equal({ count: 10, seed: 1 });
    const line = '--random 10 --seed 7 --features loops,paths';
    expect(readArguments(line.split(' ')).random).to.deep.equal({
      count: 10,
      seed: 7,
      features: ['loops', 'paths'],
    });
  });

  it('takes cases from a folder or from a seed, not from both', () => {
    for (const line of [
      '--random 1 --cases d',
      '--random 1 --group a',
      '--seed 1',
      '--features paths',
    ]) {
      expect(() => readArguments(line.split(' ')), line).to.throw(UsageError, '--random');
    }
    const line = '--random 1 --features nonsense';
    expect(() => readArguments(line.split(' '))).to.throw(UsageError, 'paths, failures');
  });

  it('refuses what it does not know', () => {
    for (const line of [
      '--groups a',
      'a',
      '--cases',
      '--isolation x',
      '--permuted x',
      '--permuted 1.5',
      '--shuffled x',
      '--random -1',
      '--random 1 --seed x',
    ]) {
      expect(() => readArguments(line.split(' '))).to.throw(UsageError);
    }
  });
});
