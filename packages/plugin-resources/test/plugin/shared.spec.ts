import type { ResourceScope } from '@tenon/plugin-resources';
import { expect } from 'chai';
import { codeOf } from '../support/code-of.js';
import { withResources } from '../support/runtime.js';
import { things } from '../support/things.js';

const shared = (stated: object = {}) => things({ shared: true, ...stated });

describe('a shared resource', () => {
  it('is made once for all who come first at the same time', async () => {
    const { resource, made } = shared();
    const { service, stats } = withResources({ define: [resource] });
    const leases = await Promise.all(
      Array.from({ length: 5 }, async () => service.lease(resource)),
    );
    expect(new Set(leases.map(({ value }) => value))).to.have.lengthOf(1);
    expect(made).to.have.lengthOf(1);
    expect([stats().leased, stats().size, stats().idle, stats().max]).to.deep.equal([5, 1, 0, 1]);
    for (const lease of leases) lease.release();
    expect([stats().leased, stats().idle]).to.deep.equal([0, 1]);
  });

  it('is lent at once, without a promise, while others use it', async () => {
    const { resource } = shared();
    const { service } = withResources({ define: [resource] });
    await service.lease(resource);
    for (let i = 0; i < 3; i++) expect(service.lease(resource)).to.have.property('value');
  });

  it('fails for all who wait when it cannot be made, and is made for the next', async () => {
    let attempts = 0;
    const { resource } = shared();
    const create = async (scope: ResourceScope) => {
      attempts++;
      await Promise.resolve();
      if (attempts === 1) throw new Error('not yet');
      return resource.create(scope);
    };
    const { service, stats } = withResources({ define: [{ ...resource, create }] });
    const both = [service.use(resource, () => 0), service.use(resource, () => 0)];
    for (const one of both) expect((await codeOf(one))[0]).to.equal('RESOURCE_FAILED');
    expect([attempts, stats().waiting]).to.deep.equal([1, 0]);
    expect(await service.use(resource, (thing) => thing.id)).to.equal(1);
  });

  it('is waited for so long and no longer, and made for the next all the same', async () => {
    let finish: (() => void) | undefined;
    const { resource } = shared({ waitTimeoutMs: 50 });
    const create = async (scope: ResourceScope) => {
      await new Promise<void>((resolve) => (finish = resolve));
      return resource.create(scope);
    };
    const { service, stats, clock } = withResources({ define: [{ ...resource, create }] });
    const late = codeOf(service.use(resource, () => 0));
    const patient = service.use(resource, (thing) => thing.id, { waitTimeoutMs: 1_000 });
    const stop = new AbortController();
    const stopped = codeOf(service.use(resource, () => 0, { signal: stop.signal }));
    await clock.advance(10);
    stop.abort(new Error('enough'));
    await clock.advance(40);
    expect(await late).to.deep.equal([
      'RESOURCE_BUSY',
      'Resource "thing" was not ready within 50 ms.',
    ]);
    expect(await stopped).to.deep.equal(['no code', 'Error: enough']);
    finish?.();
    expect(await patient).to.equal(1);
    expect([stats().waiting, stats().leased, clock.pendingTimers]).to.deep.equal([0, 0, 0]);
  });

  it('is checked once for all who come after it was idle', async () => {
    const { resource, journal } = shared({ checkAfterIdleMs: 100 });
    const { service, clock } = withResources({ define: [resource] });
    await service.use(resource, () => 0);
    await clock.advance(99);
    await service.use(resource, () => 0);
    await clock.advance(100);
    await Promise.all([service.use(resource, () => 0), service.use(resource, () => 0)]);
    expect(journal).to.deep.equal(['made thing 1', 'checked thing 1']);
  });

  it('is replaced when it is broken, and disposed of when its last user is done', async () => {
    const { resource, journal, made } = shared();
    const { service, stats, log } = withResources({ define: [resource] });
    const [one, other] = [await service.lease(resource), await service.lease(resource)];
    one.broken(new Error('the server is gone'));
    const next = await service.lease(resource);
    expect(next.value.id).to.equal(2);
    expect(made[0]?.isOpen).to.equal(true);
    expect([stats().broken, stats().leased, stats().made]).to.deep.equal([1, 2, 2]);
    other.broken('again');
    expect(made[0]?.isOpen).to.equal(false);
    expect(journal).to.deep.equal(['made thing 1', 'made thing 2', 'disposed of thing 1']);
    expect(log.lines.map(({ message }) => message)).to.deep.equal([
      'Resource "thing" is broken and will be replaced: the server is gone',
    ]);
  });

  it('is replaced when its check says so', async () => {
    const { resource, journal, made } = shared();
    const { service } = withResources({ define: [resource] });
    const use = () => service.use(resource, (thing) => thing.id);
    await use();
    Object.assign(made[0] ?? {}, { isWell: false });
    await service.use(resource, () => Promise.reject(new Error('odd'))).catch(() => undefined);
    expect(await use()).to.equal(2);
    expect(journal).to.deep.equal([
      'made thing 1',
      'checked thing 1',
      'disposed of thing 1',
      'made thing 2',
    ]);
  });

  it('is not taken for broken because a user does not give it back', async () => {
    const { resource } = shared();
    const { service, stats } = withResources({ define: [resource] });
    (await service.lease(resource)).abandon('hangs');
    expect([stats().leased, stats().broken]).to.deep.equal([0, 0]);
    expect(await service.use(resource, (thing) => thing.id)).to.equal(1);
  });
});
