import type { ResiliencePolicy } from '@tenon/plugin-resilience';
import { expect } from 'chai';
import type { Concern } from '../concern.js';
import { expectFailure } from '../expect-failure.js';
import { trial } from '../trial.js';

const resilience: ResiliencePolicy = {
  breaker: { failures: 1 },
  retry: { attempts: 2, backoff: 'none' },
};

/** The last visit fails at both attempts: the breaker, which counted every visit, opens with it. */
export const breakerConcern: Concern = {
  claim: (node) => `has the breaker of ${node} count each visit once, as its last attempt ended`,
  needs: [],
  async check(setting, way) {
    const { node, taken } = way.countingNode((call) => {
      const visit = Math.ceil(call / 2);
      if (call % 2 === 1 || visit === setting.visits) throw new Error('down');
      return undefined;
    });
    const subject = { node, placement: { plugins: { resilience } } };
    const told = await trial(setting, way, subject);
    expectFailure(told, setting, 'NODE_FAILED');
    expect(taken).to.have.lengthOf(2 * setting.visits);
    const last = told.outcome?.notes.at(-1);
    expect([last?.kind, last?.details['to']]).to.deep.equal(['breakerChanged', 'open']);
    const changes = told.events.filter(
      (event) => event.type === 'nodeNoted' && event.note.kind === 'breakerChanged',
    );
    expect(changes).to.have.lengthOf(way.isWatched ? 1 : 0);
  },
};
