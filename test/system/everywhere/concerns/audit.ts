import { expect } from 'chai';
import type { Concern } from '../concern.js';
import { trial } from '../trial.js';

export const auditConcern: Concern = {
  claim: (node) => `records every visit to ${node} in the audit trail, and one end`,
  needs: [],
  async check(setting, way) {
    const { node } = way.countingNode();
    const { audit } = await trial(
      setting,
      { ...way, isWatched: true },
      { node },
      { options: { principal: 'ada', tenant: 'acme' } },
    );
    const own = audit.types().filter((type) => type.endsWith(` ${setting.path.join('/')}`));
    expect(own).to.deep.equal(
      Array.from({ length: setting.visits }, () => `nodeCompleted ${setting.path.join('/')}`),
    );
    const ends = audit.types().filter((type) => /^run(?!Started)/.test(type));
    expect([audit.types()[0], ends, audit.types().at(-1)]).to.deep.equal([
      'runStarted',
      ['runCompleted'],
      'runCompleted',
    ]);
    expect(audit.events.map(({ seq }) => seq)).to.deep.equal(audit.events.map((_, i) => i + 1));
  },
};
