import { type LoopLimits, workflow } from '@tenon/core';
import { expect } from 'chai';
import { computing, counter, forked } from '../support/nodes.js';
import { run } from '../support/runtime.js';

/** What became of a number, iterated under a condition that never holds. */
async function iterated(next: (value: number) => number, limits: LoopLimits = {}) {
  const flow = workflow('iterated');
  const node = flow.add('node', computing(next), { value: 1 });
  flow.loop('loop', {
    back: [[node.out.value, node.in.value]],
    until: 'node.value == -12345.0',
    maxIterations: 40,
    ...limits,
  });
  const { error, loops } = await run(flow.build());
  return { message: error?.message ?? '', details: loops['loop']?.details };
}

describe('the summary of a loop', () => {
  it('keeps the last iterations where a history is asked for', async () => {
    const flow = workflow('history');
    const a = flow.add('a', counter);
    const b = flow.add('b', counter, { step: 10 });
    flow.connect(a.out.value, b.in.value);
    const back = [[b.out.value, a.in.value]] as const;
    flow.loop('loop', { back, maxIterations: 5, history: 2 });
    const { loops } = await run(flow.build());
    expect(loops['loop']?.details.history).to.deep.equal([
      { iteration: 4, outputs: { a: { value: 34 }, b: { value: 44 } } },
      { iteration: 5, outputs: { a: { value: 45 }, b: { value: 55 } } },
    ]);
    expect(Object.isFrozen(loops['loop']?.details.history?.[0])).to.equal(true);
  });

  it('keeps what was given in each iteration, also where a node stands with an earlier one’s outputs', async () => {
    const flow = workflow('leaves');
    const count = flow.add('count', counter);
    const fork = flow.add('fork', forked(2));
    const low = flow.add('low', counter);
    flow.connect(count.out.value, fork.in.value);
    flow.connect(fork.out.low, low.in.value);
    flow.loop('loop', { back: [[low.out.value, count.in.value]], history: 2 });
    const { loops, results } = await run(flow.build());
    expect(loops['loop']).to.deep.include({ reason: 'exited', iterations: 2 });
    expect(results['low']).to.deep.equal({ value: 2 });
    expect(loops['loop']?.details.history?.map(({ outputs }) => outputs['low'])).to.deep.equal([
      { value: 2 },
      null,
    ]);
  });

  it('keeps no more than there were', async () => {
    const { details } = await iterated((value) => value + 1, { maxIterations: 2, history: 100 });
    expect(details?.history?.map(({ iteration }) => iteration)).to.deep.equal([1, 2]);
  });

  it('has nothing to tell of a loop that is only counted', async () => {
    const flow = workflow('counted');
    const a = flow.add('a', counter);
    flow.loop('loop', { back: [[a.out.value, a.in.value]], maxIterations: 3 });
    expect((await run(flow.build())).loops['loop']?.details).to.deep.equal({});
  });

  describe('tells how the numbers developed that a condition went by', () => {
    const cases = [
      ['constant', () => 7, '"node.value" stays 7'],
      [
        'diverged',
        (value: number) => (value > 9 ? Number.NaN : value + 3),
        '"node.value" is NaN since iteration 4',
      ],
      ['diverged', (value: number) => value * 1e30, '"node.value" is Infinity since iteration 11'],
      ['diverging', (value: number) => value * 2, '"node.value" moves on by ever larger steps'],
      ['oscillating', (value: number) => 1 - value, '"node.value" swings to and fro'],
      ['oscillating', (value: number) => (value + 1) % 5, '"node.value" swings to and fro'],
      ['settling', (value: number) => value / 2, '"node.value" moves on by ever smaller steps'],
      ['settling', (value: number) => -value / 2, '"node.value" moves on by ever smaller steps'],
      ['moving', (value: number) => value + 1, '"node.value" was 41 at last'],
    ] as const;
    for (const [trend, next, text] of cases) {
      it(`${trend}: ${text}`, async () => {
        const { message, details } = await iterated(next);
        expect(details?.watched?.['node.value']?.trend).to.equal(trend);
        expect(message).to.include(text);
      });
    }

    it('from which iteration on a number was not finite', async () => {
      const { details } = await iterated((value) => (value > 3 ? Number.NaN : value + 1));
      expect(details?.watched?.['node.value']).to.deep.include({ trend: 'diverged', since: 4 });
    });

    it('and forgets that where it became finite again', async () => {
      const { details } = await iterated((value) => (value === 3 ? Number.NaN : 3), {
        maxIterations: 3,
      });
      expect(details?.watched?.['node.value']).to.deep.equal({ last: 3, trend: 'moving' });
    });

    it('whatever the condition is: text by any path, or a function that asks for values', async () => {
      const flow = workflow('iterated');
      const node = flow.add(
        'node',
        computing((value) => value / 2),
        { value: 1 },
      );
      const back = [[node.out.value, node.in.value]] as const;
      flow.loop('loop', {
        back,
        until: ({ value }) => value(node.out.value) < 0,
        maxIterations: 10,
        onLimit: 'accept',
      });
      const { loops } = await run(flow.build());
      expect(loops['loop']?.details.watched).to.deep.equal({
        'node.value': { last: 2 ** -10, trend: 'settling' },
      });
      const { details } = await iterated((value) => value / 2, {
        until: 'nodes["node"].value < 0.0',
        maxIterations: 10,
      });
      expect(details?.watched).to.deep.equal({
        'node.value': { last: 2 ** -10, trend: 'settling' },
      });
    });

    it('also where the loop converges, and says nothing of values that are no numbers', async () => {
      const { details } = await iterated((value) => value + 1, { until: 'node.value > 3' });
      expect(details?.watched).to.deep.equal({ 'node.value': { last: 4, trend: 'moving' } });
      const none = await iterated((value) => value + 1, { until: 'iteration > 3' });
      expect(none.details).to.deep.equal({});
    });

    it('of eight numbers at most, and of handles made anew each time', async () => {
      const flow = workflow('many');
      const ids = Array.from({ length: 12 }, (_, i) => `n${String(i)}`);
      const nodes = ids.map((id) => flow.add(id, counter));
      for (const [i, node] of nodes.entries()) {
        const next = nodes[i + 1];
        if (next !== undefined) flow.connect(node.out.value, next.in.value);
      }
      const [first] = nodes;
      const last = nodes.at(-1);
      if (first === undefined || last === undefined) return;
      flow.loop('loop', {
        back: [[last.out.value, first.in.value]],
        until: ({ value }) =>
          nodes.map((node) => value(node.output<number>('value'))).every((number) => number < 0),
        maxIterations: 50,
        onLimit: 'accept',
      });
      const { loops } = await run(flow.build());
      const watched = loops['loop']?.details.watched ?? {};
      expect(Object.keys(watched)).to.deep.equal(ids.slice(0, 8).map((id) => `${id}.value`));
      expect(watched['n0.value']).to.deep.equal({ last: 589, trend: 'moving' });
    });

    it('of eight numbers at most in text as well', async () => {
      const reads = Array.from({ length: 12 }, (_, i) => `node.value < -${String(i)}.0`);
      const { details } = await iterated((value) => value + 1, { until: reads.join(' || ') });
      expect(Object.keys(details?.watched ?? {})).to.deep.equal(['node.value']);
    });
  });
});
