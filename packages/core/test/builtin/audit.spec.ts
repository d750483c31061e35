import {
  type AuditEvent,
  AuditSink,
  type RunOptions,
  type AuditSink as Sink,
  subWorkflow,
} from '@tenon/core';
import {
  aRuntime,
  aWorkflow,
  deferredNode,
  failing,
  only,
  pass,
  RecordingAuditSink,
  spied,
  unhandledRejectionsDuring,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { chooser } from '../support/nodes.js';
import { gates, tapping } from '../support/plugins.js';
import { eventually, never, turns } from '../support/waiting.js';

function withSink(sink: Sink, options: Parameters<typeof aRuntime>[0] = {}) {
  return aRuntime({
    ...options,
    configure: ({ bind }) => {
      bind(AuditSink).toConstantValue(sink);
    },
  }).runtime;
}

const TERMINAL = ['runCompleted', 'runFailed', 'runAborted', 'runRefused'];

describe('audit', () => {
  it('taps nothing where no sink is bound', () => {
    const { hooks } = aRuntime().runtime.describe();
    expect(hooks.flatMap(({ taps }) => taps).some(({ plugin }) => plugin === 'audit')).to.equal(
      false,
    );
  });

  it('records what happens, numbered without gaps, at the time it happens', async () => {
    const clock = new VirtualClock({ date: new Date('2030-01-01T00:00:00Z') });
    const sink = new RecordingAuditSink();
    const slow = spied(() => {
      clock.block(1000);
      return { value: 1 };
    }).node;
    const flow = aWorkflow()
      .node('slow', slow)
      .node('choose', chooser(), { take: ['left'] })
      .node('dead', pass)
      .node('bad', failing(new Error('boom')))
      .node('behind', pass)
      .edge('slow', 'choose.value')
      .edge('choose.right', 'dead.value')
      .edge('bad', 'behind.value')
      .build();
    const runtime = withSink(sink, { clock, plugins: [gates()] });
    await clock.until(
      runtime.start(flow, { onError: 'continue', principal: { id: 'ada' }, tenant: 'acme' }).result,
    );
    expect(sink.types()).to.deep.equal([
      'runStarted',
      'nodeCompleted slow',
      'nodeCompleted choose',
      'nodeSkipped dead',
      'nodeFailed bad',
      'nodeSkipped behind',
      'runFailed',
    ]);
    expect(sink.events.map(({ seq }) => seq)).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
    expect(sink.events[0]).to.deep.equal({
      seq: 1,
      at: '2030-01-01T00:00:00.000Z',
      type: 'runStarted',
      runId: 'run-1',
      workflow: 'test',
      details: { principal: 'ada', tenant: 'acme' },
    });
    expect(sink.events[1]?.at).to.equal('2030-01-01T00:00:01.000Z');
    expect(sink.events[3]?.details).to.deep.include({ node: 'dead', reason: 'deadEdges' });
    expect(sink.events[4]?.details).to.deep.include({ node: 'bad', code: 'NODE_FAILED' });
    expect(sink.events[6]?.details).to.deep.equal({
      code: 'NODE_FAILED',
      message: 'Node "bad" of workflow "test" failed: boom',
    });
    expect(
      sink.events.every((event) => Object.isFrozen(event) && Object.isFrozen(event.details)),
    ).to.equal(true);
  });

  it('ends each run in exactly one terminal event, on every path', async () => {
    const sink = new RecordingAuditSink();
    const throws = (hook: 'prepare' | 'execute' | 'results') =>
      tapping('bad', (hooks) => {
        hooks[hook].tap('bad', () => {
          throw new Error('boom');
        });
      });
    const paths: readonly [
      RunOptions,
      ReturnType<typeof only>,
      string,
      Parameters<typeof aRuntime>[0]?,
    ][] = [
      [{}, only(value(1)), 'runCompleted'],
      [{}, only(failing('boom')), 'runFailed'],
      [{}, only(pass), 'runRefused'],
      [{ signal: AbortSignal.abort() }, only(value(1)), 'runAborted'],
      [{ timeoutMs: 5, graceMs: 0 }, only(deferredNode().node), 'runFailed'],
      [{}, only(value(1)), 'runRefused', { plugins: [throws('prepare')] }],
      [{}, only(value(1)), 'runFailed', { plugins: [throws('execute')] }],
      [{}, only(value(1)), 'runFailed', { plugins: [throws('results')] }],
      [{}, only(value(1)), 'runFailed', { limits: { wallMs: 1 }, plugins: [slowExecute()] }],
    ];
    for (const [i, [options, flow, expected, runtimeOptions]] of paths.entries()) {
      await withSink(sink, runtimeOptions).start(flow, { ...options, id: `path ${String(i)}` })
        .result;
      const ends = sink.types(`path ${String(i)}`).filter((type) => TERMINAL.includes(type));
      expect(ends, `path ${String(i)}`).to.deep.equal([expected]);
      expect(sink.types(`path ${String(i)}`).at(-1)).to.equal(expected);
    }
    const queued = withSink(sink, { limits: { concurrentRuns: 1 } });
    const first = queued.start(only(deferredNode().node), { graceMs: 0 });
    const waiting = queued.start(only(value(1)), { id: 'waiting' });
    await turns();
    waiting.abort();
    await waiting.result;
    first.abort();
    await first.result;
    expect(sink.types('waiting')).to.deep.equal(['runAborted']);
  });

  it('tells nodes that were aborted, and who asks by text, id or name', async () => {
    const sink = new RecordingAuditSink();
    const runtime = withSink(sink);
    const { node, visits } = deferredNode();
    const run = runtime.start(only(node), { graceMs: 0 });
    await eventually(() => visits.length === 1);
    run.abort();
    await run.result;
    expect(sink.types('run-1')).to.deep.equal(['runStarted', 'nodeAborted only', 'runAborted']);
    const told: unknown[] = [];
    for (const principal of [
      'ada',
      7,
      { name: 'ada' },
      { id: 3 },
      Symbol('s'),
      { secret: 'x' },
      null,
    ]) {
      sink.events.length = 0;
      await runtime.start(only(value(1)), { principal }).result;
      told.push(sink.events[0]?.details['principal']);
    }
    expect(told.slice(0, 4)).to.deep.equal(['ada', '7', 'ada', '3']);
    expect(told[4]).to.equal('Symbol(s)');
    // What else an object holds may be a token.
    expect(told.slice(5)).to.deep.equal([undefined, undefined]);
  });

  it('refuses a run whose start cannot be recorded, and enters no node', async () => {
    const boom = new Error('disk full');
    const sinks: readonly Sink['append'][] = [
      () => {
        throw boom;
      },
      () => Promise.reject(boom),
    ];
    for (const append of sinks) {
      const { node, calls } = spied();
      const { status, error, warnings } = await withSink({ append }).start(only(node)).result;
      expect([status, error?.code, error?.cause]).to.deep.equal(['refused', 'HOOK_FAILED', boom]);
      expect(error?.where).to.deep.equal({ plugin: 'audit', hook: 'prepare' });
      expect(warnings.map(({ code }) => code)).to.deep.equal(['OBSERVER_FAILED']);
      expect(calls).to.have.length(0);
    }
  });

  it('makes warnings of what cannot be recorded later, and changes nothing else', async () => {
    const boom = new Error('disk full');
    const failsOn = (type: string, later: boolean): Sink => ({
      append: (event: AuditEvent) => {
        if (event.type !== type) return later ? Promise.resolve() : undefined;
        if (later) return Promise.reject(boom);
        throw boom;
      },
    });
    const reasons = await unhandledRejectionsDuring(async () => {
      for (const later of [false, true]) {
        for (const type of ['nodeCompleted', 'runCompleted']) {
          const { status, warnings, results } = await withSink(failsOn(type, later)).start(
            only(value(1)),
          ).result;
          expect([status, results['only']], type).to.deep.equal(['completed', { value: 1 }]);
          expect(
            warnings.map(({ code }) => code),
            type,
          ).to.deep.equal(['OBSERVER_FAILED']);
          expect(warnings[0]?.message).to.include('disk full');
        }
      }
    });
    expect(reasons).to.deep.equal([]);
  });

  it('waits for a slow sink at the end, and for one that hangs only so long', async () => {
    const clock = new VirtualClock();
    const written: string[] = [];
    const slow: Sink = {
      append: ({ type }) =>
        new Promise((resolve) => {
          clock.timer(10, () => {
            written.push(type);
            resolve();
          });
        }),
    };
    const run = withSink(slow, { clock }).start(only(value(1)));
    await clock.until(run.result);
    expect(written).to.deep.equal(['runStarted', 'nodeCompleted', 'runCompleted']);
    const hangs = (type: string): Sink => ({
      append: (event) => (event.type === type ? never() : undefined),
    });
    for (const [type, status, code] of [
      ['runStarted', 'refused', 'HOOK_TIMEOUT'],
      ['nodeCompleted', 'completed', undefined],
      ['runCompleted', 'completed', undefined],
    ] as const) {
      const start = clock.now();
      const runtime = withSink(hangs(type), { clock, hookTimeoutMs: 500 });
      const result = await clock.until(runtime.start(only(value(1))).result);
      expect([result.status, result.error?.code], type).to.deep.equal([status, code]);
      expect(clock.now() - start, type).to.be.within(500, 1000);
    }
    expect(clock.pendingTimers).to.equal(0);
  });

  it('names nodes in sub-workflows so that they can be told apart', async () => {
    const sink = new RecordingAuditSink();
    const inner = subWorkflow(aWorkflow('inner').node('x', value(1)).build());
    const flow = aWorkflow().node('x', inner).node('y', inner).build();
    await withSink(sink).execute(flow);
    expect(sink.types()).to.deep.equal([
      'runStarted',
      'nodeCompleted x/x',
      'nodeCompleted x',
      'nodeCompleted y/x',
      'nodeCompleted y',
      'runCompleted',
    ]);
  });
});

/** Holds the thread in the hook `execute` for longer than a millisecond. */
function slowExecute() {
  return tapping('slow', (hooks) => {
    hooks.execute.tapPromise('slow', async () => {
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
      return undefined;
    });
  });
}
