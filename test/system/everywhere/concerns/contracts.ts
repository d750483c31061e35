import type { VALIDATION_CODES } from '@tenon/plugin-validation';
import { expect } from 'chai';
import { atMost } from '../../support/at-most.js';
import type { Concern } from '../concern.js';
import { expectFailure } from '../expect-failure.js';
import { trial } from '../trial.js';

const BROKEN = 'CONTRACT_VIOLATED' satisfies keyof typeof VALIDATION_CODES;

export const contractsConcern: Concern = {
  claim: (node) => `keeps a value that breaks a contract from ${node}, also at its last visit`,
  needs: ['validation'],
  async check(setting, way) {
    const good = way.countingNode();
    const fits = await trial(setting, way, {
      node: good.node,
      contract: { target: atMost(setting.visits) },
    });
    expect(fits.result.status).to.equal('completed');
    expect(good.taken).to.have.lengthOf(setting.visits);

    const { node, taken } = way.countingNode();
    const breaks = await trial(setting, way, {
      node,
      contract: { target: atMost(setting.visits - 1) },
    });
    expectFailure(breaks, setting, BROKEN);
    expect(taken.map(({ value }) => value)).not.to.include(setting.visits);
    expect(taken).to.have.lengthOf(setting.visits - 1);
  },
};
