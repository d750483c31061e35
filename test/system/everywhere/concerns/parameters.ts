import { expect } from 'chai';
import type { Concern } from '../concern.js';
import { trial } from '../trial.js';

export const parametersConcern: Concern = {
  claim: (node) =>
    `hands an addressed parameter to ${node} at every visit, over what is configured`,
  needs: ['parameters'],
  async check(setting, way) {
    const { node, taken } = way.countingNode();
    const addressed = setting.path.reduceRight<object>((inner, id) => ({ [id]: inner }), {
      extra: 'given',
    });
    const { result } = await trial(
      setting,
      way,
      { node, config: { extra: '${mood:-configured}' } },
      { options: { parameters: addressed } },
    );
    expect(result.status).to.equal('completed');
    const visits = Array.from({ length: setting.visits }, (_, i) => i + 1);
    expect(taken).to.deep.equal(visits.map((value) => ({ value, extra: 'given' })));

    const again = way.countingNode();
    await trial(setting, way, { node: again.node, config: { extra: '${mood:-configured}' } });
    expect(again.taken).to.deep.equal(visits.map((value) => ({ value, extra: 'configured' })));
  },
};
