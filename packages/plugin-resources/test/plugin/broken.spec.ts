import type { ResourceScope } from '@tenon/plugin-resources';
import { expect } from 'chai';
import { codeOf } from '../support/code-of.js';
import { withResources } from '../support/runtime.js';
import { type Thing, things } from '../support/things.js';

const failing = () => Promise.reject(new Error('odd'));

describe('a limited resource that breaks', () => {
  it('is found by the check before its next use, and replaced', async () => {
    const { resource, journal, made } = things({ checkAfterIdleMs: 100, max: 1 });
    const { service, clock, stats, log } = withResources({ define: [resource] });
    const use = () => service.use(resource, (thing) => thing.id);
    await use();
    Object.assign(made[0] ?? {}, { isWell: false });
    await clock.advance(99);
    expect(await use()).to.equal(1);
    await clock.advance(100);
    expect(await use()).to.equal(2);
    expect(journal).to.deep.equal([
      'made thing 1',
      'checked thing 1',
      'disposed of thing 1',
      'made thing 2',
    ]);
    expect([stats().broken, stats().size, stats().failure]).to.deep.equal([1, 1, undefined]);
    expect(
      log.lines.map(({ level, message, details }) => [level, message, details?.['code']]),
    ).to.deep.equal([
      [
        'warn',
        'Resource "thing" is broken and will be replaced: The check says so.',
        'RESOURCE_BROKEN',
      ],
    ]);
  });

  it('is idle from the moment that it was given back', async () => {
    for (const number of [{ max: 1 }, { shared: true }]) {
      const { resource, journal } = things({ ...number, checkAfterIdleMs: 100 });
      const { service, clock } = withResources({ define: [resource] });
      const held = await service.lease(resource);
      await clock.advance(90);
      held.release();
      await clock.advance(50);
      await service.use(resource, () => 0);
      expect(journal).to.deep.equal(['made thing 1']);
    }
  });

  it('is found before each use where nothing else is enough', async () => {
    const { resource, journal } = things({ checkAfterIdleMs: 0 });
    const { service } = withResources({ define: [resource] });
    for (let i = 0; i < 2; i++) await service.use(resource, () => 0);
    // One that was just made need not be.
    expect(journal).to.deep.equal(['made thing 1', 'checked thing 1']);
  });

  it('is checked after a user failed, and not otherwise', async () => {
    const { resource, journal } = things();
    const { service } = withResources({ define: [resource] });
    const use = () => service.use(resource, (thing) => thing.id);
    await use();
    await service.use(resource, failing).catch(() => undefined);
    expect(await use()).to.equal(1);
    expect(await use()).to.equal(1);
    expect(journal).to.deep.equal(['made thing 1', 'checked thing 1']);
  });

  it('is found where the check throws, rejects or takes too long', async () => {
    const checks: ((thing: Thing) => unknown)[] = [
      () => {
        throw new Error('no answer');
      },
      () => Promise.reject(new Error('no answer')),
      () => new Promise(() => undefined),
    ];
    for (const check of checks) {
      const { resource } = things({ check, checkAfterIdleMs: 0, checkTimeoutMs: 50 });
      const { service, clock, stats } = withResources({ define: [resource] });
      await service.use(resource, failing).catch(() => undefined);
      const next = service.use(resource, (thing) => thing.id);
      expect(await clock.until(next)).to.equal(2);
      expect([stats().broken, stats().size, clock.pendingTimers]).to.deep.equal([1, 1, 0]);
    }
  });

  it('is replaced by the errors that break it', async () => {
    const gone = new Error('gone');
    const asked: unknown[] = [];
    const { resource } = things({
      breaks: (error, thing) => {
        asked.push([error, thing.id]);
        return error === gone;
      },
    });
    const { service, stats } = withResources({ define: [resource] });
    await service.use(resource, failing).catch(() => undefined);
    expect(stats().broken).to.equal(0);
    await service.use(resource, () => Promise.reject(gone)).catch(() => undefined);
    expect([stats().broken, stats().size]).to.deep.equal([1, 0]);
    expect(asked).to.deep.include([gone, 1]);
    expect(await service.use(resource, (thing) => thing.id)).to.equal(2);
  });

  it('is replaced where nobody can tell whether an error breaks it', async () => {
    const { resource } = things({
      breaks: () => {
        throw new Error('no idea');
      },
    });
    const { service, stats } = withResources({ define: [resource] });
    await service.use(resource, failing).catch(() => undefined);
    expect([stats().broken, stats().size]).to.deep.equal([1, 0]);
  });

  it('is disposed of at once where its factory says so and nobody uses it', async () => {
    const { resource, made, journal } = things({ max: 2 });
    const { service, stats } = withResources({ define: [resource] });
    await service.use(resource, () => 0);
    made[0]?.scope.broken(new Error('ended by the server'));
    made[0]?.scope.broken();
    expect(journal).to.deep.equal(['made thing 1', 'disposed of thing 1']);
    expect([stats().size, stats().broken, stats().failure?.code]).to.deep.equal([
      0,
      1,
      'RESOURCE_BROKEN',
    ]);
    expect(await service.use(resource, (thing) => thing.id)).to.equal(2);
  });

  it('is disposed of when it comes back where its factory says so while it is used', async () => {
    const { resource, made, journal } = things();
    const { service } = withResources({ define: [resource] });
    const lease = await service.lease(resource);
    made[0]?.scope.broken();
    expect(journal).to.deep.equal(['made thing 1']);
    lease.release();
    expect(journal).to.deep.equal(['made thing 1', 'disposed of thing 1']);
  });

  it('is not lent where its factory says so while it is checked', async () => {
    const answers: ((answer: boolean) => void)[] = [];
    const { resource, made } = things({
      check: () => new Promise((resolve) => answers.push(resolve)),
    });
    const { service, clock, stats } = withResources({ define: [resource] });
    await service.use(resource, failing).catch(() => undefined);
    const next = service.use(resource, (thing) => thing.id);
    await clock.settle();
    made[0]?.scope.broken();
    answers[0]?.(true);
    expect(await next).to.equal(2);
    expect([stats().size, stats().leased, made[0]?.isOpen]).to.deep.equal([1, 0, false]);
  });

  for (const number of [{ max: 2 }, { shared: true }]) {
    const what = 'max' in number ? 'a limited' : 'a shared';
    it(`leaves its place to another, at whatever moment its factory says so: ${what} one`, async () => {
      for (let moment = 0; moment < 16; moment++) {
        const { resource, made } = things(number);
        const create = async (scope: ResourceScope) => {
          const thing = await resource.create(scope);
          if (thing.id > 1) return thing;
          void (async () => {
            for (let i = 0; i < moment; i++) await Promise.resolve();
            scope.broken();
          })();
          return thing;
        };
        const { service, stats, clock } = withResources({ define: [{ ...resource, create }] });
        const seen: boolean[] = [];
        const use = service.use(resource, (thing) => {
          seen.push(thing.isOpen);
          return clock.settle();
        });
        await use.catch(() => undefined);
        expect(seen).not.to.include(false);
        expect([stats().leased, made[0]?.isOpen]).to.deep.equal([0, false]);
        const both = await Promise.all([service.lease(resource), service.lease(resource)]);
        expect(both.map(({ value }) => value.isOpen)).to.deep.equal([true, true]);
        expect(stats().leased).to.equal(2);
      }
    });
  }

  it('loses no place, at whatever moment after its check its factory says so', async () => {
    for (let moment = 0; moment < 16; moment++) {
      const { resource, made } = things({
        max: 2,
        check: (thing) => {
          void (async () => {
            for (let i = 0; i < moment; i++) await Promise.resolve();
            if (thing.id === 1) thing.scope.broken();
          })();
          return true;
        },
      });
      const { service, stats, clock } = withResources({ define: [resource] });
      await service.use(resource, failing).catch(() => undefined);
      await service.use(resource, () => clock.settle());
      expect(made[0]?.isOpen).to.equal(false);
      const both = [0, 1].map(async () => service.lease(resource));
      await clock.settle();
      expect([stats().leased, stats().waiting]).to.deep.equal([2, 0]);
      expect((await Promise.all(both)).map(({ value }) => value.isOpen)).to.deep.equal([
        true,
        true,
      ]);
    }
  });

  it('counts as not made where its factory says so before it answers', async () => {
    const { resource, journal } = things();
    const create = (scope: ResourceScope) => {
      scope.broken(new Error('refused'));
      scope.broken(new Error('twice'));
      return resource.create(scope);
    };
    const { service } = withResources({ define: [{ ...resource, create }] });
    expect(await codeOf(service.use(resource, () => 0))).to.deep.equal([
      'RESOURCE_FAILED',
      'Resource "thing" could not be made: refused',
    ]);
    expect(journal).to.deep.equal(['made thing 1', 'disposed of thing 1']);
  });

  it('makes room for those who wait', async () => {
    const { resource } = things({ max: 1 });
    const { service, clock } = withResources({ define: [resource] });
    const held = await service.lease(resource);
    const next = service.use(resource, (thing) => thing.id);
    await clock.settle();
    held.broken();
    expect(await next).to.equal(2);
  });

  it('does not keep others waiting while it is disposed of', async () => {
    const { resource } = things({ max: 1, dispose: () => new Promise(() => undefined) });
    const { service, clock, log } = withResources({ define: [resource] });
    (await service.lease(resource)).broken();
    expect(await service.use(resource, (thing) => thing.id)).to.equal(2);
    await clock.advance(5_000);
    expect(log.lines.at(-1)?.message).to.equal(
      'Resource "thing" could not be disposed of: It took longer than 5000 ms.',
    );
    expect(clock.pendingTimers).to.equal(0);
  });
});

describe('a check of all resources', () => {
  it('finds what is broken, replaces it, and tells how all stand', async () => {
    const pool = things({ name: 'pool', max: 3 });
    const one = things({ name: 'one', shared: true });
    const unused = things({ name: 'unused', shared: true });
    const { service } = withResources({
      define: [pool.resource, one.resource, unused.resource],
    });
    const held = await Promise.all([0, 1, 2].map(async () => service.lease(pool.resource)));
    for (const lease of held.slice(1)) lease.release();
    await service.use(one.resource, () => 0);
    for (const thing of [...pool.made.slice(1), ...one.made]) thing.isWell = false;
    const stats = await service.check();
    expect(
      stats.map(({ name, size, leased, idle, broken }) => [name, size, leased, idle, broken]),
    ).to.deep.equal([
      ['pool', 3, 1, 2, 2],
      ['one', 1, 0, 1, 1],
      ['unused', 0, 0, 0, 0],
    ]);
    expect(pool.made.map(({ isOpen }) => isOpen)).to.deep.equal([true, false, false, true, true]);
  });

  it('tells what is not well where nothing can be made', async () => {
    for (const number of [{ max: 2 }, { shared: true }]) {
      const { resource, made } = things(number);
      let isDown = false;
      const create = (scope: ResourceScope) => {
        if (isDown) throw new Error('nobody listens');
        return resource.create(scope);
      };
      const { service } = withResources({ define: [{ ...resource, create }] });
      await service.use(resource, () => 0);
      isDown = true;
      Object.assign(made[0] ?? {}, { isWell: false });
      const [stats] = await service.check();
      expect([stats?.size, stats?.failure?.code]).to.deep.equal([0, 'RESOURCE_FAILED']);
    }
  });
});
