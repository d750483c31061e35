import { expect } from 'chai';
import type { Concern } from '../concern.js';
import { trial } from '../trial.js';
import { untilAborted } from '../until-aborted.js';

export const abortConcern: Concern = {
  claim: (node) => `cuts off ${node} when it is aborted, with the reason given`,
  needs: [],
  async check(setting, way) {
    const stop = new AbortController();
    const reason = new Error('closing time');
    let seen: unknown;
    const { node } = way.countingNode((visit, _inputs, { signal }) => {
      if (visit < setting.visits) return undefined;
      signal.addEventListener('abort', () => void (seen = signal.reason), { once: true });
      queueMicrotask(() => stop.abort(reason));
      return untilAborted(signal);
    });
    const { result, outcome, audit } = await trial(
      setting,
      way,
      { node },
      { options: { signal: stop.signal } },
    );
    expect([result.status, result.error?.code, result.error?.cause]).to.deep.equal([
      'aborted',
      'ABORTED',
      reason,
    ]);
    expect(seen).to.equal(reason);
    expect([outcome?.status, outcome?.iterations]).to.deep.equal([
      setting.cutOffAs,
      setting.visits,
    ]);
    for (const loop of setting.loops) expect(result.loops[loop]?.reason, loop).to.equal('aborted');
    if (way.isWatched) expect(audit.types().at(-1)).to.equal('runAborted');
    expect(result.outcomes.get('after')?.status).to.equal('aborted');
  },
};
