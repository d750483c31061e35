import { expect } from 'chai';
import type { Concern } from '../concern.js';
import { trial } from '../trial.js';

export const eventsConcern: Concern = {
  claim: (node) => `tells of the beginning and the end of every visit to ${node}`,
  needs: [],
  async check(setting, way) {
    const { node } = way.countingNode();
    const { events } = await trial(setting, { ...way, isWatched: true }, { node });
    const path = setting.path.join('/');
    const own = events.flatMap((event) =>
      'node' in event && event.node === path ? event.type : [],
    );
    expect(own).to.deep.equal(
      Array.from({ length: setting.visits }, () => ['nodeStarted', 'nodeSettled']).flat(),
    );
    const outputs = events.flatMap((event) =>
      event.type === 'nodeSettled' && event.node === path ? [event.outcome.outputs?.['value']] : [],
    );
    expect(outputs).to.deep.equal(Array.from({ length: setting.visits }, (_, i) => i + 2));
    const ended = events.flatMap((event) => (event.type === 'loopEnded' ? event.loop : []));
    expect(ended).to.deep.equal(setting.loops);
    expect(events.map(({ seq }) => seq)).to.deep.equal(events.map((_, i) => i + 1));
    expect([events[0]?.type, events.at(-1)?.type]).to.deep.equal(['runStarted', 'runSettled']);
  },
};
