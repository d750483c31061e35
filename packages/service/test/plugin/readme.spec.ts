import { createRuntime, defineNode, Logger, port, SilentLogger, workflow } from '@tenon/core';
import { runQueue, serve } from '@tenon/service';
import { only, value } from '@tenon/testing';
import { expect } from 'chai';

/** The code in the README of the package: each region is shown there. */
describe('the README of service', () => {
  it('shows a service', async () => {
    const greet = defineNode({
      type: 'greet',
      inputs: { name: port<string>() },
      outputs: { text: port<string>() },
      run: ({ name }) => ({ text: `Good morning, ${name}.` }),
    });
    const flow = workflow('greeting');
    const greeting = flow.add('greeting', greet, { name: 'Ada' });
    const built = flow.build();
    const connect = () => Promise.resolve();

    // #region service
    const runtime = createRuntime({
      plugins: [runQueue({ concurrentRuns: 8, queuedRuns: 500, maxWaitMs: 30_000 })],
    });
    const service = serve(runtime);
    await service.start(connect); // opens the door when the promise of `connect` is fulfilled

    const run = service.accept(built, { tenant: 'acme', priority: 5 });
    run.state; // 'running', 'waiting', or 'rejected'
    run.rejection?.code; // why it was turned away: 'QUEUE_FULL', …
    const result = await run.result; // as of any run; `refused` where it was turned away
    result.of(greeting); // { text: 'Good morning, Ada.' }

    await service.onIdle(); // nothing runs, nothing waits
    const { runs } = await service.drain(10_000); // how each run ended that was there
    await runtime.dispose();
    // #endregion
    expect(result.of(greeting)).to.deep.equal({ text: 'Good morning, Ada.' });
    expect(run.rejection).to.equal(undefined);
    expect(runs).to.deep.equal([]);
  });

  it('shows tenants', () => {
    // #region tenants
    const queue = runQueue({
      concurrentRuns: 16,
      queuedRuns: 1_000,
      tenants: {
        concurrentRuns: 4, // of each tenant at a time
        queuedRuns: 100, // and waiting
        of: new Map([['acme', { concurrentRuns: 8 }]]),
      },
    });
    // #endregion
    expect(queue.manifest.name).to.equal('run-queue');
  });

  it('shows signals', async () => {
    const runtime = createRuntime({
      plugins: [runQueue()],
      configure: ({ bind }) => {
        bind(Logger).toConstantValue(new SilentLogger());
      },
    });
    const service = serve(runtime);
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    const main = async () => {
      // #region signals
      const { drained } = service.drainOnSignal({ timeoutMs: 20_000 });
      await service.start();
      const { runs, isComplete } = await drained; // once SIGTERM or SIGINT has come
      for (const { runId, end, code } of runs) print(`${runId}: ${end} ${code ?? ''}`);
      if (!isComplete) process.exitCode = 1;
      await runtime.dispose();
      // #endregion
    };
    const ended = main();
    await Promise.resolve();
    service.accept(only(value(1)), { id: 'last' });
    process.emit('SIGTERM', 'SIGTERM');
    await ended;
    expect(lines).to.deep.equal(['last: completed ']);
  });
});
