import { formatDescription } from '@tenon/core';
import { conditional } from '@tenon/plugin-conditional';
import { expect } from 'chai';
import { withBranches } from '../support/runtime.js';

describe('the options of conditional()', () => {
  it('are checked, and every one that is wrong is named', () => {
    expect(() => conditional({ mode: 'skip', kinds: 'no', mood: 1 } as never))
      .to.throw(
        'The options of conditional() are wrong: ' +
          '"mode" is "skip" and must be one of the following values: route-data, skip-branches; ' +
          '"kinds" is "no" and must be a boolean value; ' +
          'there is no option "mood".',
      )
      .with.property('code', 'OPTION_INVALID');
  });

  it('may all be given', () => {
    for (const mode of ['route-data', 'skip-branches'] as const) {
      expect(() => conditional({ mode, kinds: false })).not.to.throw();
    }
    expect(conditional({})).to.be.frozen;
  });
});

describe('the plugin', () => {
  it('stands at its stage, and says what it taps', () => {
    const { plugins, hooks } = withBranches().runtime.describe();
    const own = plugins.find(({ name }) => name === 'conditional');
    expect(own?.why).to.equal('stage 800 (conditional)');
    const taps = hooks.filter(({ taps: all }) =>
      all.some(({ plugin }) => plugin === 'conditional'),
    );
    expect(taps.map(({ name }) => name)).to.deep.equal(['verify', 'plan', 'node', 'settled']);
    expect(formatDescription(withBranches().runtime.describe())).to.include(
      'BranchHooks.admissible',
    );
  });
});
