import {
  AccessPolicy,
  AuditSink,
  defineNode,
  Plugin,
  port,
  type Runtime,
  TaskManager,
} from '@tenon/core';
import { only, RecordingAuditSink, spied, value } from '@tenon/testing';
import { expect } from 'chai';
import { Container } from 'inversify';
import { type Own, tapping, twoRuntimes } from './two-runtimes.js';

const failing = defineNode({
  type: 'failing',
  outputs: { success: port<boolean>() },
  run: () => ({ success: false }),
});

const statusIn = async (runtime: Runtime, flow = only(failing)) =>
  (await runtime.start(flow).result).status;

describe('two runtimes in one container', () => {
  it('have each their own options, also for the very same workflow', async () => {
    const flow = only(failing);
    const [one, other] = twoRuntimes({}, { contentAware: false });
    expect([await statusIn(one, flow), await statusIn(other, flow)]).to.deep.equal([
      'failed',
      'completed',
    ]);
  });

  it('have each their own places for runs', async () => {
    const limits = { concurrentRuns: 1, whenFull: 'refuse' } as const;
    const [one, other] = twoRuntimes({ limits }, { limits });
    // A run that waits for nothing is over before the next one begins.
    const waiting = only(spied(async () => ({ value: 1 })).node);
    const runs = [one, one, other].map((runtime) => runtime.start(waiting).result);
    expect((await Promise.all(runs)).map(({ status }) => status)).to.deep.equal([
      'completed',
      'refused',
      'completed',
    ]);
  });

  it('have each their own services and records', async () => {
    const sinks = [new RecordingAuditSink(), new RecordingAuditSink()];
    const [one, other] = twoRuntimes(
      { configure: ({ bind }) => void bind(AuditSink).toConstantValue(sinks[0] as AuditSink) },
      { configure: ({ bind }) => void bind(AuditSink).toConstantValue(sinks[1] as AuditSink) },
    );
    await one.execute(only(value(1)), { id: 'of one' });
    await other.execute(only(value(1)), { id: 'of the other' });
    expect(sinks.map((sink) => new Set(sink.events.map(({ runId }) => runId)))).to.deep.equal([
      new Set(['of one']),
      new Set(['of the other']),
    ]);
    const idsIn = async (runtime: Runtime) =>
      Array.from(await runtime.services.get(TaskManager).runs(), ({ runId }) => runId);
    expect([await idsIn(one), await idsIn(other)]).to.deep.equal([['of one'], ['of the other']]);
  });

  it('ask each their own access policy', async () => {
    const allowing = (tenant: string): Own => ({
      configure: ({ bind }) => {
        bind(AccessPolicy).toConstantValue({ decide: (request) => request.tenant === tenant });
      },
    });
    const [one, other] = twoRuntimes(allowing('acme'), allowing('globex'));
    const runs = [one, other].map((runtime) => runtime.start(only(value(1)), { tenant: 'acme' }));
    const results = await Promise.all(runs.map(({ result }) => result));
    expect(results.map(({ status, error }) => [status, error?.code])).to.deep.equal([
      ['completed', undefined],
      ['refused', 'ACCESS_DENIED'],
    ]);
  });

  it('have each the plugins that are registered with them, beside those of the container', async () => {
    const seen: string[] = [];
    const telling = (name: string) =>
      tapping(name, (hooks) =>
        hooks.settled.tap(name, (_, { id }) => void seen.push(`${name}: ${id}`)),
      );
    const container = new Container({ defaultScope: 'Singleton' });
    container.bind(Plugin).toConstantValue(telling('both'));
    const [one, other] = twoRuntimes(
      { plugins: [telling('first')] },
      { plugins: [telling('second')] },
      container,
    );
    await one.execute(only(value(1)), { id: 'a' });
    await other.execute(only(value(1)), { id: 'b' });
    expect(seen).to.deep.equal(['both: a', 'first: a', 'both: b', 'second: b']);
    expect(container.isBound(TaskManager)).to.equal(false);
  });

  it('are disposed of each by itself', async () => {
    const [one, other] = twoRuntimes({}, {});
    await one.dispose();
    expect(() => one.start(only(value(1)))).to.throw('disposed of');
    expect(await statusIn(other, only(value(1)))).to.equal('completed');
  });
});
