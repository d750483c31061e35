import { defineNode, port, Routed, type RunResult, type Workflow, workflow } from '@tenon/core';
import { add, aRuntime, gates, loops, pass } from '@tenon/testing';
import { expect } from 'chai';

const choose = defineNode({
  type: 'choose',
  inputs: { left: port<boolean>() },
  outputs: { left: port<string>(), right: port<string>() },
  routes: { ports: ['left', 'right'], multiple: false },
  run: ({ left }) =>
    left ? new Routed({ left: 'l' }, ['left']) : new Routed({ right: 'r' }, ['right']),
});

/** Two nodes that add one by turns, and one that stands beside their loop. */
function counting(maxIterations?: number): Workflow {
  const flow = workflow('counting');
  const first = flow.add('first', add, { a: 0, b: 1 });
  const second = flow.add('second', add, { b: 1 });
  const beside = flow.add('beside', pass);
  flow.connect(first.out.value, second.in.a);
  flow.connect(second.out.value, beside.in.value);
  flow.loop('l', {
    back: [[second.out.value, first.in.a]],
    ...(maxIterations !== undefined && { maxIterations }),
  });
  return flow.build();
}

function run(flow: Workflow, ...plugins: ReturnType<typeof gates>[]): Promise<RunResult> {
  return aRuntime({ plugins }).runtime.start(flow).result;
}

describe('gates', () => {
  const flow = workflow('choice');
  const chosen = flow.add('choose', choose, { left: true });
  const [left, right] = [flow.add('left', pass), flow.add('right', pass)];
  flow.connect(chosen.out.left, left.in.value);
  flow.connect(chosen.out.right, right.in.value);

  it('make the ports that a node does not take dead', async () => {
    const { outcomes } = await run(flow.build(), gates());
    expect(outcomes.get('left')?.status).to.equal('completed');
    expect(outcomes.get('right')?.reason).to.equal('deadEdges');
  });

  it('add to the gates there are', async () => {
    const seen: string[] = [];
    await run(
      flow.build(),
      {
        manifest: { name: 'earlier', version: '1.0.0', before: ['gates'] },
        apply(hooks) {
          const gate = { node: 'left', ports: ['value'], multiple: true };
          hooks.plan.tap('earlier', (draft) => ({ ...draft, gates: [gate] }));
        },
      },
      gates(),
      {
        manifest: { name: 'later', version: '1.0.0', after: ['gates'] },
        apply(hooks) {
          hooks.plan.tap('later', (draft) => {
            seen.push(...draft.gates.map(({ node }) => node));
            return undefined;
          });
        },
      },
    );
    expect(seen).to.deep.equal(['left', 'choose']);
  });
});

describe('loops', () => {
  it('repeat the nodes on the way back, three times or as often as the loop says', async () => {
    for (const [stated, iterations] of [
      [undefined, 3],
      [5, 5],
    ] as const) {
      const result = await run(counting(stated), loops());
      expect(result.loops['l']).to.include({ iterations, reason: 'maxIterations' });
      expect(result.results['beside']).to.deep.equal({ value: 2 * iterations });
      expect(result.outcomes.get('beside')?.iterations).to.equal(1);
    }
  });

  it('end when the test says so', async () => {
    const plugin = loops(({ iteration }) => (iteration === 2 ? { reason: 'converged' } : 'again'));
    const result = await run(counting(9), plugin);
    expect(result.loops['l']).to.include({ iterations: 2, reason: 'converged' });
  });

  it('leave workflows without loops alone', async () => {
    const flow = workflow('plain');
    flow.add('only', add, { a: 1, b: 2 });
    expect((await run(flow.build(), loops())).results['only']).to.deep.equal({ value: 3 });
  });
});
