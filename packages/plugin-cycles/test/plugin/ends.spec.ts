import { type LoopLimits, type RunResult, RuntimeError, workflow } from '@tenon/core';
import { sleeping, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { computing, counter, forked } from '../support/nodes.js';
import { run, type Stated, withCycles } from '../support/runtime.js';

/** A counter that feeds itself, and a node behind it. */
function counting(limits: LoopLimits = {}) {
  const flow = workflow('counting');
  const count = flow.add('count', counter);
  const after = flow.add('after', counter);
  flow.connect(count.out.value, after.in.value);
  flow.loop('loop', { back: [[count.out.value, count.in.value]], ...limits });
  return flow.build();
}

const summaryOf = ({ status, loops, error, results }: RunResult) => ({
  status,
  reason: loops['loop']?.reason,
  iterations: loops['loop']?.iterations,
  code: error?.code,
  loop: error?.where.loop,
  after: results['after']?.['value'],
});

describe('how a loop ends', () => {
  it('counted out, which is no failure where it has no condition', async () => {
    expect(summaryOf(await run(counting({ maxIterations: 5 })))).to.deep.equal({
      status: 'completed',
      reason: 'maxIterations',
      iterations: 5,
      code: undefined,
      loop: undefined,
      after: 6,
    });
    expect((await run(counting({ maxIterations: 5, onLimit: 'fail' }))).status).to.equal(
      'completed',
    );
    expect((await run(counting({ maxIterations: 1 }))).loops['loop']?.iterations).to.equal(1);
  });

  it('after a finite number of iterations by default, which the runtime may set', async () => {
    expect((await run(counting())).loops['loop']?.iterations).to.equal(1_000);
    const limited = await run(counting(), { options: { maxIterations: 7 } });
    expect(limited.loops['loop']?.iterations).to.equal(7);
    const stated = await run(counting({ maxIterations: 9 }), { options: { maxIterations: 7 } });
    expect(stated.loops['loop']?.iterations).to.equal(9);
  });

  it('converged, when "until" holds or "while" no longer does', async () => {
    const conditions: readonly LoopLimits[] = [
      { until: 'count.value >= 3' },
      { while: 'count.value < 3' },
      { until: ({ nodes }) => (nodes['count']?.['value'] as number) >= 3 },
      { while: ({ iteration }) => iteration < 3 },
      { until: ({ iteration }) => Promise.resolve(iteration === 3) },
      { until: 'count.value >= 3', maxIterations: 3 },
    ];
    for (const limits of conditions) {
      const { status, reason, iterations, after } = summaryOf(await run(counting(limits)));
      expect([status, reason, iterations, after]).to.deep.equal(['completed', 'converged', 3, 4]);
    }
  });

  it('at its limit: LOOP_LIMIT where a condition is there, unless that is accepted', async () => {
    for (const limits of [{ until: 'count.value > 9' }, { while: 'count.value <= 9' }]) {
      const failed = await run(counting({ ...limits, maxIterations: 4 }));
      expect(summaryOf(failed)).to.deep.equal({
        status: 'failed',
        reason: 'maxIterations',
        iterations: 4,
        code: 'LOOP_LIMIT',
        loop: 'loop',
        after: undefined,
      });
      expect(failed.outcomes.get('count')?.status).to.equal('completed');
      const accepted = await run(counting({ ...limits, maxIterations: 4, onLimit: 'accept' }));
      expect(summaryOf(accepted)).to.deep.include({ status: 'completed', iterations: 4, after: 5 });
    }
  });

  it('says in the error what the condition was, and what became of what it compares', async () => {
    const until = await run(counting({ until: 'count.value > 9', maxIterations: 4 }));
    expect(until.error?.message).to.equal(
      'Loop "loop" did not end within 4 iterations: "count.value > 9" did not come to hold, and "count.value" was 4 at last.',
    );
    const held = await run(counting({ while: ({ iteration }) => iteration > 0, maxIterations: 1 }));
    expect(held.error?.message).to.equal(
      'Loop "loop" did not end within 1 iteration: its condition still holds.',
    );
    expect(held.error?.hint).to.include('maxIterations').and.include('onLimit: "accept"');
  });

  it('exited, when every back edge is dead', async () => {
    const flow = workflow('exits');
    const count = flow.add('count', counter);
    const fork = flow.add('fork', forked(3));
    const after = flow.add('after', counter);
    flow.connect(count.out.value, fork.in.value);
    flow.connect(fork.out.high, after.in.value);
    flow.loop('loop', { back: [[fork.out.low, count.in.value]], until: 'false', history: 1 });
    const result = await run(flow.build());
    expect(summaryOf(result)).to.deep.include({ reason: 'exited', iterations: 3, after: 4 });
    // The last iteration is in the history, although nobody was asked about it.
    expect(result.loops['loop']?.details.history?.[0]).to.deep.equal({
      iteration: 3,
      outputs: { count: { value: 3 }, fork: { high: 3, low: 3 } },
    });
  });

  it('failed, when a node of it fails in whichever iteration', async () => {
    for (const at of [1, 3]) {
      const flow = workflow('fails');
      const node = computing((value) => {
        if (value + 1 === at) throw new Error('boom');
        return value + 1;
      });
      const count = flow.add('count', node);
      flow.loop('loop', { back: [[count.out.value, count.in.value]], until: 'false', history: 5 });
      const { error, loops } = await run(flow.build());
      expect([error?.code, error?.where.node]).to.deep.equal(['NODE_FAILED', 'count']);
      expect(loops['loop']).to.deep.include({ reason: 'failed', iterations: at, error: undefined });
      expect(loops['loop']?.details.history?.at(-1)).to.deep.equal({
        iteration: at,
        outputs: { count: null },
      });
    }
  });

  describe('out of time', () => {
    const napping = (limits: LoopLimits, ms = 30, ignoresAbort = false) => {
      const clock = new VirtualClock();
      const flow = workflow('naps');
      const nap = flow.add('nap', sleeping(clock, ms, { ignoresAbort }), { value: 7 });
      const after = flow.add('after', counter);
      flow.connect(nap.output('value'), after.input('value'));
      flow.loop('loop', { back: [[nap.output('value'), nap.input('value')]], ...limits });
      return { clock, built: flow.build() };
    };

    it('is LOOP_TIMEOUT, with a condition or without, and cuts off what runs', async () => {
      for (const condition of [{}, { until: 'false' }, { until: () => false }]) {
        const { clock, built } = napping({ timeoutMs: 100, ...condition });
        const result = await clock.until(run(built, { clock }));
        expect(summaryOf(result)).to.deep.include({
          status: 'failed',
          reason: 'timeout',
          iterations: 4,
          code: 'LOOP_TIMEOUT',
          loop: 'loop',
        });
        expect(result.error?.message).to.equal(
          'Loop "loop" was not done within 100 ms: 100 ms had passed in iteration 4.',
        );
        expect(clock.now()).to.equal(100);
        expect(result.outcomes.get('nap')?.status).to.equal('completed');
      }
    });

    it('is no failure where it is accepted: the last values go on', async () => {
      const { clock, built } = napping({ timeoutMs: 100, onLimit: 'accept' });
      const result = await clock.until(run(built, { clock }));
      expect(summaryOf(result)).to.deep.include({
        status: 'completed',
        reason: 'timeout',
        iterations: 4,
        after: 8,
      });
    });

    it('in the first iteration leaves nothing to go on with', async () => {
      const { clock, built } = napping({ timeoutMs: 10, onLimit: 'accept' });
      const { outcomes, status } = await clock.until(run(built, { clock }));
      expect(outcomes.get('nap')).to.deep.include({ status: 'aborted', reason: 'cutOff' });
      expect(outcomes.get('after')).to.deep.include({ status: 'skipped', reason: 'deadEdges' });
      expect(status).to.equal('completed');
    });

    it('leaves behind a node that does not stop, after its grace', async () => {
      const { clock, built } = napping({ timeoutMs: 10 }, 500, true);
      const { warnings, error } = await clock.until(run(built, { clock, run: { graceMs: 40 } }));
      expect([clock.now(), error?.code]).to.deep.equal([50, 'LOOP_TIMEOUT']);
      expect(warnings.map(({ code }) => code)).to.deep.equal(['NODE_ABANDONED']);
    });

    it('gives way to a condition that holds after the iteration in which time ran out', async () => {
      const clock = new VirtualClock();
      const flow = workflow('late');
      const count = flow.add(
        'count',
        computing((value) => {
          clock.block(80);
          return value + 1;
        }),
      );
      flow.loop('loop', {
        back: [[count.out.value, count.in.value]],
        until: 'count.value == 2',
        timeoutMs: 100,
      });
      const { loops } = await clock.until(run(flow.build(), { clock }));
      expect(loops['loop']).to.deep.include({ reason: 'converged', iterations: 2, elapsedMs: 160 });
    });

    it('comes before the count', async () => {
      const clock = new VirtualClock();
      const flow = workflow('late');
      const count = flow.add(
        'count',
        computing((value) => {
          clock.block(80);
          return value + 1;
        }),
      );
      const back = [[count.out.value, count.in.value]] as const;
      flow.loop('loop', { back, maxIterations: 2, timeoutMs: 100 });
      const { error } = await clock.until(run(flow.build(), { clock }));
      expect(error?.code).to.equal('LOOP_TIMEOUT');
    });

    it('ends an iteration of synchronous nodes in the middle', async () => {
      const flow = workflow('long body');
      let last = flow.add('n0', counter);
      const first = last;
      const busy = computing((value) => {
        const until = performance.now() + 5;
        while (performance.now() < until);
        return value + 1;
      });
      for (let i = 1; i < 200; i++) {
        const next = flow.add(`n${String(i)}`, busy);
        flow.connect(last.out.value, next.in.value);
        last = next as never;
      }
      flow.loop('loop', { back: [[last.out.value, first.in.value]], timeoutMs: 30 });
      const { error, loops, outcomes } = await run(flow.build());
      expect([error?.code, loops['loop']?.iterations]).to.deep.equal(['LOOP_TIMEOUT', 1]);
      expect(outcomes.get('n199')?.status).to.equal('aborted');
      expect(loops['loop']?.elapsedMs).to.be.below(500);
    });

    it('ends an outer loop while an inner one of synchronous nodes goes on and on', async () => {
      const flow = workflow('inner goes on');
      const a = flow.add('a', counter);
      const b = flow.add('b', counter);
      flow.connect(a.out.value, b.in.value);
      flow.loop('outer', { back: [[b.out.value, a.in.value]], timeoutMs: 30 });
      flow.loop('inner', { back: [[b.out.value, b.in.value]], maxIterations: 2 ** 31 - 1 });
      const { error, loops } = await run(flow.build());
      expect([error?.code, error?.where.loop]).to.deep.equal(['LOOP_TIMEOUT', 'outer']);
      expect(loops['outer']).to.deep.include({ reason: 'timeout', iterations: 1 });
      expect(loops['inner']?.reason).to.equal('aborted');
      expect(loops['outer']?.elapsedMs).to.be.below(1_000);
    });

    it('leaves no timer behind, however the loop ends', async () => {
      const clock = new VirtualClock();
      const stated: Stated = { clock };
      const limits = { timeoutMs: 1e9, maxHeapBytes: 1e15 };
      await clock.until(run(counting({ ...limits, maxIterations: 3 }), stated));
      await clock.until(run(counting({ ...limits, until: 'count.value > "x"' }), stated));
      expect(clock.pendingTimers).to.equal(0);
    });
  });

  it('aborted, with its run', async () => {
    const clock = new VirtualClock();
    const flow = workflow('naps');
    const nap = flow.add('nap', sleeping(clock, 30), { value: 7 });
    flow.loop('loop', { back: [[nap.output('value'), nap.input('value')]], timeoutMs: 5_000 });
    const abort = new AbortController();
    const pending = withCycles({ clock }).runtime.start(flow.build(), { signal: abort.signal });
    clock.timer(100, () => abort.abort());
    const { status, loops } = await clock.until(pending.result);
    expect([status, loops['loop']?.reason, loops['loop']?.iterations]).to.deep.equal([
      'aborted',
      'aborted',
      4,
    ]);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('is told for the last run of a loop inside another', async () => {
    const flow = workflow('nested');
    const a = flow.add('a', counter);
    const b = flow.add('b', counter);
    flow.connect(a.out.value, b.in.value);
    flow.loop('outer', { back: [[b.out.value, a.in.value]], maxIterations: 3 });
    flow.loop('inner', { back: [[b.out.value, b.in.value]], until: 'b.value >= 5' });
    const { loops } = await run(flow.build());
    expect(loops['inner']).to.deep.include({ reason: 'converged', iterations: 1 });
    expect(loops['outer']).to.deep.include({ reason: 'maxIterations', iterations: 3 });
  });

  it('with an error of the class that all errors have', async () => {
    const { error } = await run(counting({ until: 'false', maxIterations: 1 }));
    expect(RuntimeError.is(error, 'LOOP_LIMIT')).to.equal(true);
  });
});
