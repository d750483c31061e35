import type { ResourceScope } from '@tenon/plugin-resources';
import { expect } from 'chai';
import { codeOf } from '../support/code-of.js';
import { withResources } from '../support/runtime.js';
import { things } from '../support/things.js';

describe('the disposal of a runtime', () => {
  it('disposes of everything, what was made last first', async () => {
    const journal: string[] = [];
    const named = (name: string, number: object) =>
      things({ name, ...number, dispose: ({ id }) => journal.push(`${name} ${String(id)}`) });
    const [db, http, idle] = [
      named('db', { max: 2 }),
      named('http', { shared: true }),
      named('idle', { shared: true }),
    ];
    const { runtime, service, stats } = withResources({
      define: [db.resource, http.resource, idle.resource],
    });
    const first = await service.lease(db.resource);
    await service.use(http.resource, () => 0);
    await service.use(db.resource, () => 0);
    // Also what is still leased.
    await runtime.dispose();
    expect(journal).to.deep.equal(['db 2', 'http 1', 'db 1']);
    first.release();
    first.broken();
    expect(journal).to.have.lengthOf(3);
    expect(stats('db').waiting).to.equal(0);
  });

  it('goes on whatever fails, and names each that did', async () => {
    const one = things({
      name: 'one',
      shared: true,
      dispose: () => Promise.reject(new Error('password=hunter-two is wrong')),
    });
    const other = things({
      name: 'other',
      dispose: () => {
        throw new Error('already closed');
      },
    });
    const last = things({ name: 'last' });
    const { runtime, service, log } = withResources({
      define: [one.resource, other.resource, last.resource],
    });
    for (const { resource } of [last, one, other]) await service.use(resource, () => 0);
    await runtime.dispose();
    expect(
      log.lines.map(({ level, message, details }) => [level, message, details?.['code']]),
    ).to.deep.equal([
      ['error', 'Resource "other" could not be disposed of: already closed', 'RESOURCE_UNDISPOSED'],
      [
        'error',
        'Resource "one" could not be disposed of: password=[hidden] is wrong',
        'RESOURCE_UNDISPOSED',
      ],
    ]);
    expect(last.journal.at(-1)).to.equal('disposed of last 1');
  });

  it('waits for none longer than its time, and for all together no longer than theirs', async () => {
    const hanging = () => new Promise<never>(() => undefined);
    const one = things({ name: 'one', dispose: hanging });
    const other = things({ name: 'other', dispose: hanging, disposeTimeoutMs: 30 });
    const { runtime, service, log, clock } = withResources({
      define: [one.resource, other.resource],
      options: { disposeTimeoutMs: 100 },
    });
    await service.use(one.resource, () => 0);
    await service.use(other.resource, () => 0);
    const disposed = runtime.dispose();
    await clock.until(disposed);
    expect(clock.now()).to.equal(100);
    expect(log.lines.map(({ message }) => message)).to.deep.equal([
      'Resource "other" could not be disposed of: It took longer than 30 ms.',
      'Resource "one" could not be disposed of: the 100 ms for all resources were over.',
    ]);
  });

  it('refuses who waits, who comes later, and what is still being made', async () => {
    const { resource, journal } = things({ max: 1 });
    let finish: (() => void) | undefined;
    let signal: AbortSignal | undefined;
    const create = async (scope: ResourceScope) => {
      signal = scope.signal;
      await new Promise<void>((resolve) => (finish = resolve));
      return resource.create(scope);
    };
    const { runtime, service, clock } = withResources({ define: [{ ...resource, create }] });
    const waiting = codeOf(service.use(resource, () => 0));
    const behind = codeOf(service.use(resource, () => 0));
    await clock.settle();
    await runtime.dispose();
    expect((await waiting)[0]).to.equal('RESOURCE_CLOSED');
    expect((await behind)[0]).to.equal('RESOURCE_CLOSED');
    expect(signal?.aborted).to.equal(true);
    expect(await codeOf(service.use(resource, () => 0))).to.deep.equal([
      'RESOURCE_CLOSED',
      'Resource "thing" is disposed of, with the runtime.',
    ]);
    expect(await service.check()).to.deep.equal(service.stats());
    finish?.();
    await clock.settle();
    expect(journal).to.deep.equal(['made thing 1', 'disposed of thing 1']);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('is not held up by a check', async () => {
    for (const number of [{ max: 1 }, { shared: true }]) {
      const { resource, journal } = things({
        ...number,
        check: () => new Promise(() => undefined),
      });
      const { runtime, service, clock, log } = withResources({ define: [resource] });
      await service.use(resource, () => Promise.reject(new Error('odd'))).catch(() => undefined);
      const waiting = codeOf(service.use(resource, () => 0));
      await clock.settle();
      await runtime.dispose();
      expect((await waiting)[0]).to.equal('RESOURCE_CLOSED');
      expect(journal).to.deep.equal(['made thing 1', 'disposed of thing 1']);
      expect([clock.pendingTimers, log.lines]).to.deep.equal([0, []]);
    }
  });

  it('takes nothing for broken because its check was cut off', async () => {
    const { resource } = things({
      max: 2,
      check: () => new Promise(() => undefined),
      dispose: () => Promise.resolve(),
    });
    const { runtime, service, clock, stats, log } = withResources({ define: [resource] });
    const [one, other] = [await service.lease(resource), await service.lease(resource)];
    one.failed(new Error('odd'));
    const waiting = codeOf(service.use(resource, () => 0));
    await clock.settle();
    // The other is disposed of first.
    other.release();
    await runtime.dispose();
    expect((await waiting)[0]).to.equal('RESOURCE_CLOSED');
    expect([stats().broken, log.lines]).to.deep.equal([0, []]);
  });

  it('waits for what was being disposed of already', async () => {
    let finish: (() => void) | undefined;
    const { resource } = things({ dispose: () => new Promise<void>((done) => (finish = done)) });
    const { runtime, service, clock } = withResources({ define: [resource] });
    (await service.lease(resource)).broken();
    const state = { isOver: false };
    const disposed = runtime.dispose().then(() => (state.isOver = true));
    await clock.settle();
    expect(state.isOver).to.equal(false);
    finish?.();
    await disposed;
  });

  it('has nothing to do where nothing was made', async () => {
    const { runtime, clock, log } = withResources({ define: [things().resource] });
    await runtime.dispose();
    expect([clock.pendingTimers, log.lines]).to.deep.equal([0, []]);
  });
});
