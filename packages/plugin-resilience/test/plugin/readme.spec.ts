import {
  Clock,
  createRuntime,
  defineNode,
  formatDescription,
  NodeType,
  type Plugin,
  port,
  RuntimeError,
  workflow,
} from '@tenon/core';
import { Breakers, RandomSource, ResilienceHooks, resilience } from '@tenon/plugin-resilience';
import { VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { bench } from '../support/run.js';

/** The code in the README of the package: each region is shown there. */
describe('the README of plugin-resilience', () => {
  it('shows a node that is retried', async () => {
    // #region retry
    let calls = 0;
    const fetchPrice = defineNode({
      type: 'fetch-price',
      outputs: { price: port<number>() },
      run: async () => {
        if (++calls < 3) throw new Error('503');
        return { price: 19.9 };
      },
    });
    const flow = workflow('prices');
    const price = flow.add(
      'price',
      fetchPrice,
      {},
      {
        plugins: { resilience: { retry: { attempts: 4, delayMs: 20 }, timeoutMs: 2_000 } },
      },
    );

    const runtime = createRuntime({ plugins: [resilience()] });
    const result = await runtime.execute(flow.build());
    result.of(price)?.price; // 19.9
    result.outcomes.get('price')?.attempts; // 3
    result.why('price')?.text;
    // "price" completed. Attempt 1 of 4 failed: 503; 14 ms to the next. Attempt 2 of 4 failed: 503;
    // 31 ms to the next. Attempt 3 succeeded.
    // #endregion
    expect(result.of(price)?.price).to.equal(19.9);
    expect(result.outcomes.get('price')?.attempts).to.equal(3);
    expect(result.why('price')?.text).to.match(
      /^"price" completed\. Attempt 1 of 4 failed: 503; \d+ ms to the next\. .* Attempt 3 succeeded\.$/,
    );
  });

  it('shows where policies are stated', async () => {
    const ask = defineNode({ type: 'http-request', run: () => ({}) });
    // #region places
    const options = {
      timeoutMs: 10_000, // of every node
      types: { 'http-request': { retry: { attempts: 5 } } }, // of those of a type
    };
    const flow = workflow('orders');
    flow.plugins({ resilience: { retry: { attempts: 2 } } }); // of those of a workflow
    flow.add('stock', ask); // 5 attempts of 10 s
    flow.add('order', ask, {}, { plugins: { resilience: { retry: false, timeoutMs: 60_000 } } });
    // #endregion
    const runtime = createRuntime({ plugins: [resilience(options)] });
    expect(runtime.verify(flow.build())).to.deep.equal([]);
  });

  it('shows which errors are retried, and for how long', () => {
    class Conflict extends Error {}
    // #region errors
    const retry = {
      attempts: 6,
      backoff: 'exponential', // or 'linear', 'fixed', 'none'
      delayMs: 100,
      maxDelayMs: 5_000,
      jitter: 'full', // or 'half', 'none'
      budgetMs: 20_000, // no attempt begins later
      on: ['ECONNRESET', 'TIMEOUT', Conflict],
      except: ['HTTP_INVALID'],
      when: (error: unknown, attempt: number) => attempt < 3 || RuntimeError.is(error, 'TIMEOUT'),
    } as const;
    // #endregion
    expect(() => resilience({ retry })).not.to.throw();
  });

  it('shows a breaker and a bulkhead of a resource', async () => {
    const chargeCard = defineNode({
      type: 'charge-card',
      outputs: { receipt: port<string>() },
      run: (): { receipt: string } => {
        throw new Error('502');
      },
    });
    // #region breaker
    const billing = {
      breaker: { resource: 'billing', failures: 3, restMs: 10_000 },
      bulkhead: { resource: 'billing', concurrent: 8, queue: 100 },
    };
    const runtime = createRuntime({ plugins: [resilience({ types: { 'charge-card': billing } })] });
    // #endregion
    const flow = workflow('pay');
    flow.add('charge', chargeCard);
    const pay = flow.build();
    for (let i = 0; i < 3; i++) await runtime.start(pay).result;
    // #region states
    const refused = await runtime.start(pay).result;
    refused.error?.code; // 'BREAKER_OPEN'
    refused.outcomes.get('charge')?.attempts; // 0
    runtime.services.get(Breakers).states;
    // [{ per: 'resource', name: 'billing', state: 'open', openedAt: 1204.7 }]
    // #endregion
    expect(refused.error?.code).to.equal('BREAKER_OPEN');
    expect(refused.outcomes.get('charge')?.attempts).to.equal(0);
    expect(runtime.services.get(Breakers).states[0]).to.deep.include({
      per: 'resource',
      name: 'billing',
      state: 'open',
    });
  });

  it('shows what stands in', async () => {
    const live = defineNode({
      type: 'live-price',
      inputs: { sku: port<string>() },
      outputs: { price: port<number>() },
      run: (): { price: number } => {
        throw new Error('down');
      },
    });
    const listed = defineNode({
      type: 'listed-price',
      inputs: { sku: port<string>() },
      outputs: { price: port<number>() },
      run: ({ sku }) => ({ price: sku.length }),
    });
    // #region fallback
    const flow = workflow('prices');
    flow.add(
      'exact',
      live,
      { sku: 'x1' },
      {
        plugins: { resilience: { fallback: { kind: 'listed-price' } } }, // called with the same inputs
      },
    );
    flow.add(
      'rough',
      live,
      { sku: 'x1' },
      {
        plugins: { resilience: { fallback: { outputs: { price: 0 }, except: ['TIMEOUT'] } } },
      },
    );
    // #endregion
    const { run } = bench({
      configure: ({ bind }) => {
        bind(NodeType).toConstantValue(listed);
      },
    });
    const { results } = await run(flow.build());
    expect({ ...results }).to.deep.equal({ exact: { price: 2 }, rough: { price: 0 } });
  });

  it('shows a test', async () => {
    const flaky = defineNode({
      type: 'flaky',
      run: () => {
        throw new Error('down');
      },
    });
    const flow = workflow('tested');
    flow.add('flaky', flaky, {}, { plugins: { resilience: { retry: { delayMs: 100 } } } });
    const tested = flow.build();
    // #region test
    const clock = new VirtualClock();
    const runtime = createRuntime({
      plugins: [resilience()],
      configure: ({ bind }) => {
        bind(Clock).toConstantValue(clock);
        bind(RandomSource).toConstantValue({ next: () => 0.5 });
      },
    });
    const result = await clock.until(runtime.start(tested).result);
    clock.now(); // 150: half of 100, and half of 200
    // #endregion
    expect([result.status, clock.now()]).to.deep.equal(['failed', 150]);
  });

  it('shows a plugin that listens', async () => {
    const lines: string[] = [];
    const log = { warn: (line: string) => void lines.push(line) };
    // #region hooks
    const alarms = {
      manifest: { name: 'alarms', version: '1.0.0', requires: ['resilience'] },
      apply(_hooks, services) {
        services.get(ResilienceHooks.id).breakerChanged.tap('alarms', ({ name, to }, run) => {
          if (to === 'open') log.warn(`${name} is down, says run ${run.id}`);
        });
      },
    } satisfies Plugin;
    // #endregion
    const { run } = bench({ options: { breaker: { failures: 1 } }, plugins: [alarms] });
    const flow = workflow('flow');
    flow.add('db', defineNode({ type: 'db', run: () => Promise.reject(new Error('no')) }));
    await run(flow.build());
    expect(lines).to.deep.equal(['db is down, says run run-1']);
  });

  it('shows the place of the plugin', () => {
    const runtime = createRuntime({ plugins: [resilience()] });
    expect(formatDescription(runtime.describe())).to.include(
      '4  resilience  0.1.0    "resilience" declares before: ["audit"]',
    );
  });
});
