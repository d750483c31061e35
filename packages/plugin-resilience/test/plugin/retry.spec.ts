import { type RunResult, workflow } from '@tenon/core';
import { ResilienceHooks, type RetryPolicy } from '@tenon/plugin-resilience';
import { expect } from 'chai';
import fc from 'fast-check';
import { Fault, failsAlways, failsAt, faultyNode } from '../support/faults.js';
import { bench, chance, only } from '../support/run.js';

const PLAIN = { jitter: 'none', delayMs: 100 } as const satisfies RetryPolicy;

/** How the node stands in a result. */
function stand({ outcomes, error }: RunResult) {
  const outcome = outcomes.get('it');
  return [outcome?.status, outcome?.attempts, (error?.cause as Error | undefined)?.message];
}

const kindsOf = ({ outcomes }: RunResult) => outcomes.get('it')?.notes.map(({ kind }) => kind);

describe('retries', () => {
  for (const how of ['throw', 'reject'] as const) {
    for (let n = 1; n <= 4; n++) {
      it(`get over ${String(n)} attempts that ${how}, and no more than there may be`, async () => {
        const failed = Array.from({ length: n }, (_, i) => i + 1);
        for (let attempts = 1; attempts <= 5; attempts++) {
          const { run, clock } = bench();
          const fault = faultyNode(failsAt(failed, how));
          const result = await run(only(fault.node, { retry: { ...PLAIN, attempts } }));
          const got = Math.min(n + 1, attempts);
          expect(fault.calls).to.equal(got);
          expect(stand(result)).to.deep.equal(
            attempts > n
              ? ['completed', got, undefined]
              : ['failed', got, `call ${String(attempts)}`],
          );
          expect(clock.now()).to.equal(100 * (2 ** (got - 1) - 1));
          expect(clock.pendingTimers).to.equal(0);
        }
      });
    }
  }

  it('fail with what the last attempt threw, untouched, as the cause', async () => {
    const { run } = bench();
    const { error } = await run(only(faultyNode(failsAlways).node, { retry: PLAIN }));
    expect(error?.code).to.equal('NODE_FAILED');
    expect(error?.cause).to.be.instanceOf(Fault);
    expect(error?.cause).to.include({ message: 'call 3' });
  });

  it('wait as long as the backoff says, with the chance that is bound', async () => {
    const { run, clock } = bench({ random: chance(0.25, 0.75) });
    const { node } = faultyNode(failsAt([1, 2]));
    await run(only(node, { retry: { delayMs: 100 } }));
    expect(clock.now()).to.equal(25 + 150);
  });

  it('wait as long as the error asks, in place of the backoff', async () => {
    for (const [asked, ms] of [
      [70, 70],
      [0, 0],
      [30_000, 30_000],
    ] as const) {
      const { run, clock } = bench();
      const { node } = faultyNode((call) =>
        call === 1
          ? () => {
              throw Object.assign(new Error('slow down'), { retryAfterMs: asked });
            }
          : 'ok',
      );
      const result = await run(only(node, { retry: PLAIN }));
      expect([result.status, clock.now()]).to.deep.equal(['completed', ms]);
    }
  });

  it('end where the error asks for longer than any delay may be', async () => {
    const { run, clock } = bench();
    const { node } = faultyNode(() => () => {
      throw Object.assign(new Error('slow down'), { retryAfterMs: 30_001 });
    });
    const result = await run(only(node, { retry: PLAIN }));
    expect(stand(result)).to.deep.equal(['failed', 1, 'slow down']);
    expect(clock.now()).to.equal(0);
    expect(result.why('it')?.text).to.include('the error asks for 30001 ms');
  });

  it('begin no attempt beyond their budget', async () => {
    for (const [budgetMs, calls] of [
      [99, 1],
      [100, 2],
      [299, 2],
      [300, 3],
    ] as const) {
      const { run } = bench();
      const fault = faultyNode(failsAlways);
      const result = await run(only(fault.node, { retry: { ...PLAIN, attempts: 9, budgetMs } }));
      expect(fault.calls).to.equal(calls);
      expect(result.why('it')?.text).to.include(`its budget of ${String(budgetMs)} ms is spent`);
    }
  });

  it('count the time of attempts against their budget', async () => {
    const { run, clock } = bench();
    const fault = faultyNode((call) => async () => {
      clock.block(80);
      throw new Fault(call);
    });
    await run(only(fault.node, { retry: { ...PLAIN, attempts: 9, budgetMs: 300 } }));
    expect(fault.calls).to.equal(2);
  });

  it('leave errors alone that they are not about', async () => {
    const cases: readonly [RetryPolicy, number][] = [
      [{ on: ['FAULT'] }, 3],
      [{ on: [Fault] }, 3],
      [{ on: ['Fault'] }, 3],
      [{ on: ['OTHER'] }, 1],
      [{ except: ['FAULT'] }, 1],
      [{ except: [TypeError] }, 3],
      [{ when: (_error, attempt) => attempt < 2 }, 2],
      [{ on: ['OTHER'], when: () => true }, 1],
    ];
    for (const [policy, calls] of cases) {
      const { run } = bench();
      const fault = faultyNode(failsAlways);
      await run(only(fault.node, { retry: { ...PLAIN, ...policy } }));
      expect(fault.calls, JSON.stringify(policy)).to.equal(calls);
    }
  });

  it('fail the node with what "when" throws', async () => {
    const { run } = bench();
    const when = () => {
      throw new Error('cannot say');
    };
    for (const how of ['throw', 'reject'] as const) {
      const { node } = faultyNode(() => how);
      expect(stand(await run(only(node, { retry: { ...PLAIN, when } })))).to.deep.equal([
        'failed',
        1,
        'cannot say',
      ]);
    }
  });

  it('call at once where there is to be no backoff, and a thousand times without a stack', async () => {
    for (const how of ['throw', 'reject'] as const) {
      const { run, clock } = bench();
      const fault = faultyNode((call) => (call < 1000 ? how : 'ok'));
      const result = await run(only(fault.node, { retry: { attempts: 1000, backoff: 'none' } }));
      expect([result.status, fault.calls, clock.now()]).to.deep.equal(['completed', 1000, 0]);
    }
  });

  it('treat outputs that say they did not succeed as a failure, where the runtime does', async () => {
    const says = (call: number) => () => ({ value: call, success: call > 2 });
    for (const [contentAware, calls] of [
      [true, 3],
      [false, 1],
    ] as const) {
      const { run } = bench({ contentAware });
      const fault = faultyNode(says);
      const { status } = await run(only(fault.node, { retry: PLAIN }));
      expect([status, fault.calls]).to.deep.equal(['completed', calls]);
    }
    const { run } = bench();
    const never = faultyNode(() => async () => ({ success: false, error: 'down' }));
    const { error } = await run(only(never.node, { retry: PLAIN }));
    expect([error?.code, never.calls]).to.deep.equal(['CONTENT_FAILED', 3]);
    expect(error?.message).to.include('down');
  });

  it('do not wait for what answers at once', async () => {
    const { runtime } = bench();
    const { node } = faultyNode(() => 'ok');
    const flow = only(node, {
      retry: PLAIN,
      breaker: {},
      timeoutMs: 5,
      bulkhead: { concurrent: 1 },
    });
    let turns = 0;
    const handle = runtime.start(flow);
    const count = setInterval(() => turns++, 0);
    await handle.result;
    clearInterval(count);
    expect(turns).to.be.at.most(1);
  });

  it('are told to who taps, before the delay', async () => {
    const told: unknown[] = [];
    const { run } = bench({
      plugins: [
        {
          manifest: { name: 'ears', version: '1.0.0', requires: ['resilience'] },
          apply(_hooks, services) {
            services.get(ResilienceHooks.id).attemptFailed.tap('ears', (failure, { id }) => {
              const { node, attempt, of, delayMs, error } = failure;
              told.push([id, node, attempt, of, delayMs, (error as Error).message]);
            });
          },
        },
      ],
    });
    await run(only(faultyNode(failsAlways).node, { retry: PLAIN }));
    expect(told).to.deep.equal([
      ['run-1', 'it', 1, 3, 100, 'call 1'],
      ['run-1', 'it', 2, 3, 200, 'call 2'],
    ]);
  });

  it('tell nothing where the first attempt succeeds, and each attempt otherwise', async () => {
    const kinds = async (policy: RetryPolicy, ...calls: readonly number[]) =>
      kindsOf(await bench().run(only(faultyNode(failsAt(calls)).node, { retry: policy })));
    expect(await kinds(PLAIN)).to.deep.equal([]);
    expect(await kinds(PLAIN, 1)).to.deep.equal(['attemptFailed', 'attemptSucceeded']);
    expect(await kinds(PLAIN, 1, 2, 3)).to.deep.equal([
      'attemptFailed',
      'attemptFailed',
      'attemptsEnded',
    ]);
  });

  it('call each node as often as its faults ask, whatever fails when, and at once in others', async () => {
    const plan = fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(plan, async (nodes) => {
        const { run } = bench();
        const flow = workflow('several');
        const faults = nodes.map((fails, i) => {
          const fault = faultyNode((call) => (fails[call - 1] === true ? 'reject' : 'ok'));
          flow.add(
            `n${String(i)}`,
            fault.node,
            {},
            {
              plugins: { resilience: { retry: { ...PLAIN, attempts: 4 } } },
            },
          );
          return fault;
        });
        const { outcomes } = await run(flow.build(), { onError: 'continue' });
        for (const [i, fails] of nodes.entries()) {
          const first = [...fails, false].indexOf(false) + 1;
          const outcome = outcomes.get(`n${String(i)}`);
          expect(faults[i]?.calls).to.equal(Math.min(first, 4));
          expect(outcome?.status).to.equal(first <= 4 ? 'completed' : 'failed');
          expect(outcome?.attempts).to.equal(Math.min(first, 4));
        }
      }),
      { numRuns: 30 },
    );
  });
});
