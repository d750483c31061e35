import { HealthPart, type HealthReport, type Plugin } from '@tenon/core';
import { Health, observability } from '@tenon/plugin-observability';
import {
  aRuntime,
  aWorkflow,
  deferredNode,
  expectNoHandlesLeft,
  failing,
  only,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { observed, type Stated, turnsUntil } from '../support/runtime.js';

const part = (name: string, health: () => HealthReport | Promise<HealthReport>): HealthPart => ({
  name,
  health,
});

function healthOf(stated: Stated = {}) {
  const { runtime } = observed(stated);
  return { runtime, health: runtime.services.get(Health) };
}

describe('the health of a runtime', () => {
  it('counts runs by how they stand', async () => {
    const { node, visits } = deferredNode();
    const { runtime, health } = healthOf({ limits: { concurrentRuns: 1 } });
    const runs = [runtime.start(only(node)), runtime.start(only(node))];
    await turnsUntil(() => visits.length === 1);
    const counts = async () => (await health.snapshot()).runs;
    const none = { queued: 0, running: 0, completed: 0, failed: 0, aborted: 0, refused: 0 };
    expect(await counts()).to.deep.equal({ ...none, queued: 1, running: 1 });
    visits[0]?.resolve();
    await runs[0]?.result;
    await turnsUntil(() => visits.length === 2);
    visits[1]?.reject(new Error('boom'));
    await runs[1]?.result;
    await runtime.start(only(node), { signal: AbortSignal.abort() }).result;
    await runtime.start(aWorkflow().edge('a.b', 'c.d').build()).result;
    await runtime.plan(only(value(1)));
    expect(await counts()).to.deep.equal({
      ...none,
      completed: 1,
      failed: 1,
      aborted: 1,
      refused: 1,
    });
  });

  it('shows the last failures, the last first, and so many as it may', async () => {
    const { runtime, health } = healthOf({
      clock: new VirtualClock(),
      options: { recentFailures: 2 },
    });
    for (const message of ['one', 'two', 'three']) {
      await runtime.start(only(failing(new Error(message)))).result;
    }
    const { failures, at, uptimeMs } = await health.snapshot();
    expect(failures.map(({ runId, message }) => [runId, message?.split(': ')[1]])).to.deep.equal([
      ['run-3', 'three'],
      ['run-2', 'two'],
    ]);
    expect(failures[0]).to.deep.include({
      at: '2000-01-01T00:00:00.000Z',
      workflow: 'test',
      status: 'failed',
      code: 'NODE_FAILED',
      node: 'only',
    });
    expect([at, uptimeMs]).to.deep.equal(['2000-01-01T00:00:00.000Z', 0]);
    const quiet = healthOf({ options: { recentFailures: 0 } });
    await quiet.runtime.start(only(failing(1))).result;
    expect((await quiet.health.snapshot()).failures).to.deep.equal([]);
  });

  it('asks the parts that are bound and those that are added, and is as the worst of them', async () => {
    const plugin: Plugin = {
      manifest: { name: 'breakers', version: '1.0.0' },
      register({ bind }) {
        bind(HealthPart).toConstantValue(
          part('breakers', () => ({ status: 'degraded', details: { open: ['mail'] } })),
        );
      },
    };
    const { runtime, health } = healthOf({
      plugins: [plugin],
      configure: ({ bind }) => {
        bind(HealthPart).toConstantValue(part('db', async () => ({ status: 'ok' })));
      },
    });
    const first = await health.snapshot();
    expect(first.status).to.equal('degraded');
    expect({ ...first.parts }).to.deep.equal({
      breakers: { status: 'degraded', details: { open: ['mail'] } },
      db: { status: 'ok' },
    });
    const takeOut = health.add(part('__proto__', () => ({ status: 'failing' })));
    health.add(part('db', () => ({ status: 'ok', details: { second: true } })));
    const second = await health.snapshot();
    expect(second.status).to.equal('failing');
    expect(Object.keys(second.parts)).to.deep.equal(['db', 'breakers', '__proto__', 'db (2)']);
    health.add(part('db (2)', () => ({ status: 'ok' })));
    health.add(part('db', () => ({ status: 'ok' })));
    const third = Object.keys((await health.snapshot()).parts);
    expect(third.slice(4)).to.deep.equal(['db (2) (2)', 'db (3)']);
    takeOut();
    takeOut();
    expect((await health.snapshot()).status).to.equal('degraded');
    await runtime.dispose();
  });

  it('waits for no part longer than it may', async () => {
    const clock = new VirtualClock();
    const { health } = healthOf({ clock, options: { partTimeoutMs: 30 } });
    health.add(part('stuck', () => new Promise(() => undefined)));
    const { status } = await clock.until(health.snapshot());
    expect([status, clock.now()]).to.deep.equal(['failing', 30]);
  });

  it('tells the delay of the event loop where it is asked to, and leaves nothing behind', async () => {
    const { health: without } = healthOf();
    expect((await without.snapshot()).eventLoopDelay).to.equal(undefined);
    await expectNoHandlesLeft(async () => {
      const { runtime, health } = healthOf({ options: { eventLoopDelay: true } });
      const nothing = (await health.snapshot()).eventLoopDelay;
      expect(nothing).to.include({ meanMs: 0, p50Ms: 0, p99Ms: 0, maxMs: 0 });
      await new Promise((resolve) => setTimeout(resolve, 60));
      const until = Date.now() + 120;
      while (Date.now() < until);
      await new Promise((resolve) => setTimeout(resolve, 60));
      const delay = (await health.snapshot()).eventLoopDelay;
      expect(delay?.maxMs).to.be.greaterThan(60);
      expect(delay?.meanMs).to.be.within(0, delay?.maxMs ?? 0);
      expect(delay?.overMs).to.be.greaterThan(200);
      await runtime.dispose();
    });
  });

  it('measures the event loop anew after a minute', async () => {
    const clock = new VirtualClock();
    const { runtime, health } = healthOf({ clock, options: { eventLoopDelay: true } });
    const over = async () => (await health.snapshot()).eventLoopDelay?.overMs;
    await clock.advance(59_000);
    expect(await over()).to.equal(59_000);
    await clock.advance(2_000);
    expect(await over()).to.equal(61_000);
    await clock.advance(1_000);
    expect(await over()).to.equal(1_000);
    await runtime.dispose();
  });

  it('belongs to one runtime, also where two share the plugin', async () => {
    const plugin = observability();
    const [a, b] = [aRuntime({ plugins: [plugin] }), aRuntime({ plugins: [plugin] })];
    await a.runtime.execute(only(value(1)));
    const completed = async ({ runtime }: typeof a) =>
      (await runtime.services.get(Health).snapshot()).runs.completed;
    expect([await completed(a), await completed(b)]).to.deep.equal([1, 0]);
  });

  it('is that of the host where it binds one of its own, and nothing where it is off', async () => {
    const own: Health = { snapshot: () => Promise.reject(new Error('mine')), add: () => () => {} };
    const { runtime } = observed({
      configure: ({ bind, isBound }) => {
        expect(isBound(Health)).to.equal(true);
        bind(Health).toConstantValue(own);
      },
    });
    expect(runtime.services.get(Health)).to.equal(own);
    const off = observed({ options: { health: false } });
    expect(off.runtime.services.tryGet(Health)).to.equal(undefined);
    expect((await off.runtime.start(only(value(1))).result).status).to.equal('completed');
  });
});
