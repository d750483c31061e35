import { VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import type { Concern } from '../concern.js';
import { expectFailure } from '../expect-failure.js';
import { trial } from '../trial.js';
import { untilAborted } from '../until-aborted.js';

export const timeOutConcern: Concern = {
  claim: (node) => `limits the time of ${node} at each visit, and not of all together`,
  needs: [],
  async check(setting, way) {
    const clock = new VirtualClock();
    const { node } = way.countingNode((visit, { value }, { signal }) => {
      if (visit === setting.visits) return untilAborted(signal);
      return new Promise((resolve) => clock.timer(40, () => resolve({ value: value + 1 })));
    });
    const told = await trial(setting, way, { node, placement: { timeoutMs: 50 } }, { clock });
    expectFailure(told, setting, 'TIMEOUT');
    expect(clock.now()).to.equal((setting.visits - 1) * 40 + 50);
  },
};
