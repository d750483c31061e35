import { createRuntime, defineNode, port, type Services, workflow } from '@tenon/core';
import { CycleHooks, cycles } from '@tenon/plugin-cycles';
import { expect } from 'chai';

/** The code in the README of the package: each region is shown there. */
describe('the README of plugin-cycles', () => {
  it('shows a loop', async () => {
    // #region loop
    // Heron's method: half of x and n / x is nearer to the root of n than x is.
    const improve = defineNode({
      type: 'improve',
      inputs: { n: port<number>(), x: port<number>() },
      outputs: { x: port<number>(), error: port<number>() },
      run: ({ n, x }) => {
        const next = (x + n / x) / 2;
        return { x: next, error: Math.abs(next * next - n) };
      },
    });
    const flow = workflow('root');
    const root = flow.add('root', improve, { n: 2, x: 1 });
    flow.loop('until-exact', {
      back: [[root.out.x, root.in.x]],
      until: 'root.error < 0.000000001',
      maxIterations: 20,
    });

    const runtime = createRuntime({ plugins: [cycles()] });
    const result = await runtime.execute(flow.build());
    result.of(root)?.x; // 1.4142135623746899
    result.loops['until-exact']; // { iterations: 4, reason: 'converged', elapsedMs: …, details: … }
    // #endregion
    expect(result.of(root)?.x).to.equal(1.4142135623746899);
    expect(result.loops['until-exact']).to.deep.include({ iterations: 4, reason: 'converged' });
  });

  it('shows conditions', async () => {
    const step = defineNode({
      type: 'step',
      inputs: { x: port<number>() },
      outputs: { x: port<number>() },
      run: ({ x }) => ({ x: x / 2 }),
    });
    const flow = workflow('halving');
    const fit = flow.add('fit', step, { x: 64 });
    const back = [[fit.out.x, fit.in.x]] as const;
    // #region conditions
    flow.loop('halve', {
      back,
      until: ({ value, previous }) =>
        previous !== null && previous.value(fit.out.x) - value(fit.out.x) < 0.5,
    });
    // #endregion
    const { loops } = await createRuntime({ plugins: [cycles()] }).execute(flow.build());
    expect(loops['halve']).to.deep.include({ iterations: 8, reason: 'converged' });
  });

  it('shows what a loop that does not end says', async () => {
    const flip = defineNode({
      type: 'flip',
      inputs: { x: port<number>() },
      outputs: { x: port<number>() },
      run: ({ x }) => ({ x: 1 - x }),
    });
    // #region limit
    const flow = workflow('flipping');
    const node = flow.add('node', flip, { x: 0.25 });
    flow.loop('flip', {
      back: [[node.out.x, node.in.x]],
      until: 'node.x == 0.5',
      maxIterations: 50,
      history: 2,
    });
    const result = await createRuntime({ plugins: [cycles()] }).start(flow.build()).result;
    result.error?.message;
    // Loop "flip" did not end within 50 iterations: "node.x == 0.5" did not come to hold,
    // and "node.x" swings to and fro, 0.25 at last.
    result.loops['flip']?.details;
    // { history: [{ iteration: 49, outputs: { node: { x: 0.75 } } }, { iteration: 50, … }],
    //   watched: { 'node.x': { last: 0.25, trend: 'oscillating' } } }
    // #endregion
    expect(result.error?.message).to.equal(
      'Loop "flip" did not end within 50 iterations: "node.x == 0.5" did not come to hold, and "node.x" swings to and fro, 0.25 at last.',
    );
    expect(result.loops['flip']?.details).to.deep.equal({
      history: [
        { iteration: 49, outputs: { node: { x: 0.75 } } },
        { iteration: 50, outputs: { node: { x: 0.25 } } },
      ],
      watched: { 'node.x': { last: 0.25, trend: 'oscillating' } },
    });
  });

  it('shows what a node in a loop sees', async () => {
    // #region context
    const poll = defineNode({
      type: 'poll',
      inputs: { url: port<string>(), again: port<boolean>().optional() },
      outputs: { again: port<boolean>(), waited: port<number>() },
      run: (_inputs, { loop }) => {
        const waited =
          ((loop?.state.get('waited') as number | undefined) ?? 0) + 2 ** (loop?.index ?? 0);
        loop?.state.set('waited', waited);
        return { again: true, waited };
      },
    });
    // #endregion
    const flow = workflow('polling');
    const node = flow.add('node', poll, { url: 'https://example.org' });
    flow.loop('poll', { back: [[node.out.again, node.in.again]], maxIterations: 4 });
    const result = await createRuntime({ plugins: [cycles()] }).execute(flow.build());
    expect(result.of(node)?.waited).to.equal(15);
  });

  it('shows the hooks', async () => {
    const seen: string[] = [];
    const count = defineNode({
      type: 'count',
      inputs: { n: port<number>() },
      outputs: { n: port<number>() },
      run: ({ n }) => ({ n: n + 1 }),
    });
    const flow = workflow('counting');
    const node = flow.add('node', count, { n: 0 });
    flow.loop('count', { back: [[node.out.n, node.in.n]] });
    // #region hooks
    const patience = (ms: number) => ({
      manifest: { name: 'patience', version: '1.0.0', requires: ['cycles'] },
      apply: (_hooks: unknown, services: Services) => {
        const hooks = services.get(CycleHooks.id);
        hooks.iteration.tap('patience', ({ elapsedMs }) =>
          elapsedMs >= ms ? { reason: 'converged' } : undefined,
        );
        hooks.finished.tap('patience', ({ loop, iterations, reason }) => {
          seen.push(`${loop}: ${reason} after ${String(iterations)}`);
        });
      },
    });
    // #endregion
    const runtime = createRuntime({ plugins: [cycles(), patience(0)] });
    await runtime.execute(flow.build());
    expect(seen).to.deep.equal(['count: converged after 1']);
  });
});
