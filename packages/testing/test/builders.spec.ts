import {
  createRuntime,
  IdSource,
  Logger,
  type Plugin,
  RunError,
  type RunResult,
  type Workflow,
} from '@tenon/core';
import {
  add,
  aRuntime,
  aWorkflow,
  CountingIds,
  chainOf,
  collect,
  deferredNode,
  failing,
  only,
  pass,
  RecordingAuditSink,
  RecordingLogger,
  sleeping,
  spied,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { Container } from 'inversify';

async function resultOf(flow: Workflow): Promise<RunResult> {
  return aRuntime().runtime.start(flow).result;
}

describe('aRuntime', () => {
  it('counts run ids, and keeps what is logged', async () => {
    const noisy: Plugin = {
      manifest: { name: 'noisy', version: '1.0.0' },
      apply(_hooks, services) {
        services.get(Logger).info('applied', { by: 'noisy' });
      },
    };
    const { runtime, log } = aRuntime({ plugins: [noisy] });
    expect(runtime.start(only(value(1))).id).to.equal('run-1');
    expect(runtime.start(only(value(1))).id).to.equal('run-2');
    expect(log.lines).to.deep.equal([
      { level: 'info', message: 'applied', details: { by: 'noisy' } },
    ]);
    expect(aRuntime().runtime.start(only(value(1))).id).to.equal('run-1');
    await runtime.dispose();
  });

  it('leaves alone what the host or configure binds', () => {
    const container = new Container();
    const ids = { next: () => 'mine' };
    container.bind(IdSource).toConstantValue(ids);
    const logger = new RecordingLogger();
    const { runtime, log } = aRuntime({
      container,
      configure: ({ bind }) => {
        bind(Logger).toConstantValue(logger);
      },
      plugins: [
        {
          manifest: { name: 'noisy', version: '1.0.0' },
          apply: (_hooks, services) => services.get(Logger).debug('hello'),
        },
      ],
    });
    expect(runtime.start(only(value(1))).id).to.equal('mine');
    expect(log.lines).to.deep.equal([]);
    expect(logger.lines).to.have.length(1);
  });
});

describe('aWorkflow', () => {
  it('connects by names, paths included', async () => {
    const flow = aWorkflow('sums')
      .node('data', value({ list: [1, 2] }))
      .node('sum', add, { b: 3 })
      .node('all', collect)
      .edge('data.value.list[1]', 'sum.a')
      .edge('sum', 'all.values')
      .edge('data.value.list', 'all.values')
      .build();
    const { results } = await resultOf(flow);
    expect(flow.name).to.equal('sums');
    expect(results['sum']).to.deep.equal({ value: 5 });
    expect(results['all']).to.deep.equal({ value: [5, [1, 2]] });
  });

  it('makes workflows of one node, and chains', async () => {
    expect((await resultOf(only(add, { a: 1, b: 2 }))).results['only']).to.deep.equal({ value: 3 });
    const { results } = await resultOf(chainOf(5));
    expect(Object.keys(results)).to.have.length(5);
    expect(results['n4']).to.deep.equal({ value: 1 });
    expect(chainOf(1).nodes.map(({ id }) => id)).to.deep.equal(['n0']);
  });
});

describe('the nodes', () => {
  it('fail with what they are given, at once or later', async () => {
    for (const later of [false, true]) {
      const { error } = await resultOf(only(failing('boom', { later })));
      expect(error?.code).to.equal('NODE_FAILED');
      expect(error?.cause).to.equal('boom');
    }
  });

  it('sleep by a clock, and stop when they are told to unless they ignore it', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock });
    const flow = aWorkflow()
      .node('obeys', sleeping(clock, 100))
      .node('ignores', sleeping(clock, 100, { ignoresAbort: true }))
      .build();
    const run = runtime.start(flow, { graceMs: 20 });
    await clock.advance(10);
    run.abort('enough');
    await clock.advance(20);
    const { outcomes, warnings } = await run.result;
    expect(outcomes.get('obeys')?.reason).to.equal('cutOff');
    expect(outcomes.get('ignores')?.reason).to.equal('abandoned');
    expect(warnings.map(({ node }) => node)).to.deep.equal(['ignores']);
    await clock.runAll();
    const controller = new AbortController();
    controller.abort('no');
    const { body } = sleeping(clock, 1);
    const visit =
      body.kind === 'function' ? body.run({}, { signal: controller.signal } as never) : 0;
    expect(await Promise.resolve(visit).catch((reason: unknown) => reason)).to.equal('no');
  });

  it('note their visits, and answer what the test says', async () => {
    const { node, calls } = spied();
    const other = spied(({ value: given }) => ({ value: [given] }));
    const flow = aWorkflow()
      .node('a', value(1))
      .node('b', node)
      .node('c', other.node)
      .edge('a', 'b.value')
      .edge('b', 'c.value')
      .build();
    const { results } = await resultOf(flow);
    expect(calls.map(({ inputs, context }) => [inputs, context.nodeId])).to.deep.equal([
      [{ value: 1 }, 'b'],
    ]);
    expect(results['c']).to.deep.equal({ value: [1] });
  });

  it('settle when the test says so', async () => {
    const { node, visits } = deferredNode();
    const { runtime } = aRuntime();
    const good = runtime.start(only(node));
    const bad = runtime.start(only(node));
    // A slow machine gives its event loop a turn between them.
    while (visits.length < 2) await new Promise(setImmediate);
    visits[0]?.resolve(7);
    visits[1]?.reject('boom');
    expect((await good.result).results['only']).to.deep.equal({ value: 7 });
    expect((await bad.result).error?.cause).to.equal('boom');
  });

  it('are ordinary definitions that any runtime runs', async () => {
    const flow = aWorkflow()
      .node('a', value('x'))
      .node('b', pass)
      .edge('a.value', 'b.value')
      .build();
    const runtime = createRuntime();
    expect((await runtime.execute(flow)).results['b']).to.deep.equal({ value: 'x' });
    const error: unknown = await runtime
      .execute(only(failing(7)))
      .catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(RunError);
  });
});

describe('the recorders', () => {
  it('keep lines by level', () => {
    const log = new RecordingLogger();
    for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level](level, { level });
    expect(log.lines.map(({ level, details }) => [level, details])).to.deep.equal(
      ['debug', 'info', 'warn', 'error'].map((level) => [level, { level }]),
    );
  });

  it('count ids from 1', () => {
    const ids = new CountingIds();
    expect([ids.next(), ids.next()]).to.deep.equal(['run-1', 'run-2']);
  });

  it('keep audit events, and tell their types by run', () => {
    const sink = new RecordingAuditSink();
    const event = {
      seq: 1,
      at: '',
      type: 'runStarted',
      runId: 'a',
      workflow: 'w',
      details: {},
    } as const;
    sink.append(event);
    sink.append({ ...event, type: 'nodeFailed', runId: 'b', details: { node: 'n' } });
    expect(sink.types()).to.deep.equal(['runStarted', 'nodeFailed n']);
    expect(sink.types('b')).to.deep.equal(['nodeFailed n']);
    expect(sink.events).to.have.length(2);
  });
});
