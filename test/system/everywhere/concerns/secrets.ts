import { expectNoSecretIn } from '@tenon/testing';
import { expect } from 'chai';
import type { Concern } from '../concern.js';
import { expectFailure } from '../expect-failure.js';
import { trial } from '../trial.js';

export const secretsConcern: Concern = {
  claim: (node) => `hands its secret to ${node} at every visit, and shows it nowhere`,
  needs: ['parameters'],
  async check(setting, way) {
    const revealed: string[] = [];
    const { node } = way.countingNode(
      (visit, _inputs, { secrets, log }) => {
        const { key } = secrets as { readonly key: { reveal(): string } };
        revealed.push(key.reveal());
        log.warn(`signing with ${key.reveal()}`, { key: key.reveal() });
        if (visit < setting.visits) return undefined;
        throw new Error(`cannot sign with ${key.reveal()}`, { cause: { key: key.reveal() } });
      },
      { key: 'SYSTEM_KEY' },
    );
    const told = await trial(setting, way, { node });
    expectFailure(told, setting, 'NODE_FAILED');
    expect(revealed).to.deep.equal(Array.from({ length: setting.visits }, () => 'open sesame'));
    const { result, events, audit, log } = told;
    const why = setting.path.map((_, i) =>
      result.why(...(setting.path.slice(0, i + 1) as [string])),
    );
    expectNoSecretIn([result, result.error, result.warnings, why], 'open sesame');
    expectNoSecretIn([events, audit.events, log.lines], 'open sesame');
    expect(result.error?.message).to.include('[secret SYSTEM_KEY]');
  },
};
