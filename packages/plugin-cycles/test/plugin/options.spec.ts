import { RuntimeError } from '@tenon/core';
import { type CyclesOptions, cycles } from '@tenon/plugin-cycles';
import { expect } from 'chai';

describe('the options of cycles()', () => {
  it('may be left out, and are a plain object with what there is', () => {
    expect(cycles().manifest).to.deep.include({ name: 'cycles', stage: 700 });
    expect(cycles({ maxIterations: 1, progressMs: 0 }).manifest.provides).to.deep.equal(['cycles']);
    expect(Object.isFrozen(cycles())).to.equal(true);
  });

  const wrong: readonly (readonly [unknown, string])[] = [
    [{ maxIterations: 0 }, '"maxIterations" is 0'],
    [{ maxIterations: 1.5 }, '"maxIterations" is 1.5'],
    [{ maxIterations: 2 ** 31 }, '"maxIterations" is 2147483648'],
    [{ maxIterations: '5' }, '"maxIterations" is "5"'],
    [{ progressMs: -1 }, '"progressMs" is -1'],
    [{ progressMs: Number.NaN }, '"progressMs" is NaN'],
    [{ maxIteration: 5 }, 'there is no option "maxIteration"'],
    ['fast', 'they are "fast"'],
  ];
  for (const [given, text] of wrong) {
    it(`are refused: ${text}`, () => {
      let thrown: unknown;
      try {
        cycles(given as CyclesOptions);
      } catch (error) {
        thrown = error;
      }
      expect(RuntimeError.is(thrown, 'OPTION_INVALID')).to.equal(true);
      expect((thrown as Error).message)
        .to.include('cycles()')
        .and.include(text);
    });
  }
});
