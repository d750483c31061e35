import { expect } from 'chai';
import fc from 'fast-check';
import { Bulkhead } from '#resilience/bulkhead/bulkhead.js';
import { Bulkheads } from '#resilience/bulkhead/bulkheads.js';

const nobody = () => ({ wake: () => undefined });

describe('a bulkhead', () => {
  it('lets so many in, lets so many wait, and no more', () => {
    const bulkhead = new Bulkhead(2, 1);
    const answers = Array.from({ length: 4 }, () => bulkhead.enter(nobody()));
    expect(answers).to.deep.equal(['entered', 'entered', 'waits', 'full']);
  });

  it('wakes who has waited longest, and never who waits no more', () => {
    const bulkhead = new Bulkhead(1, 3);
    const woken: string[] = [];
    const waiters = ['a', 'b', 'c'].map((name) => ({ wake: () => void woken.push(name) }));
    bulkhead.enter(nobody());
    for (const waiter of waiters) bulkhead.enter(waiter);
    bulkhead.forget(waiters[0] as { wake: () => void });
    bulkhead.leave();
    bulkhead.leave();
    bulkhead.leave();
    expect(woken).to.deep.equal(['b', 'c']);
    expect([bulkhead.isEmpty, bulkhead.waiting]).to.deep.equal([true, 0]);
  });

  it('never has more in it than slots, nor a free slot while somebody waits', () => {
    const acts = fc.array(fc.constantFrom('enter', 'leave', 'forget'), { maxLength: 200 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.nat({ max: 4 }),
        acts,
        (slots, places, steps) => {
          const bulkhead = new Bulkhead(slots, places);
          let inside = 0;
          const waiting: { wake: () => void }[] = [];
          for (const step of steps) {
            if (step === 'enter') {
              const waiter = {
                wake() {
                  inside++;
                  waiting.splice(waiting.indexOf(waiter), 1);
                },
              };
              const answer = bulkhead.enter(waiter);
              if (answer === 'entered') inside++;
              if (answer === 'waits') waiting.push(waiter);
              if (answer === 'full')
                expect([inside, waiting.length]).to.deep.equal([slots, places]);
            } else if (step === 'leave' && inside > 0) {
              inside--;
              bulkhead.leave();
            } else if (step === 'forget') {
              const waiter = waiting.pop();
              if (waiter !== undefined) bulkhead.forget(waiter);
            }
            expect([bulkhead.taken, bulkhead.waiting]).to.deep.equal([inside, waiting.length]);
            expect(inside).to.be.at.most(slots);
            if (waiting.length > 0) expect(inside).to.equal(slots);
          }
        },
      ),
    );
  });

  it('is forgotten when nobody is in it', () => {
    const bulkheads = new Bulkheads();
    const key = bulkheads.keyOf({ per: 'resource', name: 'db' }, 1, 0);
    const bulkhead = bulkheads.of(key, 1, 0);
    bulkhead.enter(nobody());
    expect([bulkheads.of(key, 1, 0), bulkheads.size]).to.deep.equal([bulkhead, 1]);
    bulkheads.leave(key, bulkhead);
    expect(bulkheads.size).to.equal(0);
  });
});
