import { expect } from 'chai';
import fc from 'fast-check';
import { LoopTurn } from '#core/run/executor/loop-turn.js';
import { Pace } from '#core/run/executor/pace.js';
import { ManualClock } from '../../support/manual-clock.js';

/** A pace over a clock that stands still, and what it told. */
class Bare {
  readonly clock = new ManualClock({ immediates: 'manual' });
  readonly turn = new LoopTurn(this.clock);
  readonly blocked: number[] = [];
  readonly looks: number[] = [];
  readonly pace = new Pace(this.clock, this.turn, {
    checkFailed: () => {},
    blocked: (ms) => this.blocked.push(ms),
    looked: (now) => this.looks.push(now),
  });

  constructor() {
    this.pace.resume();
  }

  /** Starts visits that take so long each, letting the event loop turn where it is due. Answers how often it was. */
  visit(count: number, ms = 0): number {
    let due = 0;
    for (let started = 0; started < count; ) {
      if (this.pace.isDue()) {
        due++;
        this.clock.turn();
        this.pace.resume();
      } else {
        started++;
        this.clock.spend(ms);
      }
    }
    return due;
  }
}

describe('Pace', () => {
  it('gives the event loop its turn after eight milliseconds of work', () => {
    const bare = new Bare();
    expect(bare.visit(8, 1)).to.equal(0);
    expect(bare.pace.isDue()).to.equal(true);
    expect(bare.pace.isDue(), 'until it has turned').to.equal(true);
    bare.clock.turn();
    bare.pace.resume();
    expect(bare.pace.isDue()).to.equal(false);
  });

  it('lets no slice last much longer than that, whatever a visit takes', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3, noNaN: true }), (ms) => {
        const bare = new Bare();
        for (let visits = 0; visits < 500; visits++) {
          while (bare.pace.isDue()) {
            bare.clock.turn();
            bare.pace.resume();
          }
          bare.clock.spend(ms);
          expect(bare.clock.now() - bare.turn.since).to.be.at.most(9 + 4 * ms);
        }
      }),
    );
  });

  it('looks at the clock ever less often where visits take no time', () => {
    const bare = new Bare();
    bare.visit(100_000);
    expect(bare.looks.length).to.be.lessThan(60);
  });

  it('looks again at each visit after some that took long', () => {
    const bare = new Bare();
    bare.visit(20_000);
    const before = bare.looks.length;
    bare.visit(5000, 0.5);
    expect(bare.looks.length - before).to.be.greaterThan(500);
  });

  it('counts work that goes on in the same turn of the event loop into one slice', () => {
    const bare = new Bare();
    bare.visit(5, 1);
    bare.pace.resume();
    bare.visit(3, 1);
    expect(bare.pace.isDue()).to.equal(true);
  });

  it('counts the work of several runs in one turn into one slice', () => {
    const bare = new Bare();
    const other = new Pace(bare.clock, bare.turn, {
      blocked: () => {},
      looked: () => {},
      checkFailed: () => {},
    });
    bare.visit(7, 1);
    other.resume();
    bare.clock.spend(1);
    let visits = 0;
    while (!other.isDue()) visits++;
    expect(visits).to.equal(4);
  });

  it('tells when the thread was held', () => {
    const bare = new Bare();
    bare.visit(4, 0);
    bare.clock.spend(1500);
    bare.visit(1);
    expect(bare.blocked).to.deep.equal([1500]);
    bare.clock.spend(900);
    bare.pace.pause();
    expect(bare.blocked).to.deep.equal([1500]);
    bare.clock.spend(1001);
    bare.pace.pause();
    expect(bare.blocked).to.deep.equal([1500, 1001]);
  });

  it('does not take time that was waited for as work', () => {
    const bare = new Bare();
    bare.visit(2);
    bare.clock.turn();
    bare.clock.advance(60_000);
    bare.pace.resume();
    expect(bare.visit(10)).to.equal(0);
    expect(bare.blocked).to.deep.equal([]);
  });

  describe('checkVisits', () => {
    it('calls at once, and then exactly at the numbers answered', () => {
      fc.assert(
        fc.property(
          fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 20 }),
          fc.nat({ max: 50 }),
          fc.constantFrom(0, 0.01, 1),
          (gaps, before, ms) => {
            const bare = new Bare();
            bare.visit(before, ms);
            const asked: number[] = [];
            const due: number[] = [before + 1];
            bare.pace.checkVisits((visits) => {
              asked.push(visits);
              const gap = gaps[asked.length - 1];
              if (gap === undefined) return Number.POSITIVE_INFINITY;
              due.push(visits + gap);
              return visits + gap;
            });
            bare.visit(gaps.reduce((sum, gap) => sum + gap, 1) + 10, ms);
            expect(asked).to.deep.equal(due);
          },
        ),
        { numRuns: 60 },
      );
    });

    it('serves several who want to be called at different numbers', () => {
      const bare = new Bare();
      const asked: string[] = [];
      for (const [name, step] of [
        ['a', 3],
        ['b', 5],
      ] as const) {
        bare.pace.checkVisits((visits) => {
          asked.push(`${name}${String(visits)}`);
          return visits + step;
        });
      }
      bare.visit(11);
      expect(asked).to.deep.equal(['a1', 'b1', 'a4', 'b6', 'a7', 'a10', 'b11']);
    });

    it('does not count a visit that has to wait for the event loop', () => {
      const bare = new Bare();
      let last = 0;
      bare.pace.checkVisits((visits) => {
        last = visits;
        return visits + 1;
      });
      expect(bare.visit(100, 3)).to.be.greaterThan(20);
      expect(last).to.equal(100);
    });
  });
});
