import {
  defineNode,
  type Ending,
  type LoopContext,
  port,
  type RegionScope,
  Routed,
  RuntimeError,
  type Verdict,
  workflow,
} from '@tenon/core';
import {
  add,
  aRuntime,
  failing,
  type LoopDecider,
  pass,
  spied,
  VirtualClock,
} from '@tenon/testing';
import { expect } from 'chai';
import { gates, loops, tapping } from '../support/plugins.js';
import { turns } from '../support/waiting.js';

/** A loop over one node that adds 1, from 0, and a node behind it. */
function counting(maxIterations = 5) {
  const flow = workflow('counting');
  const count = flow.add('count', add, { a: 0, b: 1 });
  const after = flow.add('after', pass);
  flow.connect(count.out.value, after.in.value);
  flow.loop('again', { back: [[count.out.value, count.in.a]], maxIterations });
  return flow.build();
}

const runtimeWith = (decide?: LoopDecider) =>
  aRuntime({ plugins: [loops(decide), gates()] }).runtime;

describe('a loop', () => {
  it('runs its body again as long as its controller says so, and hands values on', async () => {
    const seen: unknown[] = [];
    const runtime = runtimeWith((scope) => {
      seen.push([scope.iteration, scope.outputsOf('count'), scope.outputsOf('after')]);
      return scope.iteration === 3 ? { reason: 'converged' } : 'again';
    });
    const { results, outcomes, loops: ended } = await runtime.execute(counting());
    expect(results['after']).to.deep.equal({ value: 3 });
    expect(outcomes.get('count')?.iterations).to.equal(3);
    expect(outcomes.get('after')?.iterations).to.equal(1);
    expect(ended['again']).to.deep.include({
      iterations: 3,
      reason: 'converged',
      error: undefined,
    });
    expect(seen).to.deep.equal([
      [1, { value: 1 }, undefined],
      [2, { value: 2 }, undefined],
      [3, { value: 3 }, undefined],
    ]);
  });

  it('is the same when its controller or its nodes take their time', async () => {
    const later = async (scope: RegionScope): Promise<Verdict> => {
      await turns();
      return scope.iteration === 4 ? { reason: 'converged' } : 'again';
    };
    const { results, loops: ended } = await runtimeWith(later).execute(counting());
    expect([results['after'], ended['again']?.iterations]).to.deep.equal([{ value: 4 }, 4]);
  });

  it('fails with what its controller throws, sync or not, at its beginning too', async () => {
    const boom = new Error('boom');
    const cases: readonly LoopDecider[] = [
      () => {
        throw boom;
      },
      () => Promise.reject(boom),
    ];
    for (const decide of cases) {
      const { status, error, loops: ended } = await runtimeWith(decide).start(counting()).result;
      expect([status, error?.code, error?.cause, error?.where.loop]).to.deep.equal([
        'failed',
        'LOOP_FAILED',
        boom,
        'again',
      ]);
      expect(ended['again']?.reason).to.equal('failed');
    }
    const known = new RuntimeError('LIMIT_REACHED', 'mine');
    const { error } = await runtimeWith(() => {
      throw known;
    }).start(counting()).result;
    expect(error).to.equal(known);
  });

  it('fails where its controller states an end that is none, at once or later, asked or not', async () => {
    const error = new RuntimeError('LIMIT_REACHED', 'mine');
    const odd: readonly unknown[] = [
      undefined,
      'stop',
      {},
      { reason: 'bored' },
      { reason: 'failed' },
      { reason: 'aborted' },
      { reason: 'aborted', error },
      { reason: 'converged', error: new Error('of no class that errors have') },
      {
        get reason() {
          throw new Error('read');
        },
      },
      {
        get then() {
          throw new Error('read');
        },
      },
    ];
    for (const verdict of odd) {
      const later = Promise.resolve({ verdict });
      const cases: readonly LoopDecider[] = [
        () => verdict as Verdict,
        () => later.then((held) => held.verdict as Verdict),
        (scope) => {
          scope.end(verdict as Ending);
          return 'again';
        },
      ];
      for (const decide of cases) {
        const result = await runtimeWith(decide).start(counting()).result;
        expect([result.status, result.error?.code, result.error?.where.loop]).to.deep.equal([
          'failed',
          'LOOP_FAILED',
          'again',
        ]);
        expect(result.loops['again']).to.deep.include({ reason: 'failed', iterations: 1 });
      }
    }
  });

  it('reads an end once, whatever it answers later', async () => {
    let reads = 0;
    const changing = {
      get reason() {
        reads++;
        return reads === 1 ? ('converged' as const) : ('aborted' as const);
      },
    };
    const { status, loops: ended } = await runtimeWith(() => changing).start(counting()).result;
    expect([status, ended['again']?.reason, reads]).to.deep.equal(['completed', 'converged', 1]);
  });

  it('fails with what its controller throws when it begins, and warns of what it throws at the end', async () => {
    const boom = new Error('boom');
    const controlled = (begins: boolean) =>
      tapping(
        'odd',
        (hooks) => {
          hooks.plan.tap('odd', (draft, { workflow: { loops: declared } }) => ({
            ...draft,
            regions: declared.map(({ id, back }) => ({
              id,
              body: ['count'],
              back,
              maxIterations: 3,
              controller: {
                begin: () => {
                  if (!begins) throw boom;
                  return {
                    decide: () => ({ reason: 'converged' as const }),
                    ended: () => {
                      throw boom;
                    },
                  };
                },
              },
            })),
          }));
        },
        { provides: ['cycles'] },
      );
    const failed = await aRuntime({ plugins: [controlled(false)] }).runtime.start(counting())
      .result;
    expect([failed.error?.code, failed.error?.cause]).to.deep.equal(['LOOP_FAILED', boom]);
    const warned = await aRuntime({ plugins: [controlled(true)] }).runtime.start(counting()).result;
    expect(warned.status).to.equal('completed');
    expect(warned.warnings.map(({ code, cause }) => [code, cause])).to.deep.equal([
      ['OBSERVER_FAILED', boom],
    ]);
  });

  it('fails when a node of it fails, which is then the error of the run', async () => {
    const flow = workflow('bad');
    const a = flow.add('a', failing('boom'));
    const after = flow.add('after', pass);
    flow.connect(a.output('value'), after.in.value);
    flow.loop('again', { back: [[a.output('value'), a.input('value')]] });
    const {
      error,
      outcomes,
      loops: ended,
    } = await runtimeWith().start(flow.build(), {
      onError: 'continue',
    }).result;
    expect([error?.code, error?.where.node]).to.deep.equal(['NODE_FAILED', 'a']);
    expect(outcomes.get('after')?.reason).to.equal('upstreamFailed');
    expect(ended['again']).to.deep.include({ iterations: 1, reason: 'failed' });
  });

  it('is left when every back edge is dead', async () => {
    const flow = workflow('leaves');
    const count = flow.add('count', add, { a: 0, b: 1 });
    const choose = flow.add(
      'choose',
      defineNode({
        type: 'choose',
        inputs: { value: port<number>() },
        outputs: { left: port<number>(), right: port<number>() },
        routes: { ports: ['left', 'right'], multiple: false },
        run: ({ value: given }, { loop }) =>
          new Routed({ left: given, right: given }, [loop?.count === 3 ? 'right' : 'left']),
      }),
    );
    const after = flow.add('after', pass);
    flow.connect(count.out.value, choose.in.value);
    flow.connect(choose.out.right, after.in.value);
    flow.loop('again', { back: [[choose.out.left, count.in.a]], maxIterations: 10 });
    const { results, outcomes, loops: ended } = await runtimeWith().execute(flow.build());
    expect(ended['again']).to.deep.include({ iterations: 3, reason: 'exited' });
    expect(results['after']).to.deep.equal({ value: 3 });
    const { taken, times } = outcomes.get('choose')?.routing ?? {};
    expect([taken, [...(times ?? [])]]).to.deep.equal([
      ['right'],
      [
        ['left', 2],
        ['right', 1],
      ],
    ]);
  });

  it('tells its nodes where they stand, and keeps a state for each as long as it lasts', async () => {
    const contexts: LoopContext[] = [];
    const flow = workflow('context');
    const node = spied((_inputs, { loop }) => {
      if (loop !== undefined) {
        contexts.push({ ...loop, state: new Map(loop.state) });
        loop.state.set('seen', loop.count);
      }
      return { value: 1 };
    }).node;
    const a = flow.add('a', node);
    flow.loop('again', { back: [[a.output('value'), a.input('value')]], maxIterations: 3 });
    const built = flow.build();
    const runtime = runtimeWith();
    for (const _ of [1, 2]) {
      contexts.length = 0;
      await runtime.execute(built);
      expect(
        contexts.map(({ id, index, count, isFirst }) => [id, index, count, isFirst]),
      ).to.deep.equal([
        ['again', 0, 1, true],
        ['again', 1, 2, false],
        ['again', 2, 3, false],
      ]);
      expect(contexts.map(({ state }) => state.get('seen'))).to.deep.equal([undefined, 1, 2]);
      expect(
        contexts.every(({ outer, maxIterations }) => outer === undefined && maxIterations === 3),
      ).to.equal(true);
    }
  });

  it('may be ended from outside an iteration: what runs in it is cut off', async () => {
    const clock = new VirtualClock();
    let scope: RegionScope | undefined;
    const cut = tapping(
      'cut',
      (hooks) => {
        hooks.plan.tap('cut', (draft, { workflow: { loops: declared } }) => ({
          ...draft,
          regions: declared.map(({ id, back }) => ({
            id,
            body: ['a'],
            back,
            maxIterations: 3,
            controller: {
              begin: (begun: RegionScope) => {
                scope = begun;
                clock.timer(50, () => begun.end({ reason: 'timeout' }));
                return { decide: () => 'again' as const };
              },
            },
          })),
        }));
      },
      { provides: ['cycles'] },
    );
    const flow = workflow('cut');
    const a = flow.add(
      'a',
      spied(
        (_inputs, { signal }) =>
          new Promise((resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error));
            clock.timer(30, () => resolve({ value: 1 }));
          }),
      ).node,
    );
    const after = flow.add('after', pass);
    flow.connect(a.output('value'), after.in.value);
    flow.loop('again', { back: [[a.output('value'), a.input('value')]] });
    const run = aRuntime({ clock, plugins: [cut] }).runtime.start(flow.build());
    const { status, outcomes, loops: ended, results } = await clock.until(run.result);
    expect([status, clock.now()]).to.deep.equal(['completed', 50]);
    expect(ended['again']).to.deep.include({ iterations: 2, reason: 'timeout', elapsedMs: 50 });
    expect(outcomes.get('a')).to.deep.include({ status: 'completed', iterations: 2 });
    expect(results['after']).to.deep.equal({ value: 1 });
    scope?.end({ reason: 'memory' }); // says nothing any more
    await clock.runAll();
  });

  it('of a million synchronous iterations lets the event loop turn', async () => {
    const runtime = aRuntime({ plugins: [loops()], tracking: 'off' }).runtime;
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const { loops: ended, results } = await runtime.execute(counting(1_000_000));
    clearInterval(timer);
    expect([ended['again']?.iterations, results['after']]).to.deep.equal([
      1_000_000,
      { value: 1_000_000 },
    ]);
    expect(ticks).to.be.above(5);
  }).timeout(20_000);

  it('reports what its controller adds, and how long it took', async () => {
    const clock = new VirtualClock();
    const runtime = aRuntime({
      clock,
      plugins: [
        loops((scope) => {
          clock.block(10);
          scope.report({ seen: scope.iteration, elapsed: scope.elapsedMs });
          return 'again';
        }),
      ],
    }).runtime;
    const { loops: ended } = await clock.until(runtime.execute(counting(3)));
    expect(ended['again']).to.deep.include({ elapsedMs: 20, details: { seen: 2, elapsed: 20 } });
  });

  it('needs the plugin: without it the run is refused, and the package is named', async () => {
    const { status, error } = await aRuntime().runtime.start(counting()).result;
    expect([status, error?.code]).to.deep.equal(['refused', 'PLUGIN_MISSING']);
    expect(error?.hint).to.include('@tenon/plugin-cycles');
  });
});

describe('regions that cannot be', () => {
  const withRegions = (regions: readonly { id: string; body: readonly string[] }[]) =>
    aRuntime({
      plugins: [
        tapping(
          'odd',
          (hooks) => {
            hooks.plan.tap('odd', (draft) => ({
              ...draft,
              regions: regions.map((region) => ({
                ...region,
                back: [],
                maxIterations: 1,
                controller: { begin: () => ({ decide: () => 'again' as const }) },
              })),
            }));
          },
          { provides: ['cycles'] },
        ),
      ],
    }).runtime;

  it('are refused: unknown nodes, overlaps, empty bodies, a path out and in again', async () => {
    const flow = workflow('abc');
    for (const id of ['a', 'b', 'c']) flow.add(id, spied().node);
    flow.wire({ from: 'a', output: 'value', to: 'b', input: 'value' });
    flow.wire({ from: 'b', output: 'value', to: 'c', input: 'value' });
    const built = flow.build();
    const cases = [
      [{ id: 'r', body: ['nobody'] }],
      [{ id: 'r', body: [] }],
      [
        { id: 'r', body: ['a', 'b'] },
        { id: 's', body: ['b', 'c'] },
      ],
      [
        { id: 'r', body: ['a', 'b'] },
        { id: 's', body: ['a', 'b'] },
      ],
      [{ id: 'r', body: ['a', 'c'] }],
    ];
    for (const regions of cases) {
      const { status, error } = await withRegions(regions).start(built).result;
      expect([status, error?.code]).to.deep.equal(['refused', 'PLAN_INVALID']);
    }
  });
});
