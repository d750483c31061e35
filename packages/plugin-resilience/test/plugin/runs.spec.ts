import { defineNode, type RunEvent, subWorkflow, workflow } from '@tenon/core';
import { ResilienceHooks, type ResiliencePolicy, resilience } from '@tenon/plugin-resilience';
import { aRuntime, expectNoHandlesLeft, gates, loops, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import { failsAlways, failsAt, faultyNode } from '../support/faults.js';
import { bench, eventsOf, only } from '../support/run.js';

const RETRY = { jitter: 'none', delayMs: 100, attempts: 3 } as const;
const told = (events: readonly RunEvent[]) =>
  events.flatMap((event) =>
    event.type === 'nodeNoted' ? [[event.node, event.note.kind, event.note.text]] : [],
  );

describe('attempts', () => {
  it('are on the event stream as they happen, with the time at which they do', async () => {
    const { runtime, clock } = bench();
    const events = await eventsOf(
      runtime,
      clock,
      only(faultyNode(failsAt([1, 2])).node, { retry: RETRY }),
    );
    const notes = events.filter(({ type }) => type === 'nodeNoted');
    expect(notes.map(({ at }) => at)).to.deep.equal([0, 100, 300]);
    expect(told(events)).to.deep.equal([
      ['it', 'attemptFailed', 'Attempt 1 of 3 failed: call 1; 100 ms to the next.'],
      ['it', 'attemptFailed', 'Attempt 2 of 3 failed: call 2; 200 ms to the next.'],
      ['it', 'attemptSucceeded', 'Attempt 3 succeeded.'],
    ]);
  });

  it('are in outcomes, and why tells them', async () => {
    const { run } = bench();
    const result = await run(
      only(faultyNode(failsAlways).node, { retry: { ...RETRY, attempts: 2 } }),
    );
    const outcome = result.outcomes.get('it');
    expect(outcome?.attempts).to.equal(2);
    expect(outcome?.notes.map(({ details }) => details)).to.deep.equal([
      { attempt: 1, of: 2, error: 'FAULT', delayMs: 100 },
      { attempt: 2, of: 2, error: 'FAULT' },
    ]);
    expect(result.why('it')?.text).to.equal(
      'Node "it" of workflow "flow" failed: call 2. Attempt 1 of 2 failed: call 1; 100 ms to the next. Attempt 2 of 2 failed: call 2; it was the last attempt.',
    );
  });

  it('that are many are all events, and the last of them in the outcome', async () => {
    const { runtime, clock, run } = bench();
    const flow = only(faultyNode(failsAlways).node, { retry: { attempts: 40, backoff: 'none' } });
    expect(told(await eventsOf(runtime, clock, flow))).to.have.length(40);
    const { outcomes } = await run(flow);
    const notes = outcomes.get('it')?.notes ?? [];
    expect([notes.length, notes.at(-1)?.details['attempt']]).to.deep.equal([16, 40]);
  });

  it('in a loop are those of its last iteration', async () => {
    const { run, clock } = bench({ plugins: [loops()] });
    const fault = faultyNode(failsAt([1, 2, 4]));
    const flow = workflow('flow');
    flow.add('it', fault.node, {}, { plugins: { resilience: { retry: RETRY } } });
    flow.wire({ from: 'start', output: 'value', to: 'it', input: 'value' });
    flow.add('start', value(1));
    flow.loop('loop', {
      back: [{ from: 'it', output: 'value', to: 'it', input: 'value' }],
      maxIterations: 3,
    });
    const { outcomes, status } = await run(flow.build());
    const { attempts, iterations, notes } = outcomes.get('it') ?? {};
    expect([status, attempts, iterations, notes]).to.deep.equal(['completed', 1, 3, []]);
    expect([fault.calls, clock.now()]).to.deep.equal([6, 400]);
  });

  it('of a node that is skipped are none', async () => {
    const { run } = bench({ options: { retry: RETRY, breaker: {} }, plugins: [gates()] });
    const flow = workflow('flow');
    flow.add('bad', faultyNode(failsAlways).node);
    flow.add('behind', pass);
    flow.wire({ from: 'bad', output: 'value', to: 'behind', input: 'value' });
    const { outcomes } = await run(flow.build(), { onError: 'continue' });
    expect(outcomes.get('behind')).to.deep.include({ status: 'skipped', attempts: 1, notes: [] });
  });

  it('in a sub-workflow are told by the path of the node', async () => {
    const { runtime, clock } = bench({ options: { retry: RETRY } });
    const inner = workflow('inner');
    inner.add('deep', faultyNode(failsAt([1])).node);
    const outer = workflow('outer');
    outer.add('sub', subWorkflow(inner.build()));
    const events = await eventsOf(runtime, clock, outer.build());
    expect(told(events).map(([node]) => node)).to.deep.equal(['sub/deep', 'sub/deep']);
  });

  it('of several nodes go on at the same time', async () => {
    const { run, clock } = bench({ options: { retry: RETRY } });
    const flow = workflow('flow');
    for (let i = 0; i < 8; i++) flow.add(`n${String(i)}`, faultyNode(failsAt([1, 2])).node);
    expect((await run(flow.build())).status).to.equal('completed');
    expect(clock.now()).to.equal(300);
  });

  it('of a thousand concurrent runs of several tenants do not mix', async () => {
    const { runtime, clock } = bench();
    const seen = new Map<string, number>();
    const node = defineNode({
      type: 'tenants',
      run: (_inputs, { runId, tenant }) => {
        const key = `${String(tenant)}/${runId}`;
        const call = (seen.get(key) ?? 0) + 1;
        seen.set(key, call);
        if (call <= Number(runId.slice(4)) % 3) return Promise.reject(new Error('not yet'));
        return {};
      },
    });
    const policy: ResiliencePolicy = { retry: RETRY, breaker: { perTenant: true, failures: 1 } };
    const flow = only(node, policy);
    const handles = Array.from({ length: 1000 }, (_, i) =>
      runtime.start(flow, { tenant: `t${String(i % 7)}` }),
    );
    const results = await clock.until(Promise.all(handles.map(({ result }) => result)));
    for (const { runId, status, outcomes } of results) {
      expect([status, outcomes.get('it')?.attempts]).to.deep.equal([
        'completed',
        (Number(runId.slice(4)) % 3) + 1,
      ]);
    }
    expect(clock.pendingTimers).to.equal(0);
  });

  it('leave nothing that keeps the process alive, by the clock of the machine', async () => {
    await expectNoHandlesLeft(async () => {
      const { runtime } = aRuntime({
        plugins: [resilience({ retry: { delayMs: 5 }, timeoutMs: 60_000 })],
      });
      expect((await runtime.start(only(faultyNode(failsAt([1])).node)).result).status).to.equal(
        'completed',
      );
      const handle = runtime.start(
        only(faultyNode(failsAlways).node, { retry: { delayMs: 20_000 } }),
      );
      setTimeout(() => handle.abort(), 5);
      expect((await handle.result).status).to.equal('aborted');
      await runtime.dispose();
    });
  });

  it('whose listener throws, or never reads, go on', async () => {
    const { runtime, clock, log } = bench({
      plugins: [
        {
          manifest: { name: 'broken', version: '1.0.0', requires: ['resilience'] },
          apply(_hooks, services) {
            const { attemptFailed, breakerChanged } = services.get(ResilienceHooks.id);
            const deaf = () => {
              throw new Error('broken ear');
            };
            attemptFailed.tap('broken', deaf);
            breakerChanged.tap('broken', deaf);
          },
        },
      ],
    });
    const flow = only(faultyNode(failsAlways).node, { retry: RETRY, breaker: { failures: 1 } });
    const handle = runtime.start(flow);
    handle.events();
    const { status, warnings } = await clock.until(handle.result);
    expect(status).to.equal('failed');
    expect(warnings.map(({ code }) => code)).to.include('OBSERVER_FAILED');
    expect(log.lines.length).to.be.above(0);
  });
});
