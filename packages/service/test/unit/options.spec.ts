import { RuntimeError } from '@tenon/core';
import { type RunQueueOptions, runQueue, serve } from '@tenon/service';
import { aRuntime, deferredNode, only } from '@tenon/testing';
import { expect } from 'chai';

function messageFor(options: unknown): string {
  try {
    runQueue(options as RunQueueOptions);
  } catch (error) {
    expect(RuntimeError.is(error, 'OPTION_INVALID')).to.equal(true);
    return (error as Error).message;
  }
  return expect.fail(`was taken: ${JSON.stringify(options)}`);
}

describe('the options of a run queue', () => {
  it('refuse figures that are none, and name each', () => {
    const figures = [-1, 0.5, Number.NaN, Infinity, -Infinity, '5', {}];
    for (const wrong of [...figures, 0]) {
      expect(messageFor({ concurrentRuns: wrong })).to.include('"concurrentRuns"');
    }
    for (const wrong of figures) {
      expect(messageFor({ queuedRuns: wrong })).to.include('"queuedRuns"');
    }
    for (const name of ['maxWaitMs', 'agingMs']) {
      for (const wrong of [0, -1, Number.NaN, Infinity, 2 ** 31, '5']) {
        expect(messageFor({ [name]: wrong })).to.include(`"${name}"`);
      }
    }
    expect(messageFor({ concurrentRuns: 0, queuedRuns: -1 }))
      .to.include('"concurrentRuns"')
      .and.to.include('"queuedRuns"');
  });

  it('refuse limits of tenants that are none, and name the tenant', () => {
    for (const [tenants, text] of [
      [5, 'must be an object'],
      [{ concurrentRuns: 0 }, '"concurrentRuns" must be an integer from 1 on, and is 0'],
      [{ queuedRuns: Infinity }, '"queuedRuns" must be an integer from 0 on'],
      [{ running: 1 }, '"running" is not one there is'],
      [
        { acme: { queuedRuns: 1 } },
        '"acme" is not one there is: limits of single tenants stand in',
      ],
      [{ of: { acme: {} } }, '"of" must be a Map'],
      [{ of: new Map([[5, {}]]) }, 'has the key 5'],
      [{ of: new Map([['acme', 5]]) }, 'for "acme" its limits must be an object'],
      [{ of: new Map([['__proto__', { queuedRuns: -1 }]]) }, 'for "__proto__" its "queuedRuns"'],
      [{ of: new Map([['acme', JSON.parse('{"__proto__": 5}')]]) }, 'for "acme" its limit'],
    ] as const) {
      expect(messageFor({ tenants })).to.include(text);
    }
  });

  it('refuse limits that are the queue’s own, those that are none, and names that are near', () => {
    expect(messageFor({ limits: { concurrentRuns: 5 } })).to.include('no option "concurrentRuns"');
    expect(messageFor({ limits: { wallMs: -1 } })).to.include('"wallMs"');
    expect(messageFor({ limits: 5 })).to.include('"limits"');
    expect(messageFor({ concurrentRun: 5 })).to.include('"concurrentRun"');
    expect(messageFor(null)).to.include('runQueue()');
  });

  it('are taken as they are when the queue is made: a map that changes later changes nothing', async () => {
    const of = new Map([['acme', { concurrentRuns: 1 }]]);
    const plugin = runQueue({ tenants: { of } });
    of.set('acme', { concurrentRuns: Number.NaN });
    const service = serve(aRuntime({ plugins: [plugin] }).runtime);
    void service.start();
    const { node } = deferredNode();
    const states = [1, 2].map(
      () => service.accept(only(node), { tenant: 'acme', graceMs: 0 }).state,
    );
    expect(states).to.deep.equal(['running', 'waiting']);
    await service.drain(0, 0);
  });

  it('have defaults, all of them finite', () => {
    const service = serve(aRuntime({ plugins: [runQueue()] }).runtime);
    expect(service.stats()).to.deep.include({ concurrentRuns: 10, queuedRuns: 1_000 });
  });
});
