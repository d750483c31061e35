import type { ResiliencePolicy } from '@tenon/plugin-resilience';
import { VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import type { Concern } from '../concern.js';
import { trial } from '../trial.js';
import { untilAborted } from '../until-aborted.js';

const resilience: ResiliencePolicy = {
  timeoutMs: 50,
  retry: { attempts: 2, backoff: 'none', on: ['TIMEOUT'] },
};

/** Two calls at each visit: the first hangs until it is told to stop, the second takes its time. */
export const attemptTimeOutConcern: Concern = {
  claim: (node) => `limits the time of each attempt of ${node}, and lets the next begin anew`,
  needs: [],
  async check(setting, way) {
    const clock = new VirtualClock();
    const { node, taken } = way.countingNode((call, { value }, { signal }) =>
      call % 2 === 1
        ? untilAborted(signal)
        : new Promise((resolve) => clock.timer(40, () => resolve({ value: value + 1 }))),
    );
    const subject = { node, placement: { plugins: { resilience } } };
    const { result, outcome } = await trial(setting, way, subject, { clock });
    expect([result.status, result.warnings]).to.deep.equal(['completed', []]);
    expect(taken).to.have.lengthOf(2 * setting.visits);
    expect([outcome?.attempts, outcome?.iterations]).to.deep.equal([2, setting.visits]);
    expect(outcome?.notes[0]?.details).to.include({ error: 'TIMEOUT' });
    expect(clock.now()).to.equal(90 * setting.visits);
  },
};
