import { workflow } from '@tenon/core';
import { CycleHooks, cycles } from '@tenon/plugin-cycles';
import { add } from '@tenon/testing';
import { expect } from 'chai';
import { tapping, twoRuntimes } from './two-runtimes.js';

/** A loop that states no limit of its own. */
function counting() {
  const flow = workflow('counting');
  const count = flow.add('count', add, { a: 0, b: 1 });
  flow.loop('loop', { back: [[count.out.value, count.in.a]] });
  return flow.build();
}

describe('two runtimes in one container, with cycles', () => {
  it('have each their own limits, also for the very same workflow', async () => {
    const [one, other] = twoRuntimes(
      { plugins: [cycles({ maxIterations: 3 })] },
      { plugins: [cycles({ maxIterations: 5 })] },
    );
    const flow = counting();
    const results = [await one.execute(flow), await other.execute(flow), await one.execute(flow)];
    expect(results.map(({ loops }) => loops['loop']?.iterations)).to.deep.equal([3, 5, 3]);
  });

  it('ask each their own taps, with the very same plugin', async () => {
    const plugin = cycles({ maxIterations: 5 });
    const ending = tapping('ending', (_hooks, services) => {
      services.get(CycleHooks.id).iteration.tap('ending', () => ({ reason: 'converged' }));
    });
    const [one, other] = twoRuntimes({ plugins: [plugin, ending] }, { plugins: [plugin] });
    const flow = counting();
    const results = [await one.execute(flow), await other.execute(flow)];
    expect(results.map(({ loops }) => loops['loop']?.iterations)).to.deep.equal([1, 5]);
  });
});
