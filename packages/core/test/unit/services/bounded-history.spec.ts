import { expect } from 'chai';
import fc from 'fast-check';
import { BoundedHistory } from '#core/services/bounded-history.js';

describe('BoundedHistory', () => {
  it('keeps what is open, and what was closed last, in the order it was added', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('add', 'close'), fc.nat({ max: 5 })));
    fc.assert(
      fc.property(steps, fc.nat({ max: 3 }), (acts, most) => {
        const history = new BoundedHistory<number>(most);
        let open: { key: string; item: number }[] = [];
        let closed: { key: string; item: number }[] = [];
        let count = 0;
        for (const [act, which] of acts) {
          const key = `key ${String(which)}`;
          const known = open.find((entry) => entry.key === key);
          if (act === 'add' && known === undefined) {
            history.add(key, count);
            open.push({ key, item: count++ });
          } else if (act === 'close') {
            history.close(key);
            if (known === undefined) continue;
            open = open.filter((entry) => entry !== known);
            closed = [...closed, known].slice(Math.max(0, closed.length + 1 - most));
          }
          expect(history.opened(key)).to.equal(open.find((entry) => entry.key === key)?.item);
        }
        const kept = most === 0 ? open : [...closed, ...open];
        const items = kept.map(({ item }) => item).sort((a, b) => a - b);
        expect(history.all()).to.deep.equal(items);
        for (const { key, item } of open) expect(history.get(key)).to.equal(item);
      }),
    );
  });
});
