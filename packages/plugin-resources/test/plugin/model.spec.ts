import type { Lease, ResourceScope } from '@tenon/plugin-resources';
import { expect } from 'chai';
import fc from 'fast-check';
import { withResources } from '../support/runtime.js';
import { type Thing, things } from '../support/things.js';

/** What may happen to a resource and those who use it, one after another. */
const STEP = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('ask' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'release' as const,
        'failed' as const,
        'broken' as const,
        'abandon' as const,
        'stop' as const,
        'report' as const,
        'spoil' as const,
      ),
      which: fc.nat(20),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('outage' as const, 'check' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(0, 1, 40) }),
  },
);

interface User {
  readonly stop: AbortController;
  lease?: Lease<Thing>;
  isOver: boolean;
}

describe('a limited resource, whatever happens', () => {
  it('is never lent twice at once, nor too often, nor broken, and loses no place', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        fc.array(STEP, { maxLength: 60 }),
        async (max, isSlow, steps) => {
          const { resource, made } = things({ max, waitTimeoutMs: 100, checkAfterIdleMs: 30 });
          let isDown = false;
          const create = async (scope: ResourceScope) => {
            if (isSlow) await Promise.resolve();
            if (isDown) throw new Error('down');
            return resource.create(scope);
          };
          const { service, stats, clock, runtime } = withResources({
            define: [{ ...resource, create }],
          });
          const users: User[] = [];
          const holding = () => users.filter(({ lease, isOver }) => lease !== undefined && !isOver);
          const pick = <T>(list: readonly T[], which: number) => list[which % (list.length || 1)];
          const ask = async () => {
            const user: User = { stop: new AbortController(), isOver: false };
            users.push(user);
            try {
              user.lease = await service.lease(resource, { signal: user.stop.signal });
              expect(user.lease.value.isOpen).to.equal(true);
            } catch {
              user.isOver = true;
            }
          };
          const asked: Promise<void>[] = [];
          for (const step of steps) {
            if (step.do === 'ask') asked.push(ask());
            else if (step.do === 'outage') isDown = !isDown;
            else if (step.do === 'check') asked.push(service.check().then(() => undefined));
            else if (step.do === 'wait') await clock.advance(step.ms);
            else if (step.do === 'report') pick(made, step.which)?.scope.broken();
            else if (step.do === 'spoil')
              Object.assign(pick(made, step.which) ?? {}, { isWell: false });
            else if (step.do === 'stop') pick(users, step.which)?.stop.abort();
            else if ('which' in step) {
              const user = pick(holding(), step.which);
              if (user === undefined) continue;
              user.isOver = true;
              if (step.do === 'failed') user.lease?.failed(new Error('odd'));
              else user.lease?.[step.do]();
            }
            const values = holding().map(({ lease }) => lease?.value);
            expect(new Set(values).size, 'lent twice').to.equal(values.length);
            expect(values.length, 'too many').to.be.at.most(max);
          }
          isDown = false;
          await clock.advance(200);
          await Promise.all(asked);
          for (const user of holding()) {
            user.isOver = true;
            user.lease?.release();
          }
          await clock.settle();
          expect([stats().leased, stats().waiting]).to.deep.equal([0, 0]);
          // All places are there again.
          const all = await Promise.all(
            Array.from({ length: max }, async () => service.lease(resource)),
          );
          expect(new Set(all.map(({ value }) => value)).size).to.equal(max);
          expect(stats().size).to.equal(max);
          await runtime.dispose();
          expect(made.filter(({ isOpen }) => isOpen)).to.deep.equal([]);
          expect(clock.pendingTimers).to.equal(0);
        },
      ),
      { numRuns: 150 },
    );
  });
});
