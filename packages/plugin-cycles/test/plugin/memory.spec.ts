import { type LoopLimits, workflow } from '@tenon/core';
import { HeapGauge } from '@tenon/plugin-cycles';
import { sleeping, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { computing } from '../support/nodes.js';
import { run, type Stated, withCycles } from '../support/runtime.js';

const MIB = 1024 ** 2;

/** A loop whose iterations take 15 ms each, and a heap that grows by so much in each. */
function growing(perIteration: number, limits: LoopLimits) {
  const clock = new VirtualClock();
  let used = 50 * MIB;
  const flow = workflow('grows');
  const node = flow.add(
    'node',
    computing((value) => {
      clock.block(15);
      used += perIteration;
      return value + 1;
    }),
  );
  flow.loop('loop', {
    back: [[node.out.value, node.in.value]],
    maxIterations: 50,
    maxHeapBytes: 10 * MIB,
    ...limits,
  });
  return clock.until(
    run(flow.build(), {
      clock,
      configure: ({ bind }) => {
        bind(HeapGauge).toConstantValue({ used: () => used });
      },
    }),
  );
}

describe('the heap that a loop may use', () => {
  it('is LOOP_MEMORY when it grows too far, with how far it grew', async () => {
    const { error, loops, status } = await growing(3 * MIB, {});
    expect([status, error?.code, error?.where.loop]).to.deep.equal([
      'failed',
      'LOOP_MEMORY',
      'loop',
    ]);
    expect(loops['loop']).to.deep.include({ reason: 'memory', iterations: 4 });
    expect(error?.message).to.equal(
      'The heap has grown by 12.0 MiB since loop "loop" began, more than the 10.0 MiB it allows, in iteration 4.',
    );
  });

  it('is no failure where that is accepted', async () => {
    const { status, loops, results } = await growing(3 * MIB, { onLimit: 'accept' });
    expect([status, loops['loop']?.reason]).to.deep.equal(['completed', 'memory']);
    expect(results['node']).to.deep.equal({ value: 4 });
  });

  it('is left alone where it does not grow', async () => {
    const { loops } = await growing(0, {});
    expect(loops['loop']).to.deep.include({ reason: 'maxIterations', iterations: 50 });
  });

  it('counts from when the loop began', async () => {
    const { loops } = await growing(MIB / 10, {});
    expect(loops['loop']?.reason).to.equal('maxIterations');
  });

  it('gives way to a condition that holds, and comes before the count', async () => {
    const converged = await growing(3 * MIB, { until: 'node.value == 4' });
    expect(converged.loops['loop']?.reason).to.equal('converged');
    const counted = await growing(3 * MIB, { maxIterations: 4 });
    expect(counted.loops['loop']?.reason).to.equal('memory');
  });

  it('is looked at while an iteration runs, and cuts it off', async () => {
    const clock = new VirtualClock();
    let used = 0;
    clock.timer(90, () => (used = 20 * MIB));
    const flow = workflow('grows');
    const nap = flow.add('nap', sleeping(clock, 5_000), { value: 1 });
    flow.loop('loop', {
      back: [[nap.output('value'), nap.input('value')]],
      maxHeapBytes: 10 * MIB,
    });
    const pending = run(flow.build(), {
      clock,
      configure: ({ bind }) => {
        bind(HeapGauge).toConstantValue({ used: () => used });
      },
    });
    const { error } = await clock.until(pending);
    expect(error?.code).to.equal('LOOP_MEMORY');
    expect(clock.now()).to.be.within(90, 120);
    expect(clock.pendingTimers).to.equal(0);
  });

  describe('that cannot be measured fails the loop, and nothing outside it', () => {
    const boom = new Error('no heap');
    const odd: readonly (readonly [string, () => unknown, cause: unknown])[] = [
      [
        'throws',
        () => {
          throw boom;
        },
        boom,
      ],
      ['is not a number', () => Number.NaN, undefined],
      ['is a text', () => '5 MiB', undefined],
      ['is a promise', () => Promise.resolve(5), undefined],
    ];

    /** A loop whose gauge goes wrong after so many looks. */
    function measured(used: () => unknown, looks: number, body: 'waits' | 'works') {
      const clock = new VirtualClock();
      let looked = 0;
      const flow = workflow('measured');
      const node =
        body === 'waits'
          ? sleeping(clock, 5_000)
          : computing((value) => {
              clock.block(30);
              return value + 1;
            });
      const added = flow.add('node', node as ReturnType<typeof computing>, { value: 1 });
      flow.loop('loop', {
        back: [[added.out.value, added.in.value]],
        maxHeapBytes: 10 * MIB,
        timeoutMs: 1e9,
      });
      const configure: Stated['configure'] = ({ bind }) => {
        const gauge = { used: () => (looked++ < looks ? 0 : (used() as number)) };
        bind(HeapGauge).toConstantValue(gauge);
      };
      return clock
        .until(run(flow.build(), { clock, configure }))
        .then((result) => ({ result, clock }));
    }

    for (const [what, used, cause] of odd) {
      for (const [when, looks, body] of [
        ['when the loop begins', 0, 'works'],
        ['between two iterations', 1, 'works'],
        ['while an iteration runs', 1, 'waits'],
      ] as const) {
        it(`because it ${what}, ${when}`, async () => {
          const { result, clock } = await measured(used, looks, body);
          const { status, error, loops } = result;
          expect([status, error?.code, error?.where.loop]).to.deep.equal([
            'failed',
            'LOOP_FAILED',
            'loop',
          ]);
          expect(error?.message).to.include('The heap could not be measured for loop "loop"');
          expect(error?.cause).to.equal(cause);
          expect(loops['loop']?.reason).to.equal('failed');
          expect(clock.pendingTimers).to.equal(0);
          expect(clock.now(), 'not only after the 5 s that the body waits').to.be.below(100);
        });
      }
    }
  });

  it('is that of the process where nothing else is bound', async () => {
    const kept: number[][] = [];
    const flow = workflow('grows');
    const node = flow.add(
      'node',
      computing((value) => {
        kept.push(new Array<number>(200_000).fill(value));
        return value + 1;
      }),
    );
    flow.loop('loop', {
      back: [[node.out.value, node.in.value]],
      maxIterations: 500,
      maxHeapBytes: 50 * MIB,
    });
    const { error } = await run(flow.build());
    expect(error?.code).to.equal('LOOP_MEMORY');
    expect(kept.length).to.be.below(500);
  });

  it('keeps the runtime from starting where it is none', () => {
    const start = () =>
      withCycles({
        configure: ({ bind }) => {
          bind(HeapGauge).toConstantValue({ usage: () => 1 } as never);
        },
      });
    expect(start).to.throw('has no method "used"').with.property('code', 'SERVICE_FAILED');
  });
});
