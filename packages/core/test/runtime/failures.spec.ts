import { runInNewContext } from 'node:vm';
import { type Node, RuntimeError } from '@tenon/core';
import {
  aRuntime,
  aWorkflow,
  deferredNode,
  failing,
  only,
  pass,
  spied,
  unhandledRejectionsDuring,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { eventually, turns } from '../support/waiting.js';

describe('a node that fails', () => {
  it('fails the run, leaf or not', async () => {
    const flow = aWorkflow().node('a', value(1)).node('leaf', failing('boom')).build();
    const { status, error } = await aRuntime().runtime.start(flow).result;
    expect([status, error?.code, error?.where.node]).to.deep.equal([
      'failed',
      'NODE_FAILED',
      'leaf',
    ]);
  });

  it('stops the run: what runs is told so, and nothing new starts', async () => {
    const { node, visits } = deferredNode();
    const { node: late, calls } = spied();
    const flow = aWorkflow()
      .node('waits', node)
      .node('bad', failing(new Error('boom'), { later: true }))
      .node('after bad', late)
      .node('after waits', late)
      .edge('bad', 'after bad.value')
      .edge('waits', 'after waits.value')
      .build();
    const { runtime } = aRuntime();
    const run = runtime.start(flow);
    await eventually(() => visits[0]?.context.signal.aborted === true);
    const [visit] = visits;
    expect(visit?.context.signal.aborted).to.equal(true);
    expect(RuntimeError.is(visit?.context.signal.reason, 'NODE_FAILED')).to.equal(true);
    visit?.resolve(1);
    const { status, outcomes, results } = await run.result;
    expect(status).to.equal('failed');
    expect(Array.from(outcomes, ({ node: id, reason }) => [id, reason])).to.deep.equal([
      ['waits', 'cutOff'],
      ['bad', undefined],
      ['after bad', 'upstreamFailed'],
      ['after waits', 'notStarted'],
    ]);
    expect(calls).to.have.length(0);
    expect(Object.keys(results)).to.deep.equal(['after bad']);
  });

  it('skips only what depends on it when the run goes on', async () => {
    const { node, calls } = spied();
    const flow = aWorkflow()
      .node('bad', failing('boom'))
      .node('behind', node)
      .node('good', value(1))
      .node('fine', node)
      .edge('bad', 'behind.value')
      .edge('good', 'fine.value')
      .build();
    const { runtime } = aRuntime();
    const { status, outcomes, results } = await runtime.start(flow, { onError: 'continue' }).result;
    expect(status).to.equal('failed');
    expect(calls.map(({ context }) => context.nodeId)).to.deep.equal(['fine']);
    expect(outcomes.get('behind')).to.deep.include({ status: 'skipped', reason: 'upstreamFailed' });
    expect({ ...results }).to.deep.equal({ behind: null, good: { value: 1 }, fine: { value: 1 } });
  });

  it('is reported with all others, and the first in plan order is the error of the run', async () => {
    const clock = new VirtualClock();
    const after = (ms: number, thrown: unknown): Node =>
      spied(
        () =>
          new Promise((_, reject) => {
            clock.timer(ms, () => reject(thrown));
          }),
      ).node;
    const flow = aWorkflow()
      .node('slow', after(30, 'slow'))
      .node('fast', after(1, 'fast'))
      .node('same tick', after(1, 'same tick'))
      .build();
    const { runtime } = aRuntime({ clock });
    const run = runtime.start(flow, { onError: 'continue' });
    const { error, failures } = await clock.until(run.result);
    expect(failures.map(({ cause }) => cause)).to.deep.equal(['slow', 'fast', 'same tick']);
    expect(error).to.equal(failures[0]);
  });

  it('is reported with what failed on its own while it was being stopped', async () => {
    const { node, visits } = deferredNode();
    const flow = aWorkflow()
      .node('a', node)
      .node('b', node)
      .node('c', node)
      .node('d', node)
      .build();
    const run = aRuntime().runtime.start(flow);
    await eventually(() => visits.length === 4);
    visits[1]?.reject('first');
    await eventually(() => visits[0]?.context.signal.aborted === true);
    visits[0]?.reject('second');
    visits[2]?.reject(visits[2].context.signal.reason);
    visits[3]?.reject(new DOMException('stop', 'AbortError'));
    const { failures, error, outcomes } = await run.result;
    expect(failures.map(({ cause }) => cause)).to.deep.equal(['second', 'first']);
    expect(error?.cause).to.equal('second');
    expect(outcomes.get('c')).to.deep.include({ status: 'aborted', reason: 'cutOff' });
    expect(outcomes.get('d')).to.deep.include({ status: 'aborted', reason: 'cutOff' });
  });

  it('does not run what follows, and what follows a skip', async () => {
    const { node, calls } = spied();
    const flow = aWorkflow()
      .node('bad', failing('boom', { later: true }))
      .node('b', node)
      .node('c', node)
      .edge('bad', 'b.value')
      .edge('b', 'c.value')
      .build();
    const { outcomes } = await aRuntime().runtime.start(flow, { onError: 'continue' }).result;
    expect(outcomes.get('c')?.reason).to.equal('upstreamFailed');
    expect(calls).to.have.length(0);
  });
});

describe('whatever a node throws', () => {
  const cyclic = new Error('cyclic');
  cyclic.cause = cyclic;
  const throwing = Object.defineProperty(new Error('hidden'), 'message', {
    get: () => {
      throw new Error('message');
    },
  });
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const values: readonly [title: string, value: unknown, text: string][] = [
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a string', 'boom', 'boom'],
    ['a number', 7, '7'],
    ['a symbol', Symbol('boom'), 'Symbol(boom)'],
    ['a frozen error', Object.freeze(new Error('frozen')), 'frozen'],
    ['an error whose message throws', throwing, 'Error'],
    ['an error of another realm', runInNewContext('new TypeError("far")') as unknown, 'far'],
    ['an AggregateError', new AggregateError([new Error('a'), 1], 'both'), 'both'],
    ['a DOMException', new DOMException('dom', 'DataError'), 'dom'],
    ['an error that is its own cause', cyclic, 'cyclic'],
    ['an object with a then', { then: 'no function' }, '{ then: "no function" }'],
    ['an error of Tenon', new RuntimeError('LIMIT_REACHED', 'mine'), 'mine'],
    ['a revoked proxy', proxy, 'a proxy'],
  ];
  for (const [title, given, text] of values) {
    for (const later of [false, true]) {
      it(`is kept as the cause, untouched: ${title}${later ? ', rejected with' : ''}`, async () => {
        const keys =
          typeof given === 'object' && given !== null && given !== proxy
            ? Reflect.ownKeys(given)
            : [];
        const { status, error, failures } = await aRuntime().runtime.start(
          only(failing(given, { later })),
        ).result;
        expect(status).to.equal('failed');
        expect(error?.code).to.equal('NODE_FAILED');
        expect('cause' in (error as Error)).to.equal(true);
        expect(error?.cause === given).to.equal(true);
        expect(error?.message).to.equal(`Node "only" of workflow "test" failed: ${text}`);
        expect(failures).to.deep.equal([error]);
        if (keys.length > 0) expect(Reflect.ownKeys(given as object)).to.deep.equal(keys);
      });
    }
  }

  it('is kept as the cause when it is a thenable that was rejected with', async () => {
    let looks = 0;
    const thenable = {
      then: () => {
        looks++;
      },
    };
    const { node } = spied(() => Promise.reject(thenable));
    const { error } = await aRuntime().runtime.start(only(node)).result;
    expect(error?.cause).to.equal(thenable);
    expect(looks).to.equal(0);
  });

  it('passes as it is when it is an error of Tenon that names the node already', async () => {
    const { node } = spied((_inputs, { nodeId, workflow }) => {
      throw new RuntimeError('CONFIG_INVALID', 'mine', { where: { node: nodeId, workflow } });
    });
    const { error } = await aRuntime().runtime.start(only(node)).result;
    expect([error?.code, error?.message]).to.deep.equal(['CONFIG_INVALID', 'mine']);
  });
});

describe('a node that does not keep to the rules', () => {
  it('settles once, whatever its thenable does', async () => {
    const twice = {
      then(resolve: (outputs: unknown) => void, reject: (error: unknown) => void) {
        resolve({ value: 'first' });
        resolve({ value: 'second' });
        reject(new Error('third'));
        throw new Error('fourth');
      },
    };
    const { node, calls } = spied();
    const flow = aWorkflow()
      .node('odd', spied(() => twice).node)
      .node('next', node)
      .edge('odd', 'next.value')
      .build();
    const result = await aRuntime().runtime.execute(flow);
    expect(calls.map(({ inputs }) => inputs)).to.deep.equal([{ value: 'first' }]);
    expect(result.lateResults).to.equal(0);
  });

  it('settles once, also when its promise is of a class that calls back twice', async () => {
    class Odd<T> extends Promise<T> {
      override then(...args: Parameters<Promise<T>['then']>): never {
        const [resolve] = args;
        void resolve?.({ value: 'first' } as T);
        void resolve?.({ value: 'second' } as T);
        throw new Error('third');
      }
    }
    const { node, calls } = spied();
    const flow = aWorkflow()
      .node('odd', spied(() => new Odd(() => undefined)).node)
      .node('next', node)
      .edge('odd', 'next.value')
      .build();
    const result = await aRuntime().runtime.start(flow).result;
    expect(result.status).to.equal('completed');
    expect(calls.map(({ inputs }) => inputs)).to.deep.equal([{ value: 'first' }]);
  });

  it('is not waited for when it throws after it has called back', async () => {
    const { node } = spied(
      () =>
        new Promise((resolve) => {
          resolve({ value: 1 });
          throw new Error('ignored');
        }),
    );
    expect((await aRuntime().runtime.execute(only(node))).status).to.equal('completed');
  });

  it('makes a warning when it holds the thread, and is late in truth where it has a time limit', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock });
    const holds = spied(() => {
      clock.block(5000);
      return {};
    }).node;
    const chain = aWorkflow().node('n0', holds);
    for (let i = 1; i < 30; i++)
      chain.node(`n${String(i)}`, pass).edge(`n${String(i - 1)}`, `n${String(i)}.value`);
    const blocked = aWorkflow().node('holds', holds);
    for (let i = 0; i < 30; i++) blocked.node(`n${String(i)}`, value(i));
    const { status, warnings } = await clock.until(runtime.start(blocked.build()).result);
    expect(status).to.equal('completed');
    expect(warnings.map(({ code }) => code)).to.deep.equal(['THREAD_BLOCKED']);
    expect(warnings[0]?.message).to.include('5000 ms');
    const limited = only(holds as Node, {}, { timeoutMs: 100 });
    const { error } = await clock.until(runtime.start(limited).result);
    expect([error?.code, error?.where.node]).to.deep.equal(['TIMEOUT', 'only']);
    expect(error?.message).to.include('held the thread for 5000 ms');
  });

  it('does not bring the process down by our doing with work that it forgot', async () => {
    const forgotten = new Error('forgotten');
    const { node } = spied(() => {
      void Promise.resolve().then(() => {
        throw forgotten;
      });
      return { value: 1 };
    });
    const reasons = await unhandledRejectionsDuring(async () => {
      const { status } = await aRuntime().runtime.start(only(node)).result;
      expect(status).to.equal('completed');
    });
    // The host's own handler sees it, as it does without Tenon: it is neither swallowed nor made worse.
    expect(reasons).to.deep.equal([forgotten]);
  });

  it('causes no unhandled rejection when it rejects after it has been left behind', async () => {
    const { node, visits } = deferredNode();
    const reasons = await unhandledRejectionsDuring(async () => {
      const { runtime } = aRuntime();
      const run = runtime.start(only(node), { graceMs: 0 });
      await eventually(() => visits.length === 1);
      run.abort();
      await run.result;
      visits[0]?.reject(new Error('late'));
      await turns();
    });
    expect(reasons).to.deep.equal([]);
  });
});
