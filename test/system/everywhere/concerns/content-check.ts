import { expect } from 'chai';
import type { Concern } from '../concern.js';
import { expectFailure } from '../expect-failure.js';
import { trial } from '../trial.js';

export const contentConcern: Concern = {
  claim: (node) => `fails ${node} by what it says of itself, also at its last visit`,
  needs: [],
  async check(setting, way) {
    const { node, taken } = way.countingNode((visit) =>
      visit === setting.visits ? { success: false, message: 'out of paper' } : undefined,
    );
    const told = await trial(setting, way, { node });
    const error = expectFailure(told, setting, 'CONTENT_FAILED');
    expect(error?.message).to.include('out of paper');
    expect(taken).to.have.lengthOf(setting.visits);
  },
};
