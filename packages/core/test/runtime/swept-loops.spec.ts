import {
  defineNode,
  type NodeContext,
  port,
  type RegionScope,
  type RunEvent,
  RuntimeError,
  workflow,
} from '@tenon/core';
import { aRuntime, spied, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { controlled } from '../support/controlled.js';
import { loops, tapping } from '../support/plugins.js';

type Body = (value: number, context: NodeContext) => unknown;

/** A loop of two nodes; the second does what a test says with a number that rises by 1 in each. */
function looping(body: Body, placement = {}, maxIterations = 5) {
  const node = (type: string, run: Body) =>
    defineNode({
      type,
      inputs: { value: port<number>().default(0) },
      outputs: { value: port<number>() },
      run: ({ value }, context) => run(value, context) as never,
    });
  const flow = workflow('looping');
  const first = flow.add(
    'first',
    node('first', (value) => ({ value: value + 1 })),
  );
  const second = flow.add('second', node('second', body), {}, placement);
  flow.connect(first.out.value, second.in.value);
  flow.loop('again', { back: [[second.out.value, first.in.value]], maxIterations });
  return flow.build();
}

const more: Body = (value) => ({ value: value + 1 });

describe('a loop that is swept', () => {
  const { runtime } = aRuntime({ plugins: [loops()], tracking: 'off' });

  it('hands values on from node to node and from iteration to iteration', async () => {
    const { results, outcomes } = await runtime.execute(looping(more));
    expect(results['second']).to.deep.equal({ value: 10 });
    expect([...outcomes].map(({ iterations }) => iterations)).to.deep.equal([5, 5]);
  });

  it('fails where a node of it does, with the visits before it counted', async () => {
    const {
      error,
      outcomes,
      loops: ended,
    } = await runtime.start(
      looping((value) => {
        if (value === 5) throw new Error('third');
        return { value: value + 1 };
      }),
      { onError: 'continue' },
    ).result;
    expect([error?.code, error?.where.node]).to.deep.equal(['NODE_FAILED', 'second']);
    expect(outcomes.get('first')).to.deep.include({ status: 'completed', iterations: 3 });
    expect(outcomes.get('second')).to.deep.include({ status: 'failed', iterations: 3 });
    expect(ended['again']).to.deep.include({ iterations: 3, reason: 'failed' });
  });

  it('goes on when a node takes its time in the middle', async () => {
    const { results } = await runtime.execute(
      looping((value) => (value === 5 ? Promise.resolve({ value: 100 }) : { value: value + 1 })),
    );
    expect(results['second']).to.deep.equal({ value: 104 });
  });

  it('keeps the time limits of its nodes', async () => {
    const clock = new VirtualClock();
    const timed = aRuntime({ plugins: [loops()], clock }).runtime;
    const flow = looping(
      (value) => {
        clock.block(value * 10);
        return { value: value + 1 };
      },
      { timeoutMs: 35 },
    );
    const { error } = await clock.until(timed.start(flow).result);
    expect([error?.code, error?.where.node]).to.deep.equal(['TIMEOUT', 'second']);
  });

  it('stops when its run is aborted from within', async () => {
    const abort = new AbortController();
    const flow = looping((value) => {
      if (value === 5) abort.abort();
      return { value: value + 1 };
    });
    const { status, outcomes } = await runtime.start(flow, { signal: abort.signal }).result;
    expect(status).to.equal('aborted');
    expect(outcomes.get('first')?.iterations).to.equal(3);
  });

  it('is told of from the moment on that somebody looks', async () => {
    const seen: RunEvent['type'][] = [];
    let read: (() => void) | undefined;
    const flow = looping((value) => {
      if (value === 5) read?.();
      return { value: value + 1 };
    });
    const handle = runtime.start(flow);
    read = () => {
      void (async () => {
        for await (const { type } of handle.events()) seen.push(type);
      })();
    };
    await handle.result;
    await new Promise((resolve) => setImmediate(resolve));
    // The reader comes in the third iteration and is told of what starts from then on.
    expect(seen.filter((type) => type === 'nodeStarted')).to.have.lengthOf(4);
    expect(seen).to.include('loopEnded');
  });

  it('keeps a controller that fails, or takes its time, in any iteration', async () => {
    const boom = new RuntimeError('LIMIT_REACHED', 'enough');
    const failing = aRuntime({
      plugins: [
        loops(({ iteration }) => {
          if (iteration === 3) throw boom;
          return 'again';
        }),
      ],
    }).runtime;
    const { error, loops: ended } = await failing.start(looping(more)).result;
    expect([error, ended['again']?.iterations]).to.deep.equal([boom, 3]);
    const slow = aRuntime({
      plugins: [loops(({ iteration }) => (iteration === 3 ? Promise.resolve('again') : 'again'))],
    }).runtime;
    expect((await slow.execute(looping(more))).results['second']).to.deep.equal({ value: 10 });
  });
});

describe('a node that feeds itself', () => {
  it('reads what it gave last, and its first value again when its loop begins anew', async () => {
    const flow = workflow('self');
    const outer = flow.add('outer', spied().node, { value: 100 });
    const self = flow.add('self', spied(({ value }) => ({ value: (value as number) + 1 })).node);
    flow.connect(outer.output('value'), self.input('value'));
    flow.loop('around', {
      back: [[self.output('value'), outer.input('value')]],
      maxIterations: 2,
    });
    flow.loop('self', { back: [[self.output('value'), self.input('value')]], maxIterations: 3 });
    const { runtime } = aRuntime({ plugins: [loops()] });
    const { results } = await runtime.execute(flow.build());
    expect(results['self']).to.deep.equal({ value: 106 });
  });

  it('inside another loop gets that loop’s last value in each of its own iterations', async () => {
    // The outer back edge leads into the inner loop: it must not change while the inner loop goes round.
    const seen: unknown[] = [];
    const flow = workflow('into');
    const inner = flow.add(
      'inner',
      defineNode({
        type: 'inner',
        inputs: { own: port<number>().default(0), outer: port<number>().default(0) },
        outputs: { own: port<number>() },
        run: ({ own, outer }) => {
          seen.push([own, outer]);
          return { own: own + 1 };
        },
      }),
    );
    const end = flow.add('end', spied().node);
    flow.connect(inner.out.own, end.input('value'));
    flow.loop('outer', {
      back: [
        [inner.out.own, inner.in.outer],
        [end.output('value'), inner.input('own')],
      ],
      maxIterations: 2,
    });
    flow.loop('own', { back: [[inner.out.own, inner.in.own]], maxIterations: 2 });
    const { runtime } = aRuntime({ plugins: [loops()] });
    await runtime.execute(flow.build());
    expect(seen).to.deep.equal([
      [0, 0],
      [1, 0],
      [2, 2],
      [3, 2],
    ]);
  });
});

describe('what a controller may do', () => {
  const one = (ms = 0, clock?: VirtualClock) => {
    const flow = workflow('one');
    const a = flow.add(
      'a',
      spied(() => {
        clock?.block(ms);
        return { value: 1 };
      }).node,
    );
    flow.loop('again', { back: [[a.output('value'), a.input('value')]] });
    return flow.build();
  };

  it('report at the end, when it sees the last iteration whatever a node stands as', async () => {
    const seen: unknown[] = [];
    const plugin = controlled((scope) => ({
      decide: () => (scope.iteration === 2 ? { reason: 'converged' } : 'again'),
      ended: ({ reason }) => {
        seen.push(scope.outputsOf('a'));
        scope.report({ reason });
      },
    }));
    const { loops: ended } = await aRuntime({ plugins: [plugin] }).runtime.execute(one());
    expect(ended['again']?.details).to.deep.equal({ reason: 'converged' });
    expect(seen).to.deep.equal([{ value: 1 }]);
    const flow = workflow('fails');
    const a = flow.add(
      'a',
      spied((_inputs, { loop }) => {
        if (loop?.count === 2) throw new Error('boom');
        return { value: 1 };
      }).node,
    );
    flow.loop('again', { back: [[a.output('value'), a.input('value')]] });
    await aRuntime({ plugins: [plugin] }).runtime.start(flow.build()).result;
    expect(seen).to.deep.equal([{ value: 1 }, undefined]);
  });

  it('tell of progress where somebody reads, and not after the end', async () => {
    let kept: RegionScope | undefined;
    const watched: boolean[] = [];
    const plugin = controlled((scope) => {
      kept = scope;
      return {
        decide: () => {
          watched.push(scope.isWatched);
          scope.progress();
          return scope.iteration === 2 ? { reason: 'converged' } : 'again';
        },
      };
    });
    const { runtime } = aRuntime({ plugins: [plugin] });
    await runtime.execute(one());
    const handle = runtime.start(one());
    const told: unknown[] = [];
    const reading = (async () => {
      for await (const event of handle.events()) {
        if (event.type === 'loopIterated') told.push([event.loop, event.iteration]);
        if (event.type === 'loopEnded') kept?.progress();
      }
    })();
    await handle.result;
    await reading;
    expect(watched).to.deep.equal([false, false, true, true]);
    expect(told).to.deep.equal([
      ['again', 1],
      ['again', 2],
    ]);
  });

  it('end a loop of synchronous nodes from a timer, in the middle of an iteration', async () => {
    const ids = Array.from({ length: 100 }, (_, i) => `n${String(i)}`);
    const busy = spied(() => {
      const until = performance.now() + 4;
      while (performance.now() < until);
      return { value: 1 };
    });
    const flow = workflow('long');
    for (const [i, id] of ids.entries()) {
      flow.add(id, busy.node);
      const from = ids[i - 1];
      if (from !== undefined) flow.wire({ from, output: 'value', to: id, input: 'value' });
    }
    const back = [{ from: 'n99', output: 'value', to: 'n0', input: 'value' }];
    flow.loop('again', { back });
    const timed = tapping(
      'timed',
      (hooks) => {
        hooks.plan.tap('timed', (draft, { workflow: { loops: declared } }) => ({
          ...draft,
          regions: declared.map((loop) => ({
            ...loop,
            body: ids,
            maxIterations: 3,
            controller: {
              begin: (scope) => {
                const timer = setTimeout(() => scope.end({ reason: 'timeout' }), 20);
                return { decide: () => 'again', ended: () => clearTimeout(timer) };
              },
            },
          })),
        }));
      },
      { provides: ['cycles'] },
    );
    const { runtime } = aRuntime({ plugins: [timed] });
    const { loops: ended, outcomes } = await runtime.start(flow.build()).result;
    expect(ended['again']).to.deep.include({ reason: 'timeout', iterations: 1 });
    expect(outcomes.get('n0')?.status).to.equal('completed');
    expect(outcomes.get('n99')?.status).to.equal('aborted');
    expect(busy.calls.length).to.be.below(50);
  });
});
