import { workflow } from '@tenon/core';
import { expectNoHandlesLeft, heapGrowth } from '@tenon/testing';
import { expect } from 'chai';
import { computing, counter } from '../support/nodes.js';
import { findings, run, withCycles } from '../support/runtime.js';
import { sketch } from '../support/sketch.js';

const codesOf = (...args: Parameters<typeof sketch>) =>
  findings(sketch(...args)).map(({ code }) => code);

describe('graphs with cycles', () => {
  it('that nobody declared are refused with the shortest path', () => {
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ['a>a', ['a']],
      ['a>b b>a', ['a', 'b']],
      ['a>b b>c c>a b>a', ['a', 'b']],
      ['a>b b>a b>c c>b', ['a', 'b']],
    ];
    for (const [edges, cycle] of cases) {
      const [finding, ...others] = findings(sketch(edges));
      expect(others).to.deep.equal([]);
      expect([finding?.code, finding?.where.cycle]).to.deep.equal(['UNDECLARED_CYCLE', cycle]);
    }
  });

  it('of ten thousand nodes are refused, and run once they are declared', async () => {
    const ids = Array.from({ length: 10_000 }, (_, i) => `n${String(i)}`);
    const chain = ids.slice(1).map((id, i) => `${ids[i] as string}>${id}`);
    const closing = `${ids.at(-1) as string}>n0`;
    const [finding] = findings(sketch([...chain, closing].join(' ')));
    expect(finding?.code).to.equal('UNDECLARED_CYCLE');
    expect(finding?.where.cycle).to.have.lengthOf(10_000);
    const { status, loops, results } = await run(
      sketch(chain.join(' '), { loop: { back: closing, maxIterations: 3 } }),
    );
    expect([status, loops['loop']?.iterations]).to.deep.equal(['completed', 3]);
    expect(results['n9999']).to.deep.equal({ out: 30_000 });
  });

  it('that share a node are one loop with two back edges, and no two loops', async () => {
    expect(codesOf('a>b b>c', { ab: { back: 'b>a' }, bc: { back: 'c>b' } })).to.deep.equal([
      'LOOPS_OVERLAP',
    ]);
    const { status } = await run(
      sketch('a>b b>c', { both: { back: 'b>a c>b', maxIterations: 3 } }),
    );
    expect(status).to.equal('completed');
  });

  it('run fifty deep', async () => {
    const ids = Array.from({ length: 100 }, (_, i) => `n${String(i)}`);
    const chain = ids.slice(1).map((id, i) => `${ids[i] as string}>${id}`);
    const loops = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [
        `loop ${String(i)}`,
        { back: `n${String(99 - i)}>n${String(i)}`, maxIterations: i < 40 ? 1 : 2 },
      ]),
    );
    const { status, outcomes } = await run(sketch(chain.join(' '), loops));
    expect(status).to.equal('completed');
    expect(outcomes.get('n49')?.iterations).to.equal(2 ** 10);
    expect(outcomes.get('n0')?.iterations).to.equal(1);
  });

  it('without an entry begin at their earliest declared node', async () => {
    const { results } = await run(sketch('a>b', { loop: { back: 'b>a', maxIterations: 2 } }));
    expect(results['b']).to.deep.equal({ out: 4 });
  });
});

describe('loops that go wrong', () => {
  const iterated = (next: (value: number) => number, until?: string) => {
    const flow = workflow('iterated');
    const node = flow.add('node', computing(next));
    flow.loop('loop', {
      back: [[node.out.value, node.in.value]],
      ...(until !== undefined && { until }),
    });
    return run(flow.build());
  };

  it('have a typed end: never converging, going round, on numbers that are none', async () => {
    const never = await iterated((value) => value + 1, 'node.value < 0.0');
    expect([never.error?.code, never.loops['loop']?.iterations]).to.deep.equal([
      'LOOP_LIMIT',
      1_000,
    ]);
    const round = await iterated((value) => 1 - value, 'node.value == 0.5');
    expect(round.error?.message).to.include('swings to and fro');
    const none = await iterated(() => Number.NaN, 'node.value < 0.001');
    expect([none.error?.code, none.loops['loop']?.iterations]).to.deep.equal([
      'CONDITION_FAILED',
      1,
    ]);
    expect(none.loops['loop']?.details.watched?.['node.value']).to.deep.include({
      trend: 'diverged',
      since: 1,
    });
  });

  it('end as failed when the body fails at iteration k', async () => {
    const { loops, error } = await iterated((value) => {
      if (value === 6) throw new Error('seventh');
      return value + 1;
    });
    expect([loops['loop']?.reason, loops['loop']?.iterations]).to.deep.equal(['failed', 7]);
    expect(error?.cause).to.have.property('message', 'seventh');
  });

  it('have an iteration at least', () => {
    expect(codesOf('', { loop: { back: 'a>a', maxIterations: 0 } })).to.deep.equal([
      'LOOP_INVALID',
    ]);
  });
});

/** Counts the turns of the event loop from now on. */
function countTurns() {
  let turns = 0;
  let isStopped = false;
  const count = () => {
    if (isStopped) return;
    turns++;
    setImmediate(count);
  };
  setImmediate(count);
  return {
    stop: () => {
      isStopped = true;
      return turns;
    },
  };
}

describe('a synchronous loop of a million iterations', () => {
  const counting = (limits: object) => {
    const flow = workflow('million');
    const node = flow.add('node', counter);
    flow.loop('loop', {
      back: [[node.out.value, node.in.value]],
      maxIterations: 1_000_000,
      ...limits,
    });
    return flow.build();
  };

  for (const [what, limits] of [
    ['without a condition', {}],
    ['until a text holds', { until: 'node.value >= 1000000' }],
    [
      'until a function does',
      { until: ({ iteration }: { iteration: number }) => iteration === 1e6 },
    ],
  ] as const) {
    it(`${what} lets the event loop turn, and leaves nothing behind`, async () => {
      const { runtime } = withCycles({ tracking: 'off' });
      const built = counting(limits);
      const turns = countTurns();
      const { loops, results } = await runtime.execute(built);
      const turned = turns.stop();
      expect([loops['loop']?.iterations, results['node']]).to.deep.equal([
        1_000_000,
        { value: 1_000_000 },
      ]);
      // A loop that kept the thread would let it turn once at most.
      expect(turned).to.be.above(1);
      await expectNoHandlesLeft(async () => {
        await runtime.execute(counting({ maxIterations: 10 }));
      });
    }).timeout(60_000);
  }

  it('keeps the heap flat', async () => {
    const { runtime } = withCycles({ tracking: 'off' });
    const built = counting({
      maxIterations: 200_000,
      until: 'node.value < 0.0',
      onLimit: 'accept',
    });
    const grown = await heapGrowth(() => runtime.execute(built), { rounds: 5, warmUp: 2 });
    expect(grown).to.be.below(1024 ** 2);
  }).timeout(60_000);
});
