import { port, workflow } from '@tenon/core';
import { branch, merge, summaryOf, switchOn } from '@tenon/plugin-conditional';
import { add, pass } from '@tenon/testing';
import { expect } from 'chai';
import { run } from '../support/runtime.js';

describe('a switch in a loop', () => {
  /** Counts up, and leaves the loop by a switch when it has come to `limit`. */
  function counting(limit: number, maxIterations = 10) {
    const flow = workflow('counting');
    const count = flow.add('count', add, { a: 0, b: 1 });
    const done = flow.add(
      'done',
      branch(`value >= ${String(limit)}`, { inputs: { value: port<number>() } }),
    );
    const after = flow.add('after', pass);
    flow.connect(count.out.value, done.in.value);
    flow.connect(done.out.true, after.in.value);
    flow.loop('l', { back: [[done.out.false, count.in.a]], maxIterations });
    return flow.build();
  }

  it('ends it by taking another port than the back edge', async () => {
    const { results, loops } = await run(counting(4));
    expect(results['after']).to.deep.equal({ value: 4 });
    expect(loops['l']).to.deep.include({ iterations: 4, reason: 'exited' });
  });

  it('is asked in every iteration, and all its choices are counted', async () => {
    const result = await run(counting(4));
    const [counted] = summaryOf(result.outcomes).switches;
    expect([counted?.visits, [...(counted?.taken ?? [])]]).to.deep.equal([
      4,
      [
        ['true', 1],
        ['false', 3],
      ],
    ]);
  });

  it('leaves what is behind its other port skipped, where the loop ends before', async () => {
    const result = await run(counting(4, 2));
    expect(result.outcomes.get('after')?.reason).to.equal('deadEdges');
    expect(result.why('after')?.text).to.include('"done" took "false": value >= 4 does not hold');
  });

  it('prunes afresh in each iteration', async () => {
    const flow = workflow('zigzag');
    const n = flow.add('n', pass, { value: 0 });
    const odd = flow.add(
      'odd',
      switchOn({ odd: ({ value }) => Number(value) % 2 === 1 }, { otherwise: 'even' }),
    );
    const up = flow.add('up', add, { b: 10 });
    const down = flow.add('down', add, { b: 1 });
    const m = flow.add('m', merge());
    flow.connect(n.out.value, odd.in.value);
    flow.wire({ from: 'odd', output: 'odd', to: 'up', input: 'a' });
    flow.wire({ from: 'odd', output: 'even', to: 'down', input: 'a' });
    flow.connect(up.out.value, m.in.values);
    flow.connect(down.out.value, m.in.values);
    flow.loop('l', { back: [[m.out.value, n.in.value]], maxIterations: 4 });
    const result = await run(flow.build());
    // 0 → 1 → 11 → 21 → 31
    expect(result.results['m']).to.deep.equal({ value: 31 });
    const [counted] = summaryOf(result.outcomes).switches;
    expect([...(counted?.taken ?? [])]).to.deep.equal([
      ['odd', 3],
      ['even', 1],
    ]);
  });
});

describe('a loop on a branch', () => {
  it('is never entered where the branch is dead, and runs where it is live', async () => {
    const flow = (given: number) => {
      const built = workflow('outer');
      const b = built.add('b', branch('value > 10', { inputs: { value: port<number>() } }), {
        value: given,
      });
      const count = built.add('count', add, { b: 1 });
      const after = built.add('after', pass);
      built.connect(b.out.true, count.in.a);
      built.connect(count.out.value, after.in.value);
      built.loop('l', { back: [[count.out.value, count.in.a]], maxIterations: 3 });
      return built.build();
    };
    const dead = await run(flow(5));
    expect([dead.results['after'], Object.keys(dead.loops)]).to.deep.equal([null, []]);
    expect(summaryOf(dead.outcomes).pruned).to.equal(2);
    const live = await run(flow(20));
    expect([live.results['after'], live.loops['l']?.iterations]).to.deep.equal([{ value: 23 }, 3]);
  });
});
