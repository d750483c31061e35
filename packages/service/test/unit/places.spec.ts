import { expect } from 'chai';
import fc from 'fast-check';
import { type PlaceLimits, Places, type TenantCount } from '#service/places.js';
import { Ticket } from '#service/ticket.js';
import { ModelQueue, type ModelRun } from '../support/model.js';

const TENANTS = [undefined, 'a', 'b', '__proto__', 'constructor'];

const limitsArb: fc.Arbitrary<PlaceLimits> = fc.record({
  concurrentRuns: fc.integer({ min: 1, max: 4 }),
  queuedRuns: fc.integer({ min: 0, max: 12 }),
  tenants: fc.record(
    {
      concurrentRuns: fc.integer({ min: 1, max: 3 }),
      queuedRuns: fc.integer({ min: 0, max: 6 }),
      of: fc
        .array(
          fc.tuple(
            fc.constantFrom('a', '__proto__'),
            fc.record(
              {
                concurrentRuns: fc.integer({ min: 1, max: 2 }),
                queuedRuns: fc.integer({ min: 0, max: 3 }),
              },
              { requiredKeys: [] },
            ),
          ),
        )
        .map((entries) => new Map(entries)),
    },
    { requiredKeys: [] },
  ),
});

/** Somebody asks, one of those that run ends, or one of those that wait leaves. */
const stepsArb = fc.array(
  fc.oneof(
    {
      arbitrary: fc.record({
        kind: fc.constant('ask' as const),
        tenant: fc.constantFrom(...TENANTS),
        rank: fc.integer({ min: -2, max: 2 }),
      }),
      weight: 3,
    },
    {
      arbitrary: fc.record({
        kind: fc.constantFrom('end' as const, 'leave' as const),
        which: fc.nat(),
      }),
      weight: 2,
    },
  ),
  { maxLength: 120 },
);

/** The places with all the tickets there are of them. */
function bench(limits: PlaceLimits) {
  const letIn: number[] = [];
  const tickets = new Map<number, Ticket>();
  const places = new Places(limits, ({ number }) => letIn.push(number));
  const ask = (run: ModelRun) => {
    const ticket = new Ticket({ ...run, runId: String(run.number), workflow: 'test' });
    tickets.set(run.number, ticket);
    return places.ask(ticket);
  };
  const take = (number: number): Ticket => {
    const ticket = tickets.get(number);
    if (ticket === undefined) throw new Error('no such ticket');
    ticket.state = 'leaving';
    return ticket;
  };
  return {
    places,
    ask,
    end: (number: number) => {
      places.giveBack(take(number));
      return letIn.splice(0);
    },
    leave: (number: number) => places.withdraw(take(number)),
  };
}

describe('Places', () => {
  it('do what the plain queue beside them does: the same runs run, wait and go first', () => {
    fc.assert(
      fc.property(limitsArb, stepsArb, (limits, steps) => {
        const model = new ModelQueue(limits);
        const { places, ask, end, leave } = bench(limits);
        for (const [number, step] of steps.entries()) {
          if (step.kind === 'ask') {
            const run = { number, tenant: step.tenant, rank: step.rank };
            expect(ask(run)).to.equal(model.ask(run));
          } else {
            const among = step.kind === 'end' ? model.running : model.waiting;
            const run = among[step.which % Math.max(1, among.length)];
            if (run === undefined) continue;
            if (step.kind === 'leave') {
              leave(run.number);
              model.leave(run);
            } else {
              expect(end(run.number)).to.deep.equal(model.end(run).map((next) => next.number));
            }
          }
          expect([places.running, places.queued]).to.deep.equal([
            model.running.length,
            model.waiting.length,
          ]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never hold more than they may, over all and by tenant, and keep nothing of who has left', () => {
    fc.assert(
      fc.property(limitsArb, stepsArb, (limits, steps) => {
        const { places, ask, end } = bench(limits);
        const running: number[] = [];
        for (const [number, step] of steps.entries()) {
          if (step.kind === 'ask') {
            if (ask({ number, tenant: step.tenant, rank: step.rank }) === 'running')
              running.push(number);
          } else if (running.length > 0) {
            running.push(...end(...(running.splice(step.which % running.length, 1) as [number])));
          }
          expect(places.running).to.be.at.most(limits.concurrentRuns);
          expect(places.queued).to.be.at.most(limits.queuedRuns);
          const { of, ...each } = limits.tenants;
          for (const { tenant, queued, ...count } of places.tenants()) {
            if (tenant === undefined) continue;
            const own = { ...each, ...of?.get(tenant) };
            expect(count.running).to.be.at.most(own.concurrentRuns ?? Infinity);
            expect(queued).to.be.at.most(own.queuedRuns ?? Infinity);
          }
        }
        while (running.length > 0) running.push(...end(running.shift() as number));
        expect([places.running, places.queued]).to.deep.equal([0, 0]);
        expect([...places.tenants()]).to.deep.equal([]);
      }),
    );
  });

  it('let runs of one tenant in by rank, and by arrival where that is the same', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 60 }), (ranks) => {
        const { ask, end } = bench({ concurrentRuns: 1, queuedRuns: 100, tenants: {} });
        ask({ number: -1, tenant: undefined, rank: 0 });
        for (const [number, rank] of ranks.entries()) ask({ number, tenant: undefined, rank });
        const order: number[] = [];
        for (let [last] = end(-1); last !== undefined; [last] = end(last)) order.push(last);
        const expected = [...ranks.keys()].sort(
          (a, b) => (ranks[a] as number) - (ranks[b] as number) || a - b,
        );
        expect(order).to.deep.equal(expected);
      }),
    );
  });

  it('let no tenant wait longer than one turn of each other, however many runs those have', () => {
    const { ask, end } = bench({ concurrentRuns: 1, queuedRuns: 10_000, tenants: {} });
    let number = 0;
    for (let i = 0; i < 1_000; i++) ask({ number: number++, tenant: 'greedy', rank: -100 });
    for (let i = 0; i < 1_000; i++) ask({ number: number++, tenant: 'eager', rank: -1_000 });
    const modest = number++;
    ask({ number: modest, tenant: 'modest', rank: 100 });
    const order: (number | undefined)[] = [0];
    for (let i = 0; i < 3; i++) order.push(end(order.at(-1) as number)[0]);
    expect(order).to.include(modest);
  });

  it('give a place that a tenant may not have to the next who may', () => {
    const limits = { concurrentRuns: 3, queuedRuns: 10, tenants: { concurrentRuns: 1 } };
    const { places, ask, end } = bench(limits);
    const asked = ['a', 'a', 'a', 'b', undefined, 'b'].map((tenant, number) =>
      ask({ number, tenant, rank: 0 }),
    );
    expect(asked).to.deep.equal(['running', 'waiting', 'waiting', 'running', 'running', 'waiting']);
    expect(end(4)).to.deep.equal([]); // both tenants have what they may
    expect(end(3)).to.deep.equal([5]);
    expect([...places.tenants()] satisfies TenantCount[]).to.deep.equal([
      { tenant: 'a', running: 1, queued: 2 },
      { tenant: 'b', running: 1, queued: 0 },
    ]);
  });

  it('refuse to take out what is not in', () => {
    const { places } = bench({ concurrentRuns: 1, queuedRuns: 0, tenants: {} });
    const ticket = new Ticket({
      runId: 'x',
      workflow: 'test',
      tenant: undefined,
      rank: 0,
      number: 0,
    });
    expect(() => places.withdraw(ticket)).to.throw('not in the queue');
  });
});
