import { expect } from 'chai';
import fc from 'fast-check';
import {
  Breaker,
  type BreakerFigures,
  type CallEnd,
  isRefusal,
  type Pass,
} from '#resilience/breaker/breaker.js';
import { MemoryBreakers } from '#resilience/breaker/breakers.js';

const THREE: BreakerFigures = { failures: 3, rate: undefined, calls: 20, restMs: 100 };

function passOf(breaker: Breaker, now: number): Pass {
  const pass = breaker.enter(now);
  if (isRefusal(pass)) throw new Error(`refused at ${String(now)}`);
  return pass;
}

/** Makes calls one after another. */
function calls(breaker: Breaker, now: number, ...ends: readonly CallEnd[]): void {
  for (const end of ends) breaker.leave(passOf(breaker, now), end, now);
}

/** What a breaker of failures in a row is to do, put as plainly as can be. */
class Model {
  state: 'closed' | 'open' | 'halfOpen' = 'closed';
  failures = 0;
  openedAt = 0;
  probe: number | undefined;
  /** Calls that still count, by number. */
  readonly counted = new Set<number>();

  constructor(
    readonly most: number,
    readonly restMs: number,
  ) {}

  enter(call: number, now: number): boolean {
    if (this.state === 'open' && now - this.openedAt >= this.restMs) this.state = 'halfOpen';
    if (this.state === 'open') return false;
    if (this.state === 'halfOpen') {
      if (this.probe !== undefined) return false;
      this.probe = call;
    }
    this.counted.add(call);
    return true;
  }

  leave(call: number, end: CallEnd, now: number): void {
    if (!this.counted.delete(call)) return;
    const isProbe = this.probe === call;
    if (isProbe) this.probe = undefined;
    if (end === 'neutral') return;
    if (isProbe ? end === 'failure' : end === 'failure' && ++this.failures >= this.most) {
      this.#turn('open');
      this.openedAt = now;
    } else if (isProbe) this.#turn('closed');
    else if (end === 'success') this.failures = 0;
  }

  #turn(state: 'open' | 'closed'): void {
    this.state = state;
    this.failures = 0;
    this.counted.clear();
  }
}

describe('a circuit breaker', () => {
  it('opens after so many failures in a row, and not before', () => {
    const breaker = new Breaker(THREE);
    calls(breaker, 0, 'failure', 'failure', 'success', 'failure', 'failure');
    expect(breaker.state).to.equal('closed');
    calls(breaker, 5, 'failure');
    expect([breaker.state, breaker.openedAt]).to.deep.equal(['open', 5]);
  });

  it('says how long it still rests', () => {
    const breaker = new Breaker(THREE);
    calls(breaker, 0, 'failure', 'failure', 'failure');
    expect(breaker.enter(40)).to.deep.equal({ waitMs: 60 });
    expect(isRefusal(breaker.enter(99.9))).to.equal(true);
  });

  it('rests on where the clock goes backwards', () => {
    const breaker = new Breaker(THREE);
    calls(breaker, 50, 'failure', 'failure', 'failure');
    expect(breaker.enter(0)).to.deep.equal({ waitMs: 150 });
  });

  it('lets exactly one call through when it has rested, whoever asks', () => {
    const breaker = new Breaker(THREE);
    calls(breaker, 0, 'failure', 'failure', 'failure');
    const passes = Array.from({ length: 1000 }, () => breaker.enter(100)).filter(
      (answer) => !isRefusal(answer),
    );
    expect(passes).to.have.length(1);
    expect(breaker.state).to.equal('halfOpen');
  });

  it('closes when the probe succeeds, and counts from nothing', () => {
    const breaker = new Breaker(THREE);
    calls(breaker, 0, 'failure', 'failure', 'failure');
    calls(breaker, 100, 'success', 'failure', 'failure');
    expect([breaker.state, breaker.openedAt]).to.deep.equal(['closed', undefined]);
  });

  it('opens again when the probe fails, and rests anew', () => {
    const breaker = new Breaker(THREE);
    calls(breaker, 0, 'failure', 'failure', 'failure');
    calls(breaker, 100, 'failure');
    expect([breaker.state, breaker.openedAt]).to.deep.equal(['open', 100]);
    expect(breaker.enter(150)).to.deep.equal({ waitMs: 50 });
  });

  it('lets another call through when the end of the probe says nothing', () => {
    const breaker = new Breaker(THREE);
    calls(breaker, 0, 'failure', 'failure', 'failure');
    const probe = passOf(breaker, 100);
    breaker.leave(probe, 'neutral', 110);
    const other = passOf(breaker, 110);
    breaker.leave(probe, 'success', 120); // a second end
    expect(breaker.state).to.equal('halfOpen');
    breaker.leave(other, 'success', 120);
    expect(breaker.state).to.equal('closed');
  });

  it('does not heed the late end of a call from before it opened', () => {
    const breaker = new Breaker(THREE);
    const [early, earlier] = [passOf(breaker, 0), passOf(breaker, 0)];
    calls(breaker, 0, 'failure', 'failure', 'failure');
    breaker.leave(early, 'success', 50);
    expect(breaker.state).to.equal('open');
    breaker.leave(earlier, 'failure', 90);
    expect(breaker.enter(100)).to.not.have.property('waitMs');
  });

  it('does not heed the late end of a call from before it closed again', () => {
    const breaker = new Breaker({ ...THREE, failures: 1 });
    const [early, earlier] = [passOf(breaker, 0), passOf(breaker, 0)];
    calls(breaker, 0, 'failure');
    calls(breaker, 100, 'success');
    breaker.leave(early, 'failure', 110);
    expect(breaker.state).to.equal('closed');
    const probe = passOf(breaker, 110);
    breaker.leave(probe, 'failure', 120);
    breaker.leave(earlier, 'success', 130);
    expect([breaker.state, breaker.openedAt]).to.deep.equal(['open', 120]);
  });

  it('opens by the rate of failures, when it has seen as many calls as it looks back on', () => {
    const breaker = new Breaker({ failures: undefined, rate: 0.5, calls: 4, restMs: 100 });
    calls(breaker, 0, 'failure', 'failure', 'failure');
    expect(breaker.state).to.equal('closed');
    calls(breaker, 0, 'failure');
    expect(breaker.state).to.equal('open');
    calls(breaker, 100, 'success', 'success', 'failure', 'failure');
    expect(breaker.state).to.equal('closed');
    calls(breaker, 100, 'failure');
    expect(breaker.state).to.equal('open');
  });

  it('does what a model of it does, whatever happens in whatever order', () => {
    const act = fc.oneof(
      fc.constant({ kind: 'enter' } as const),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 60 }) }),
      fc.record({
        kind: fc.constant('leave' as const),
        which: fc.nat({ max: 40 }),
        end: fc.constantFrom<CallEnd>('success', 'failure', 'neutral'),
      }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.array(act, { maxLength: 120 }),
        (most, acts) => {
          const breaker = new Breaker({ ...THREE, failures: most });
          const model = new Model(most, 100);
          const passes: Pass[] = [];
          const open: number[] = [];
          let now = 0;
          for (const step of acts) {
            if (step.kind === 'wait') now += step.ms;
            else if (step.kind === 'enter') {
              const answer = breaker.enter(now);
              expect(!isRefusal(answer)).to.equal(model.enter(passes.length, now));
              if (!isRefusal(answer)) open.push(passes.push(answer) - 1);
            } else if (open.length > 0) {
              const [call] = open.splice(step.which % open.length, 1) as [number];
              breaker.leave(passes[call] as Pass, step.end, now);
              model.leave(call, step.end, now);
            }
            expect(breaker.state).to.equal(model.state);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the breakers of a runtime', () => {
  it('are one for each place and figures', () => {
    const breakers = new MemoryBreakers();
    const place = { per: 'type', name: 'http' } as const;
    const first = breakers.of(place, THREE);
    expect(breakers.of({ ...place }, { ...THREE })).to.equal(first);
    expect(breakers.of({ ...place, tenant: 'a' }, THREE)).to.not.equal(first);
    expect(breakers.of({ per: 'resource', name: 'http' }, THREE)).to.not.equal(first);
    expect(breakers.of(place, { ...THREE, restMs: 7 })).to.not.equal(first);
  });

  it('take names that mean something to JavaScript for names', () => {
    const breakers = new MemoryBreakers();
    const names = ['__proto__', 'constructor', 'a"b', 'a,b', 'undefined', 'null'];
    const made = names.map((name) => breakers.of({ per: 'resource', name }, THREE));
    expect(new Set(made).size).to.equal(names.length);
    expect(breakers.states.map(({ name }) => name)).to.deep.equal(names);
  });

  it('forget those that know nothing when there are too many, and then the oldest', () => {
    const breakers = new MemoryBreakers(3);
    const of = (name: string) => breakers.of({ per: 'resource', name }, THREE);
    calls(of('a'), 0, 'failure');
    calls(of('b'), 0, 'failure', 'success');
    calls(of('c'), 0, 'failure');
    const names = () => breakers.states.map(({ name }) => name);
    calls(of('d'), 0, 'failure');
    expect(names()).to.deep.equal(['a', 'c', 'd']);
    of('e');
    expect(names()).to.deep.equal(['c', 'd', 'e']);
  });
});
