import type { ResiliencePolicy } from '@tenon/plugin-resilience';
import { expect } from 'chai';
import type { Concern } from '../concern.js';
import { trial } from '../trial.js';

const resilience: ResiliencePolicy = { retry: { attempts: 2, backoff: 'fixed', delayMs: 100 } };

/** Two calls at each visit, the first of which fails. */
export const retryConcern: Concern = {
  claim: (node) => `calls ${node} again where it is to be retried, at every visit`,
  needs: [],
  async check(setting, way) {
    const { node, taken } = way.countingNode((call) => {
      if (call % 2 === 1) throw new Error('not yet');
      return undefined;
    });
    const subject = { node, placement: { plugins: { resilience } } };
    const told = await trial(setting, way, subject);
    const { result, outcome, audit, clock } = told;
    expect(result.status).to.equal('completed');
    const visits = Array.from({ length: setting.visits }, (_, i) => i + 1);
    expect(taken.map(({ value }) => value)).to.deep.equal(
      visits.flatMap((value) => [value, value]),
    );
    expect([outcome?.attempts, outcome?.iterations]).to.deep.equal([2, setting.visits]);
    expect(clock.now()).to.equal(100 * setting.visits);
    expect(audit.types().filter((type) => type.startsWith('nodeFailed'))).to.deep.equal([]);
    const kinds = outcome?.notes.map(({ kind }) => kind);
    expect(kinds).to.deep.equal(['attemptFailed', 'attemptSucceeded']);
    if (!way.isWatched) return;
    const path = setting.path.join('/');
    const noted = told.events.flatMap((event) => (event.type === 'nodeNoted' ? [event.node] : []));
    expect(noted).to.deep.equal(visits.flatMap(() => [path, path]));
  },
};
