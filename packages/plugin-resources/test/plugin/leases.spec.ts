import { resource as need, type ResourceScope } from '@tenon/plugin-resources';
import { expectNoListenersLeft } from '@tenon/testing';
import { expect } from 'chai';
import { codeOf } from '../support/code-of.js';
import { withResources } from '../support/runtime.js';
import { things } from '../support/things.js';

describe('leases of a limited resource', () => {
  it('make nothing before the first, and use again what was given back', async () => {
    const { resource, made } = things({ max: 2 });
    const { service, stats } = withResources({ define: [resource] });
    expect([made.length, stats().size, stats().made]).to.deep.equal([0, 0, 0]);
    const first = await service.lease(resource);
    first.release();
    const second = await service.lease(resource);
    expect(second.value).to.equal(first.value);
    expect([made.length, stats().leased, stats().idle]).to.deep.equal([1, 1, 0]);
  });

  it('are lent without a promise where one is free', async () => {
    const { resource } = things();
    const { service } = withResources({ define: [resource] });
    const first = service.lease(resource);
    expect(first).to.be.instanceOf(Promise);
    (await first).release();
    expect(service.lease(resource)).to.have.property('value');
  });

  it('are at most so many, and go to those who wait in order', async () => {
    const { resource, made } = things({ max: 2 });
    const { service, stats, clock } = withResources({ define: [resource] });
    const order: string[] = [];
    const held = await Promise.all([service.lease(resource), service.lease(resource)]);
    for (const name of ['third', 'fourth', 'fifth']) {
      void service.use(resource, () => order.push(name));
    }
    await clock.settle();
    expect([stats().leased, stats().waiting, order.length]).to.deep.equal([2, 3, 0]);
    held[0]?.release();
    await clock.settle();
    expect(order).to.deep.equal(['third', 'fourth', 'fifth']);
    expect([made.length, stats().waiting, clock.pendingTimers]).to.deep.equal([2, 0, 0]);
  });

  it('are of what was used last, which least needs a check', async () => {
    const { resource } = things({ max: 3 });
    const { service } = withResources({ define: [resource] });
    const held = await Promise.all([0, 1, 2].map(async () => service.lease(resource)));
    for (const lease of held) lease.release();
    expect(await service.use(resource, (thing) => thing.id)).to.equal(3);
  });

  it('go to the next when thousands before it have given up', async () => {
    const { resource } = things({ max: 1 });
    const { service, stats, clock } = withResources({ define: [resource] });
    const held = await service.lease(resource);
    const stop = new AbortController();
    const waits = (signal?: AbortSignal) =>
      service.use(resource, (thing) => thing.id, { signal }).catch(() => 'gave up');
    const many = Array.from({ length: 10_000 }, () => waits(stop.signal));
    const patient = waits();
    stop.abort(new Error('enough'));
    expect(new Set(await Promise.all(many))).to.deep.equal(new Set(['gave up']));
    expect(stats().waiting).to.equal(1);
    held.release();
    expect(await clock.until(patient)).to.equal(1);
    expect([stats().leased, stats().waiting, clock.pendingTimers]).to.deep.equal([0, 0, 0]);
  });

  it('do not wait for what is made for somebody who has given up', async () => {
    let finish: (thing: unknown) => void = () => undefined;
    let isSlow = false;
    const slow = things({
      name: 'slow',
      max: 2,
      create: (scope) =>
        isSlow
          ? new Promise((resolve) => {
              finish = resolve as typeof finish;
            })
          : { id: 1, isOpen: true, isWell: true, scope },
    });
    const { service, clock } = withResources({ define: [slow.resource] });
    const first = await service.lease(slow.resource);
    isSlow = true;
    const stop = new AbortController();
    const second = codeOf(service.use(slow.resource, () => 0, { signal: stop.signal }));
    stop.abort(new Error('enough'));
    await second;
    first.release();
    expect(service.lease(slow.resource)).to.have.property('value', first.value);
    finish({ id: 2 });
    await clock.settle();
  });

  it('are waited for so long and no longer', async () => {
    const { resource } = things({ max: 1, waitTimeoutMs: 50 });
    const { service, stats, clock } = withResources({ define: [resource] });
    const held = await service.lease(resource);
    const late = codeOf(service.use(resource, () => 0));
    const patient = service.use(resource, (thing) => thing.id, { waitTimeoutMs: 100 });
    await clock.advance(60);
    expect(await late).to.deep.equal([
      'RESOURCE_BUSY',
      'No lease of resource "thing" was to be had within 50 ms: 1 of 1 are out, and 1 more wait.',
    ]);
    expect(stats().waiting).to.equal(1);
    held.release();
    // Whoever gave up is passed over.
    expect(await patient).to.equal(1);
    expect([stats().leased, stats().idle, clock.pendingTimers]).to.deep.equal([0, 1, 0]);
  });

  it('are given up by a signal, with its reason and without a trace', async () => {
    const { resource } = things({ max: 1 });
    const { service, stats, clock } = withResources({ define: [resource] });
    const held = await service.lease(resource);
    const stop = new AbortController();
    const reason = new Error('enough');
    await expectNoListenersLeft(stop.signal, async () => {
      const waiting = service.use(resource, () => 0, { signal: stop.signal });
      await clock.settle();
      stop.abort(reason);
      const thrown: unknown = await waiting.catch((error: unknown) => error);
      expect(thrown).to.equal(reason);
    });
    expect([stats().waiting, clock.pendingTimers]).to.deep.equal([0, 0]);
    const thrown = await service.use(resource, () => 0, { signal: stop.signal }).catch(String);
    expect(thrown).to.equal('Error: enough');
    held.release();
    expect(stats().idle).to.equal(1);
  });

  it('are waited for by any number, without a warning of the process', async () => {
    const { resource } = things({ max: 1 });
    const { service, clock } = withResources({ define: [resource] });
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    try {
      await Promise.all(
        Array.from({ length: 50 }, () => service.use(resource, () => clock.settle())),
      );
    } finally {
      process.off('warning', note);
    }
    expect(warnings).to.deep.equal([]);
  });

  it('end once, whoever ends them how often', async () => {
    const { resource, journal } = things({ max: 2 });
    const { service, stats } = withResources({ define: [resource] });
    const lease = await service.lease(resource);
    lease.release();
    lease.release();
    lease.broken();
    lease.failed(new Error('late'));
    lease.abandon();
    expect([stats().leased, stats().idle, stats().broken]).to.deep.equal([0, 1, 0]);
    expect(journal).to.deep.equal(['made thing 1']);
  });

  it('are made anew after one could not be made, and the failure is told', async () => {
    let isDown = true;
    const { resource, made } = things({ max: 2 });
    const create = (scope: ResourceScope) => {
      if (isDown) throw new Error('nobody listens on postgres://ada:hunter-two@db/x');
      return resource.create(scope);
    };
    const { service, stats, clock } = withResources({ define: [{ ...resource, create }] });
    const both = [service.use(resource, () => 0), service.use(resource, () => 0)];
    for (const failed of both) {
      expect(await codeOf(failed)).to.deep.equal([
        'RESOURCE_FAILED',
        'Resource "thing" could not be made: nobody listens on postgres://ada:[hidden]@db/x',
      ]);
    }
    expect([stats().failed, stats().failure?.code]).to.deep.equal([2, 'RESOURCE_FAILED']);
    expect(stats().failure?.at).to.deep.equal(clock.date());
    isDown = false;
    expect(await service.use(resource, (thing) => thing.id)).to.equal(1);
    expect([made.length, stats().failure, stats().waiting]).to.deep.equal([1, undefined, 0]);
  });

  it('pass a failure on to one who waits, and not to all', async () => {
    let attempts = 0;
    const { resource } = things({ max: 1 });
    const create = async (scope: ResourceScope) => {
      attempts++;
      await Promise.resolve();
      if (attempts === 1) throw new Error('not yet');
      return resource.create(scope);
    };
    const { service } = withResources({ define: [{ ...resource, create }] });
    const [one, other] = await Promise.allSettled([
      service.use(resource, (thing) => thing.id),
      service.use(resource, (thing) => thing.id),
    ]);
    expect([one.status, other.status, attempts]).to.deep.equal(['rejected', 'fulfilled', 2]);
  });

  it('fail where making one takes too long, and dispose of what comes too late', async () => {
    let finish: (() => void) | undefined;
    const { resource, journal } = things({ max: 1, createTimeoutMs: 50 });
    const create = async (scope: ResourceScope) => {
      const thing = await resource.create(scope);
      await new Promise<void>((resolve) => (finish = resolve));
      return thing;
    };
    const { service, clock, stats } = withResources({ define: [{ ...resource, create }] });
    const failed = codeOf(service.use(resource, () => 0));
    await clock.advance(50);
    expect(await failed).to.deep.equal([
      'RESOURCE_FAILED',
      'Resource "thing" could not be made: It took longer than 50 ms.',
    ]);
    finish?.();
    await clock.settle();
    expect(journal).to.deep.equal(['made thing 1', 'disposed of thing 1']);
    expect([stats().size, clock.pendingTimers]).to.deep.equal([0, 0]);
  });

  it('do not make what nobody waits for any more', async () => {
    const { resource, made } = things({ max: 1, waitTimeoutMs: 50 });
    const { service, clock } = withResources({ define: [resource] });
    const held = await service.lease(resource);
    const late = codeOf(service.use(resource, () => 0));
    await clock.advance(50);
    expect((await late)[0]).to.equal('RESOURCE_BUSY');
    held.broken('it is');
    await clock.settle();
    expect(made).to.have.lengthOf(1);
    expect(await service.use(resource, (thing) => thing.id)).to.equal(2);
  });

  it('are refused of what nobody declares, and of what two declare', async () => {
    const { resource: declared } = things({ name: 'database' });
    const { service } = withResources({ define: [declared] });
    expect(await codeOf(service.use(need('databse'), () => 0))).to.deep.equal([
      'RESOURCE_UNKNOWN',
      'Nobody declares a resource "databse".',
    ]);
    const [one, other] = [things().resource, things().resource];
    expect(await service.use(one, (thing) => thing.id)).to.equal(1);
    expect(await codeOf(service.use(other, () => 0))).to.deep.equal([
      'RESOURCE_CONFLICT',
      'Two resources are called "thing".',
    ]);
  });

  for (const nothing of [undefined, null]) {
    it(`refuse ${String(nothing)} as a resource`, async () => {
      const { resource } = things();
      const { service } = withResources({
        define: [{ ...resource, create: () => nothing }],
      });
      expect(await codeOf(service.use(resource, () => 0))).to.deep.equal([
        'RESOURCE_FAILED',
        `Resource "thing" could not be made: "create" answered ${String(nothing)}.`,
      ]);
    });
  }

  for (const value of [0, '', false, Number.NaN]) {
    it(`take ${JSON.stringify(value)} for a resource as any other`, async () => {
      const { resource } = things();
      const { service } = withResources({
        define: [{ ...resource, create: () => value }],
      });
      expect(await service.use(resource, (got: unknown) => Object.is(got, value))).to.equal(true);
    });
  }
});
