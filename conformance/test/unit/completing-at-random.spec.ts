import { defineNode, type NodeFunction, port } from '@tenon/core';
import { expect } from 'chai';
import { completingAtRandom } from '#conformance/completing-at-random.js';

const IDS = 'abcdefgh'.split('');
const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

type Run = NodeFunction<unknown, unknown, unknown>;

/** The function of a node type under a seed; `run` is what it does by itself. */
function shuffledRun(seed: number, run: () => unknown): Run {
  const own = defineNode({ type: 'own', outputs: { value: port() }, run: run as () => never });
  const [type] = completingAtRandom([own], seed);
  if (type === undefined || 'define' in type || type.body.kind !== 'function') {
    throw new Error('It is no definition with a function.');
  }
  return type.body.run;
}

/** The order in which nodes complete that start side by side. */
async function order(seed: number): Promise<string> {
  const run = shuffledRun(seed, () => ({}));
  const completed: string[] = [];
  await Promise.all(
    IDS.map(async (nodeId) => {
      await run({}, { nodeId } as Parameters<Run>[1]);
      completed.push(nodeId);
    }),
  );
  return completed.join('');
}

describe('completingAtRandom', () => {
  it('lets nodes complete in another order under another seed, and in the same under the same', async () => {
    const orders = await Promise.all(SEEDS.map(order));
    expect(new Set(orders).size).to.be.greaterThan(15);
    expect(await Promise.all(SEEDS.map(order))).to.deep.equal(orders);
  });

  it('lets some nodes complete at once and some later', () => {
    const answers = SEEDS.map((seed) =>
      shuffledRun(seed, () => ({ value: 1 }))({}, { nodeId: 'a' } as Parameters<Run>[1]),
    );
    const later = answers.filter((answer) => answer instanceof Promise);
    expect(later.length).to.be.within(5, 18);
  });

  it('changes nothing of what nodes answer or throw', async () => {
    for (const seed of SEEDS) {
      const context = { nodeId: 'a' } as Parameters<Run>[1];
      expect(await shuffledRun(seed, () => ({ value: 7 }))({}, context)).to.deep.equal({
        value: 7,
      });
      const error = new Error('boom');
      const thrown = await Promise.resolve()
        .then(() =>
          shuffledRun(seed, () => {
            throw error;
          })({}, context),
        )
        .catch((reason: unknown) => reason);
      expect(thrown).to.equal(error);
    }
  });
});
