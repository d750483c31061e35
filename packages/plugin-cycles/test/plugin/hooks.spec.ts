import { type Ending, type RunEvent, RuntimeError, workflow } from '@tenon/core';
import { CycleHooks, type LoopFinish, type LoopIteration } from '@tenon/plugin-cycles';
import { VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { computing, counter } from '../support/nodes.js';
import { run, tapping, withCycles } from '../support/runtime.js';

function counting(limits = {}) {
  const flow = workflow('counting');
  const count = flow.add('count', counter);
  flow.loop('loop', { back: [[count.out.value, count.in.value]], maxIterations: 5, ...limits });
  return flow.build();
}

/** A plugin that taps the hook `iteration`. */
const deciding = (decide: (iteration: LoopIteration) => unknown) =>
  tapping('deciding', (_hooks, services) => {
    services.get(CycleHooks.id).iteration.tapPromise('deciding', decide as never);
  });

const finishing = (told: LoopFinish[]) =>
  tapping('finishing', (_hooks, services) => {
    services.get(CycleHooks.id).finished.tap('finishing', (finish) => {
      told.push(finish);
    });
  });

describe('CycleHooks.iteration', () => {
  it('fires after each iteration, also the last, and shows what it gave', async () => {
    const seen: unknown[] = [];
    const plugin = deciding(({ loop, iteration, elapsedMs, outputsOf }) => {
      seen.push([loop, iteration, outputsOf('count'), outputsOf('nobody')]);
      expect(elapsedMs).to.be.at.least(0);
    });
    const { loops } = await run(counting({ maxIterations: 3 }), { plugins: [plugin] });
    expect(loops['loop']).to.deep.include({ reason: 'maxIterations', iterations: 3 });
    expect(seen).to.deep.equal([1, 2, 3].map((n) => ['loop', n, { value: n }, undefined]));
  });

  it('ends the loop, at once or later, well or with an error', async () => {
    const error = new RuntimeError('LIMIT_REACHED', 'enough');
    const endings: readonly Ending[] = [
      { reason: 'converged' },
      { reason: 'exited' },
      { reason: 'maxIterations', error },
      { reason: 'failed', error },
    ];
    for (const ending of endings) {
      for (const answer of [ending, Promise.resolve(ending)]) {
        const plugin = deciding(({ iteration }) => (iteration === 2 ? answer : undefined));
        const result = await run(counting(), { plugins: [plugin] });
        expect(result.loops['loop']).to.deep.include({ iterations: 2, ...ending });
        expect(result.error).to.equal(ending.error);
      }
    }
  });

  it('comes before the condition of the loop, which is asked where no tap answers', async () => {
    const asked: number[] = [];
    const until = ({ iteration }: { readonly iteration: number }) => {
      asked.push(iteration);
      return false;
    };
    const later = deciding(({ iteration }) =>
      Promise.resolve(iteration === 3 ? { reason: 'converged' } : undefined),
    );
    const { loops } = await run(counting({ until }), { plugins: [later] });
    expect([loops['loop']?.reason, asked]).to.deep.equal(['converged', [1, 2]]);
  });

  it('fails the loop where a tap throws, and where it answers what is no end', async () => {
    const boom = new Error('boom');
    const throwing = await run(counting(), {
      plugins: [deciding(() => Promise.reject(boom))],
    });
    expect([throwing.error?.code, throwing.error?.cause]).to.deep.equal(['HOOK_FAILED', boom]);
    expect(throwing.loops['loop']?.reason).to.equal('failed');
    for (const odd of ['stop', true, {}, 7]) {
      const { error } = await run(counting(), { plugins: [deciding(() => odd)] });
      expect(error?.code).to.equal('HOOK_MISUSE');
      expect(error?.message).to.include('CycleHooks.iteration').and.include('"loop"');
    }
  });

  it('fails the loop where an end that it answers is none, or says two things at once', async () => {
    const error = new RuntimeError('LIMIT_REACHED', 'enough');
    const odd: readonly unknown[] = [
      { reason: 'bored' },
      { reason: 'failed' },
      { reason: 'aborted' },
      { reason: 'aborted', error },
      { reason: 'converged', error },
      { reason: 'failed', error: new Error('no RuntimeError') },
      { reason: 'maxIterations', error: null },
      {
        get reason() {
          throw new Error('read');
        },
      },
    ];
    for (const ending of odd) {
      for (const answer of [ending, Promise.resolve(ending)]) {
        const result = await run(counting(), { plugins: [deciding(() => answer)] });
        expect([result.status, result.error?.code]).to.deep.equal(['failed', 'HOOK_MISUSE']);
        expect(result.error?.message).to.include('CycleHooks.iteration').and.include('"loop"');
        expect(result.loops['loop']?.reason).to.equal('failed');
      }
    }
  });
});

describe('CycleHooks.finished', () => {
  it('tells once of each run of a loop, on every path', async () => {
    const told: LoopFinish[] = [];
    const plugins = [finishing(told)];
    await run(counting(), { plugins });
    await run(counting({ until: 'count.value == 2' }), { plugins });
    await run(counting({ until: 'false' }), { plugins });
    await run(counting({ until: 'count.value > "x"' }), { plugins });
    expect(
      told.map(({ loop, reason, iterations, error }) => [loop, reason, iterations, error?.code]),
    ).to.deep.equal([
      ['loop', 'maxIterations', 5, undefined],
      ['loop', 'converged', 2, undefined],
      ['loop', 'maxIterations', 5, 'LOOP_LIMIT'],
      ['loop', 'failed', 1, 'CONDITION_FAILED'],
    ]);
  });

  it('tells of an inner loop in each iteration around it', async () => {
    const told: LoopFinish[] = [];
    const flow = workflow('nested');
    const a = flow.add('a', counter);
    const b = flow.add('b', counter);
    flow.connect(a.out.value, b.in.value);
    flow.loop('outer', { back: [[b.out.value, a.in.value]], maxIterations: 2 });
    flow.loop('inner', { back: [[b.out.value, b.in.value]], maxIterations: 3 });
    await run(flow.build(), { plugins: [finishing(told)] });
    expect(told.map(({ loop, iterations }) => [loop, iterations])).to.deep.equal([
      ['inner', 3],
      ['inner', 3],
      ['outer', 2],
    ]);
  });

  it('only looks on: a tap that throws is a warning', async () => {
    const plugin = tapping('throwing', (_hooks, services) => {
      services.get(CycleHooks.id).finished.tap('throwing', () => {
        throw new Error('boom');
      });
    });
    const { status, warnings } = await run(counting(), { plugins: [plugin] });
    expect([status, warnings.map(({ code }) => code)]).to.deep.equal([
      'completed',
      ['OBSERVER_FAILED'],
    ]);
  });
});

describe('the events of a loop', () => {
  /** The events of loops in a run whose iterations take so long. */
  async function eventsOf(perIteration: number, progressMs: number | undefined, limits = {}) {
    const clock = new VirtualClock();
    const flow = workflow('counting');
    const count = flow.add(
      'count',
      computing((value) => {
        clock.block(perIteration);
        return value + 1;
      }),
    );
    flow.loop('loop', { back: [[count.out.value, count.in.value]], maxIterations: 10, ...limits });
    const { runtime } = withCycles({
      clock,
      ...(progressMs !== undefined && { options: { progressMs } }),
    });
    const handle = runtime.start(flow.build());
    const told: RunEvent[] = [];
    const reading = (async () => {
      for await (const event of handle.events()) {
        if (event.type === 'loopIterated' || event.type === 'loopEnded') told.push(event);
      }
    })();
    await clock.until(handle.result);
    await reading;
    return told.map((event) => (event.type === 'loopIterated' ? event.iteration : event.type));
  }

  it('tell of progress at most every so often, and of the end', async () => {
    expect(await eventsOf(30, undefined)).to.deep.equal([4, 8, 'loopEnded']);
    expect(await eventsOf(30, 60)).to.deep.equal([2, 4, 6, 8, 'loopEnded']);
    expect(await eventsOf(30, 0)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 'loopEnded']);
  });

  it('are the same for a loop with a condition', async () => {
    expect(await eventsOf(30, undefined, { until: 'false', onLimit: 'accept' })).to.deep.equal([
      4,
      8,
      'loopEnded',
    ]);
  });

  it('tell the numbers that its condition goes by, as they are then', async () => {
    const clock = new VirtualClock();
    const flow = workflow('counting');
    const count = flow.add(
      'count',
      computing((value) => {
        clock.block(30);
        return value + 1;
      }),
    );
    flow.loop('loop', { back: [[count.out.value, count.in.value]], until: 'count.value >= 9.0' });
    const { runtime } = withCycles({ clock, options: { progressMs: 90 } });
    const handle = runtime.start(flow.build());
    const told: unknown[] = [];
    const reading = (async () => {
      for await (const event of handle.events()) {
        if (event.type === 'loopIterated') told.push(event.details?.watched?.['count.value']?.last);
      }
    })();
    await clock.until(handle.result);
    await reading;
    expect(told).to.deep.equal([3, 6]);
  });

  it('are few for a loop that is quick', async () => {
    expect(await eventsOf(0.001, undefined)).to.deep.equal(['loopEnded']);
  });
});
