import type { Plugin } from '@tenon/core';
import { expect } from 'chai';
import type { Concern } from '../concern.js';
import { trial } from '../trial.js';

/** Calls a node once more when it fails. */
const twice: Plugin = {
  manifest: { name: 'twice', version: '1.0.0' },
  apply(hooks) {
    hooks.node.tap('twice', (wraps, { id }) => {
      if (id !== 'it') return;
      wraps.add('retry', (next) => async (inputs, context) => {
        try {
          return await next(inputs, context);
        } catch {
          return next(inputs, context);
        }
      });
    });
  },
};

export const retryConcern: Concern = {
  claim: (node) => `calls ${node} again where a plugin retries, at every visit`,
  needs: [],
  async check(setting, way) {
    const { node, taken } = way.countingNode((call) => {
      if (call % 2 === 1) throw new Error('not yet');
      return undefined;
    });
    const { result, outcome, audit } = await trial(setting, way, { node }, { plugins: [twice] });
    expect(result.status).to.equal('completed');
    const visits = Array.from({ length: setting.visits }, (_, i) => i + 1);
    expect(taken.map(({ value }) => value)).to.deep.equal(
      visits.flatMap((value) => [value, value]),
    );
    expect([outcome?.attempts, outcome?.iterations]).to.deep.equal([2, setting.visits]);
    expect(audit.types().filter((type) => type.startsWith('nodeFailed'))).to.deep.equal([]);
  },
};
