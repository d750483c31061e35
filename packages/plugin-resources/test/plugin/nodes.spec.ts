import { port, RuntimeError, workflow } from '@tenon/core';
import {
  defineResourceNode,
  Resource,
  type ResourceScope,
  Resources,
  resource,
} from '@tenon/plugin-resources';
import {
  expectNoListenersLeft,
  expectNoSecretIn,
  only,
  unhandledRejectionsDuring,
} from '@tenon/testing';
import { expect } from 'chai';
import { leasingAll, leasingNode } from '../support/nodes.js';
import { withResources } from '../support/runtime.js';
import { type Thing, things } from '../support/things.js';

const need = resource<Thing>('thing');
const never = () => new Promise<never>(() => undefined);

describe('a node that needs resources', () => {
  it('gets them by its own names, typed, beside everything else a node sees', async () => {
    const { resource: declared } = things();
    const { runtime, stats } = withResources({ define: [declared] });
    const node = defineResourceNode({
      type: 'typed',
      resources: { mine: need },
      inputs: { by: port<number>() },
      outputs: { id: port<number>() },
      settings: { scale: port<number>().default(2) },
      run: ({ by }, { resources: { mine }, settings: { scale } }) => {
        // @ts-expect-error a thing has no such member
        void mine.nothing;
        return { id: mine.id + by * scale };
      },
    });
    const result = await runtime.execute(only(node, { by: 1 }));
    expect(result.results['only']).to.deep.equal({ id: 3 });
    expect([stats().leased, stats().idle]).to.deep.equal([0, 1]);
  });

  it('sees its run as any other node does', async () => {
    const { runtime } = withResources({ define: [things().resource] });
    const node = leasingNode(need, (_thing, context) => {
      const { runId, nodeId, workflow: name, principal, tenant, loop, signal, secrets } = context;
      context.log.info('here');
      return { runId, nodeId, name, principal, tenant, loop, secrets, isAborted: signal.aborted };
    });
    const { results } = await runtime.execute(only(node), { principal: 'ada', tenant: 'acme' });
    expect(results['only']?.['value']).to.deep.equal({
      ...{ runId: 'run-1', nodeId: 'only', name: 'test', principal: 'ada', tenant: 'acme' },
      ...{ loop: undefined, secrets: {}, isAborted: false },
    });
  });

  it('shares them with the runs of the same runtime, and with no other', async () => {
    const { resource: declared, made } = things({ shared: true });
    const node = leasingNode(need, ({ id }) => id);
    const [one, other] = [
      withResources({ define: [declared] }),
      withResources({ define: [declared] }),
    ];
    for (const { runtime } of [one, one, other]) await runtime.execute(only(node));
    expect(made).to.have.lengthOf(2);
    await one.runtime.dispose();
    expect(made.map(({ isOpen }) => isOpen)).to.deep.equal([false, true]);
    expect((await other.runtime.execute(only(node))).results['only']).to.deep.equal({ value: 2 });
  });

  it('works at once where what it needs is free and its function is synchronous', async () => {
    const { resource: declared } = things();
    const { runtime, service, stats } = withResources({ define: [declared] });
    await service.use(declared, () => 0);
    const flow = workflow('chain');
    let last = flow.add(
      'n0',
      leasingNode(need, ({ id }) => id),
    );
    for (let i = 1; i < 100; i++) {
      const next = flow.add(
        `n${String(i)}`,
        leasingNode(need, ({ id }) => id),
      );
      flow.connect(last.out.value, next.in.value);
      last = next;
    }
    const { status } = await runtime.execute(flow.build());
    expect([status, stats().made]).to.deep.equal(['completed', 1]);
  });

  const ways: readonly (readonly [string, () => unknown])[] = [
    [
      'throws',
      () => {
        throw new Error('odd');
      },
    ],
    ['rejects', () => Promise.reject(new Error('odd'))],
    [
      'answers what cannot be looked at',
      () => {
        const answer = {};
        Object.defineProperty(answer, 'then', {
          get() {
            throw new Error('odd');
          },
        });
        return answer;
      },
    ],
  ];
  for (const [way, work] of ways) {
    it(`gives them back when it ${way}`, async () => {
      const { resource: declared, journal } = things();
      const { runtime, stats } = withResources({ define: [declared] });
      const node = defineResourceNode({
        type: 'odd',
        resources: { thing: need },
        outputs: { value: port().optional() },
        run: () => work() as never,
      });
      const { status, error } = await runtime.start(only(node)).result;
      expect([status, error?.code]).to.deep.equal(['failed', 'NODE_FAILED']);
      expect([stats().leased, stats().idle]).to.deep.equal([0, 1]);
      // After a failure it is checked.
      await runtime.execute(only(leasingNode(need, () => 0)));
      expect(journal).to.deep.equal(['made thing 1', 'checked thing 1']);
    });
  }

  it('gives them back when it is stopped and comes back in time', async () => {
    const { resource: declared } = things();
    const { runtime, stats, clock } = withResources({ define: [declared] });
    const node = leasingNode(
      need,
      (_thing, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () =>
            clock.timer(10, () => reject(new Error('stopped'))),
          );
        }),
    );
    const stop = new AbortController();
    await expectNoListenersLeft(stop.signal, async () => {
      const run = runtime.start(only(node), { signal: stop.signal });
      await clock.settle();
      expect(stats().leased).to.equal(1);
      stop.abort();
      await clock.until(run.result);
    });
    expect([stats().leased, stats().idle, stats().broken]).to.deep.equal([0, 1, 0]);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('is not called when it is stopped while its lease is on the way', async () => {
    const { resource: declared } = things();
    const { runtime, service, stats, clock } = withResources({ define: [declared] });
    const held = await service.lease(declared);
    let calls = 0;
    const stop = new AbortController();
    const run = runtime.start(only(leasingNode(need, () => calls++)), { signal: stop.signal });
    await clock.settle();
    held.release();
    stop.abort();
    expect((await clock.until(run.result)).status).to.equal('aborted');
    await clock.settle();
    expect([calls, stats().leased, stats().idle]).to.deep.equal([0, 0, 1]);
  });

  it('loses them when it is stopped and hangs: nobody gets what it may still use', async () => {
    const { resource: declared, journal } = things();
    const { runtime, stats, clock, log } = withResources({ define: [declared] });
    const stop = new AbortController();
    const run = runtime.start(only(leasingNode(need, never)), { signal: stop.signal, graceMs: 50 });
    await clock.settle();
    stop.abort();
    await clock.until(run.result);
    expect([stats().leased, stats().size, stats().broken]).to.deep.equal([0, 0, 1]);
    expect([clock.now(), clock.pendingTimers]).to.deep.equal([50, 0]);
    expect(journal).to.deep.equal(['made thing 1', 'disposed of thing 1']);
    expect(log.lines[0]?.message).to.equal(
      'Resource "thing" is broken and will be replaced: Node "only" did not give it back when it was stopped.',
    );
  });

  it('loses them past its own time limit, while the run goes on', async () => {
    const { resource: declared } = things();
    const { runtime, stats, clock } = withResources({ define: [declared] });
    const flow = workflow('two');
    flow.add('hangs', leasingNode(need, never), {}, { timeoutMs: 20 });
    flow.add(
      'waits',
      leasingNode(need, ({ id }) => id),
    );
    const run = runtime.start(flow.build(), { onError: 'continue', graceMs: 30 });
    const result = await clock.until(run.result);
    expect(result.outcomes.get('hangs')?.error?.code).to.equal('TIMEOUT');
    expect(result.results['waits']).to.deep.equal({ value: 2 });
    expect([stats().leased, stats().broken, clock.pendingTimers]).to.deep.equal([0, 1, 0]);
  });

  it('does not wait for them any more when it is stopped', async () => {
    const { resource: declared } = things();
    const { runtime, service, stats, clock } = withResources({ define: [declared] });
    const held = await service.lease(declared);
    const stop = new AbortController();
    const reason = new Error('closing time');
    const rejections = await unhandledRejectionsDuring(async () => {
      await expectNoListenersLeft(stop.signal, async () => {
        const run = runtime.start(only(leasingNode(need, () => 0)), { signal: stop.signal });
        await clock.settle();
        expect(stats().waiting).to.equal(1);
        stop.abort(reason);
        const { status, error, outcomes } = await clock.until(run.result);
        expect([status, error?.cause]).to.deep.equal(['aborted', reason]);
        expect(outcomes.get('only')?.status).to.equal('aborted');
      });
    });
    expect(rejections).to.deep.equal([]);
    expect([stats().waiting, clock.pendingTimers, clock.now()]).to.deep.equal([0, 0, 0]);
    held.release();
  });

  it('is not called when it is stopped in the moment in which its turn comes', async () => {
    const { resource: declared } = things();
    const { runtime, service, stats, clock } = withResources({ define: [declared] });
    const held = await service.lease(declared);
    const stop = new AbortController();
    let calls = 0;
    const run = runtime.start(only(leasingNode(need, () => calls++)), { signal: stop.signal });
    await clock.settle();
    held.release();
    stop.abort();
    expect((await clock.until(run.result)).status).to.equal('aborted');
    await clock.settle();
    expect(calls).to.equal(0);
    expect([stats().leased, stats().idle, stats().broken]).to.deep.equal([0, 1, 0]);
  });

  it('fails with the code of what it could not have, and keeps nothing else', async () => {
    const first = things({ name: 'a' });
    const { resource: declared } = things({ name: 'b' });
    const create = (): Thing => {
      throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    };
    const { runtime, stats } = withResources({
      define: [first.resource, { ...declared, create }],
    });
    const node = leasingAll({ b: resource<Thing>('b'), a: resource<Thing>('a') }, () => 0);
    const { error, outcomes } = await runtime.start(only(node)).result;
    expect([error?.code, error?.where]).to.deep.equal([
      'RESOURCE_FAILED',
      { workflow: 'test', node: 'only' },
    ]);
    expect(error?.message).to.equal('Resource "b" could not be made: refused');
    expect(error?.cause).to.have.property('code', 'ECONNREFUSED');
    expect(outcomes.get('only')?.error).to.equal(error);
    expect([stats('a').leased, stats('a').idle, first.journal]).to.deep.equal([0, 1, ['made a 1']]);
  });

  it('leases from whatever service is bound, and fails as that does', async () => {
    const busy = new RuntimeError('RESOURCE_BUSY', 'Come back tomorrow.');
    const odd = new Error('odd');
    for (const [thrown, code] of [
      [busy, 'RESOURCE_BUSY'] as const,
      [odd, 'NODE_FAILED'] as const,
    ]) {
      const { runtime } = withResources({
        define: [things().resource],
        configure: ({ bind }) =>
          void bind(Resources).toConstantValue({
            lease: () => {
              throw thrown;
            },
            use: () => Promise.reject(busy),
            check: () => Promise.resolve([]),
            stats: () => [],
          }),
      });
      const { error } = await runtime.start(only(leasingNode(need, () => 0))).result;
      expect([error?.code, error?.where.node]).to.deep.equal([code, 'only']);
    }
  });

  it('cannot wait for another that waits for it, whatever names they use', async () => {
    const [a, b] = [things({ name: 'a' }), things({ name: 'b' })];
    const { runtime, clock } = withResources({ define: [a.resource, b.resource] });
    const flow = workflow('crossed');
    for (let i = 0; i < 4; i++) {
      const needs =
        i % 2 === 0
          ? { one: resource<Thing>('a'), two: resource<Thing>('b') }
          : { one: resource<Thing>('b'), two: resource<Thing>('a') };
      flow.add(
        `n${String(i)}`,
        leasingAll(needs, () => Promise.resolve(1)),
      );
    }
    const { status } = await clock.until(runtime.start(flow.build()).result);
    expect([status, clock.now()]).to.deep.equal(['completed', 0]);
  });

  it('reports one as broken by its own name for it', async () => {
    const { resource: declared, journal } = things();
    const { runtime, stats } = withResources({ define: [declared] });
    const node = leasingNode(need, (thing, context) => {
      context.broken('thing', new Error('half a frame'));
      // @ts-expect-error it leases nothing of this name
      context.broken('nothing');
      return thing.id;
    });
    await runtime.execute(only(node));
    expect(journal).to.deep.equal(['made thing 1', 'disposed of thing 1']);
    expect([stats().broken, stats().leased]).to.deep.equal([1, 0]);
  });

  it('brings a resource, unless the host declares one of its name', async () => {
    const brought = things();
    const node = leasingNode(brought.resource, ({ id }) => id);
    const { runtime, stats } = withResources();
    await runtime.execute(only(node));
    expect([brought.made.length, stats('thing').made]).to.deep.equal([1, 1]);
    const declared = things();
    await withResources({ define: [declared.resource] }).runtime.execute(only(node));
    expect([brought.made.length, declared.made.length]).to.deep.equal([1, 1]);
  });

  it('finds those that are bound in the container', async () => {
    const { resource: declared, made } = things();
    const { runtime } = withResources({
      configure: ({ bind }) => void bind(Resource).toConstantValue(declared),
    });
    await runtime.execute(only(leasingNode(need, ({ id }) => id)));
    expect(made).to.have.lengthOf(1);
  });

  it('hands services and secrets to what makes one', async () => {
    const { resource: declared } = things();
    const scopes: ResourceScope[] = [];
    const create = (scope: ResourceScope) => {
      scopes.push(scope);
      const password = scope.hide('hunter/two');
      throw new Error(`refused ${password} and ${encodeURIComponent(password)}`);
    };
    const id = Symbol('answer');
    const { runtime } = withResources({
      define: [{ ...declared, create }],
      configure: ({ bind }) => void bind(id).toConstantValue(42),
    });
    const { error } = await runtime.start(only(leasingNode(need, () => 0))).result;
    expect(error?.message).to.equal(
      'Resource "thing" could not be made: refused [hidden] and [hidden]',
    );
    expect([scopes[0]?.name, scopes[0]?.services.get(id)]).to.deep.equal(['thing', 42]);
  });

  it('does not show, when it fails, what was to be hidden', async () => {
    const { resource: declared } = things();
    const create = (scope: ResourceScope) => {
      scope.hide('hunter-two');
      return declared.create(scope);
    };
    const { runtime, service } = withResources({ define: [{ ...declared, create }] });
    class Refused extends Error {}
    const bad = (secret: string) => [
      () => {
        throw new Refused(`refused ${secret}`);
      },
      () => Promise.reject(new Refused(`refused ${secret}`)),
    ];
    for (const work of bad('hunter-two')) {
      const { error } = await runtime.start(only(leasingNode(need, work))).result;
      expectNoSecretIn(error, 'hunter-two');
      expect(error?.message).to.include('refused [hidden]');
    }
    for (const work of bad('nobody')) {
      const { error } = await runtime.start(only(leasingNode(need, work))).result;
      expect(error?.cause).to.be.instanceOf(Refused);
    }
    const used = await service.use(need, bad('hunter-two')[1] as () => unknown).catch(String);
    expect(used).to.equal('Error: refused [hidden]');
  });

  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a b', '💾']) {
    it(`may call itself and its resource ${JSON.stringify(name)}`, async () => {
      const { resource: declared } = things({ name });
      const { runtime, stats } = withResources({ define: [declared] });
      const node = leasingAll(
        Object.fromEntries([[name, resource<Thing>(name)]]),
        ({ resources }) => resources[name]?.id,
      );
      const { results } = await runtime.execute(only(node));
      expect(results['only']).to.deep.equal({ value: 1 });
      expect([stats(name).made, stats(name).leased]).to.deep.equal([1, 0]);
      expect(Object.hasOwn(Object.prototype, 'value')).to.equal(false);
    });
  }
});
