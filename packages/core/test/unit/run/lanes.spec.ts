import { expect } from 'chai';
import fc from 'fast-check';
import sinon from 'sinon';
import { type Lane, Lanes } from '#core/run/executor/lanes.js';
import type { Visit } from '#core/run/executor/visit.js';

function visitOf(index: number): Visit {
  return { step: { index } } as unknown as Visit;
}

describe('Lanes', () => {
  it('find the visit of a step as long as it is awaited', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 }), { maxLength: 60 }), (steps) => {
        const lanes = new Lanes(sinon.fake(), sinon.fake());
        const taken = new Map<number, Lane>();
        for (const step of steps) {
          const lane = taken.get(step);
          if (lane === undefined) taken.set(step, lanes.enter(visitOf(step), 0));
          else {
            expect(lanes.free(lane)).to.equal(true);
            taken.delete(step);
          }
          for (let other = 0; other <= 12; other++) {
            expect(lanes.of(other)).to.equal(taken.get(other));
          }
        }
      }),
    );
  });

  it('are used again, and no sooner than their promise has settled', () => {
    const lanes = new Lanes(sinon.fake(), sinon.fake());
    const first = lanes.enter(visitOf(1), 0);
    expect(lanes.of(1)).to.equal(first);
    expect(first.leave()).to.equal(true);
    expect(lanes.of(1)).to.equal(undefined);
    const second = lanes.enter(visitOf(2), 0);
    expect(second).to.not.equal(first);
    expect(lanes.free(first)).to.equal(false);
    expect(lanes.enter(visitOf(3), 7)).to.equal(first);
    expect(first.turn).to.equal(7);
    expect(first.isAwaited).to.equal(true);
  });

  it('tell which of them has come back, and with what', () => {
    const fulfilled = sinon.fake();
    const rejected = sinon.fake();
    const lanes = new Lanes(fulfilled, rejected);
    const lane = lanes.enter(visitOf(1), 0);
    lane.fulfilled('given');
    lane.rejected('thrown');
    expect(fulfilled.args).to.deep.equal([[lane, 'given']]);
    expect(rejected.args).to.deep.equal([[lane, 'thrown']]);
  });
});
