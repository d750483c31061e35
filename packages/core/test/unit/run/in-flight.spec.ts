import { expect } from 'chai';
import fc from 'fast-check';
import { InFlight } from '#core/run/executor/in-flight.js';
import type { Visit } from '#core/run/executor/visit.js';

function visitOf(step: number): Visit {
  return { step: { index: step }, place: -1 } as unknown as Visit;
}

describe('InFlight', () => {
  it('finds what has been added and not removed, by step', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 }), { maxLength: 60 }), (steps) => {
        const visits = new InFlight();
        const known = new Map<number, Visit>();
        for (const step of steps) {
          const visit = known.get(step) ?? visitOf(step);
          if (known.has(step)) {
            expect(visits.delete(visit)).to.equal(true);
            expect(visits.delete(visit)).to.equal(false);
            known.delete(step);
          } else {
            visits.add(visit);
            known.set(step, visit);
          }
          for (let other = 0; other <= 12; other++) {
            expect(visits.of(other)).to.equal(known.get(other));
          }
        }
      }),
    );
  });
});
