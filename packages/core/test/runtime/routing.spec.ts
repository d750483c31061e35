import { defineNode, port, Routed, type Workflow, workflow } from '@tenon/core';
import { aRuntime, aWorkflow, pass, spied, value } from '@tenon/testing';
import { expect } from 'chai';
import { chooser } from '../support/nodes.js';
import { gates, parameters, tapping } from '../support/plugins.js';

const runtimeWithGates = () => aRuntime({ plugins: [gates()] }).runtime;

/** `choose` feeds `a` from its port left and `b` from its port right. */
function fork(take: readonly string[], multiple = false): Workflow {
  return aWorkflow()
    .node('choose', chooser({ multiple }), { take })
    .node('a', pass)
    .node('b', pass)
    .node('after a', pass)
    .edge('choose.left', 'a.value')
    .edge('choose.right', 'b.value')
    .edge('a', 'after a.value')
    .build();
}

async function ran(flow: Workflow): Promise<string[]> {
  const { outcomes } = await runtimeWithGates().execute(flow);
  return Array.from(outcomes)
    .filter(({ status }) => status === 'completed')
    .map(({ node }) => node);
}

describe('a node that takes some of its ports', () => {
  it('leaves nothing of it in another run, also where no plugin knows of ports', async () => {
    const routes = { ports: ['left'], multiple: true } as const;
    const outputs = { left: port().optional() };
    const none = defineNode({ type: 'none', outputs, routes, run: () => new Routed({}, []) });
    const { runtime } = aRuntime();
    await runtime.start(aWorkflow().node('x', none).build()).result;
    const result = await runtime.execute(aWorkflow().node('x', value(1)).build());
    expect(result.outcomes.get('x')?.routing).to.equal(undefined);
    expect(result.why('x')?.text).to.equal('"x" completed.');
  });

  it('feeds only these; what hangs on the others is skipped, however far behind', async () => {
    expect(await ran(fork(['left']))).to.deep.equal(['choose', 'a', 'after a']);
    expect(await ran(fork(['right']))).to.deep.equal(['choose', 'b']);
    expect(await ran(fork([]))).to.deep.equal(['choose']);
    expect(await ran(fork(['left', 'right'], true))).to.deep.equal(['choose', 'a', 'b', 'after a']);
  });

  it('has skipped nodes in the results as null, or not at all where a plugin says so', async () => {
    const { results, outcomes } = await runtimeWithGates().execute(fork(['right']));
    expect([results['a'], results['after a']]).to.deep.equal([null, null]);
    expect(outcomes.get('after a')).to.deep.include({
      status: 'skipped',
      reason: 'deadEdges',
      iterations: 0,
    });
    const absent = tapping('absent', (hooks) => {
      hooks.plan.tap('absent', (draft) => ({ ...draft, skipped: 'absent' }));
    });
    const { runtime } = aRuntime({ plugins: [gates(), absent] });
    expect(Object.keys((await runtime.execute(fork(['right']))).results)).to.deep.equal([
      'choose',
      'b',
    ]);
  });

  it('is judged by the ports it takes, never by the data: null, false and absent values travel', async () => {
    for (const given of [null, false, 0]) {
      const flow = aWorkflow()
        .node('choose', chooser(), { take: ['left'], value: given })
        .node('a', pass)
        .edge('choose.left', 'a.value')
        .build();
      expect((await runtimeWithGates().execute(flow)).results['a']).to.deep.equal({ value: given });
    }
  });

  it('fails when it takes a port there is not, several of one, or does not say which', async () => {
    const cases: readonly [readonly string[], string, string][] = [
      [['lfet'], 'took a port "lfet"', 'Did you mean "left"?'],
      [['__proto__'], 'took a port "__proto__"', ''],
      [['left', 'right'], 'took 2 ports', 'multiple'],
    ];
    for (const [take, message, hint] of cases) {
      const { status, error } = await runtimeWithGates().start(fork(take)).result;
      expect([status, error?.code]).to.deep.equal(['failed', 'OUTPUT_INVALID']);
      expect(error?.message).to.include(message);
      expect(error?.hint).to.include(hint);
    }
    const silent = defineNode({
      type: 'silent',
      outputs: { left: port() },
      routes: { ports: ['left'], multiple: false },
      run: () => ({ left: 1 }),
    });
    const { error } = await runtimeWithGates().start(aWorkflow().node('silent', silent).build())
      .result;
    expect(error?.code).to.equal('OUTPUT_INVALID');
    expect(error?.hint).to.include('new Routed');
  });

  it('fails when what it routes is no object of outputs, or says that it did not succeed', async () => {
    const says = (outputs: unknown) =>
      aWorkflow()
        .node(
          'x',
          defineNode({
            type: 'x',
            outputs: { left: port().optional() },
            routes: { ports: ['left'], multiple: false },
            run: () => new Routed(outputs as object, ['left']),
          }),
        )
        .build();
    const runtime = runtimeWithGates();
    expect((await runtime.start(says(7)).result).error?.code).to.equal('OUTPUT_INVALID');
    expect((await runtime.start(says({ success: false })).result).error?.code).to.equal(
      'CONTENT_FAILED',
    );
  });

  it('may have a port "success", whose value says nothing about the node', async () => {
    const node = defineNode({
      type: 'x',
      outputs: { success: port<boolean>().optional() },
      routes: { ports: ['success'], multiple: false },
      run: () => new Routed({ success: false }, ['success']),
    });
    const flow = aWorkflow().node('x', node).node('y', pass).edge('x.success', 'y.value').build();
    const { results } = await runtimeWithGates().execute(flow);
    expect(results['y']).to.deep.equal({ value: false });
  });

  it('has the ports it took in its outcome, and how often', async () => {
    const { outcomes } = await runtimeWithGates().execute(fork(['left', 'right'], true));
    const { taken, times } = outcomes.get('choose')?.routing ?? {};
    expect(taken).to.deep.equal(['left', 'right']);
    expect([...(times ?? [])]).to.deep.equal([
      ['left', 1],
      ['right', 1],
    ]);
    expect(outcomes.get('a')?.routing).to.equal(undefined);
    const failed = await runtimeWithGates().start(fork(['lfet'])).result;
    expect(failed.outcomes.get('choose')?.routing).to.equal(undefined);
  });

  it('has its outputs in the results, and what it told in "why"', async () => {
    const result = await runtimeWithGates().execute(fork(['left']));
    expect(result.results['choose']).to.deep.equal({ left: 1, right: 1, note: 1 });
    expect(result.why('b')?.routing?.because).to.deep.equal({ asked: ['left'] });
  });

  it('is the same when it is asynchronous, and when what is before it is', async () => {
    const later = spied(async () => Promise.resolve({ value: ['right'] }));
    const flow = aWorkflow()
      .node('later', later.node)
      .node('choose', chooser())
      .node('a', pass)
      .node('b', pass)
      .edge('later', 'choose.take')
      .edge('choose.left', 'a.value')
      .edge('choose.right', 'b.value')
      .build();
    expect(await ran(flow)).to.deep.equal(['later', 'choose', 'b']);
  });

  it('needs the plugin: without it the run is refused, and the package is named', async () => {
    const { status, error } = await aRuntime().runtime.start(fork(['left'])).result;
    expect([status, error?.code]).to.deep.equal(['refused', 'PLUGIN_MISSING']);
    expect(error?.hint).to.include('@tenon/plugin-conditional');
  });
});

describe('a node behind branches', () => {
  const joined = (lefts: readonly string[], rights: readonly string[], join?: 'any') =>
    aWorkflow()
      .node('one', chooser(), { take: lefts })
      .node('two', chooser(), { take: rights })
      .node('join', spied().node, {}, join === undefined ? {} : { join })
      .edge('one.left', 'join.value')
      .edge('two.right', 'join.value')
      .build();

  it('runs when some edge is live, and is skipped when all are dead', async () => {
    expect(await ran(joined(['left'], ['left']))).to.include('join');
    expect(await ran(joined(['right'], ['right']))).to.include('join');
    expect(await ran(joined(['right'], ['left']))).not.to.include('join');
    expect(
      (await runtimeWithGates().start(joined(['left'], ['right'])).result).error?.code,
    ).to.equal('INPUT_CONFLICT');
  });

  it('is not revived by configuration or parameters alone', async () => {
    const { node, calls } = spied();
    const flow = aWorkflow()
      .node('choose', chooser(), { take: ['left'] })
      .node('x', node, { value: 'configured' })
      .edge('choose.right', 'x.value')
      .build();
    const { runtime } = aRuntime({ plugins: [gates(), parameters()] });
    await runtime.execute(flow, { parameters: { x: { value: 'given' } } });
    expect(calls).to.have.length(0);
  });

  it('takes what stands below a dead edge, when another input is live', async () => {
    const node = defineNode({
      type: 'x',
      inputs: {
        live: port(),
        dead: port<string>().default('default'),
        configured: port<string>().optional(),
        none: port().optional(),
      },
      outputs: { got: port() },
      run: (inputs) => ({ got: inputs }),
    });
    const flow = aWorkflow()
      .node('choose', chooser(), { take: ['left'] })
      .node('x', node, { configured: 'configuration' })
      .edge('choose.left', 'x.live')
      .edge('choose.right', 'x.dead')
      .edge('choose.right', 'x.configured')
      .edge('choose.right', 'x.none')
      .build();
    const { results } = await runtimeWithGates().execute(flow);
    expect(results['x']).to.deep.equal({
      got: { live: 1, dead: 'default', configured: 'configuration' },
    });
  });

  it('is skipped when a required input has dead edges only and nothing else supplies it', async () => {
    const node = defineNode({
      type: 'x',
      inputs: { a: port(), b: port() },
      outputs: {},
      run: () => ({}),
    });
    const flow = aWorkflow()
      .node('choose', chooser(), { take: ['left'] })
      .node('x', node)
      .node('configured', node, { b: 1 })
      .edge('choose.left', 'x.a')
      .edge('choose.right', 'x.b')
      .edge('choose.left', 'configured.a')
      .edge('choose.right', 'configured.b')
      .build();
    expect(await ran(flow)).to.deep.equal(['choose', 'configured']);
  });

  it('starts at the first live edge where it says so', async () => {
    let release: () => void = () => undefined;
    const slow = spied(
      () =>
        new Promise((resolve) => {
          release = () => resolve({ value: 'slow' });
        }),
    );
    const first = spied(({ value: given }) => {
      release();
      return { value: given };
    });
    const flow = aWorkflow()
      .node('slow', slow.node)
      .node('fast', value('fast'))
      .node('any', first.node, {}, { join: 'any' })
      .edge('slow', 'any.value')
      .edge('fast', 'any.value')
      .build();
    const { runtime } = aRuntime({ plugins: [gates()] });
    const { status, error } = await runtime.start(flow).result;
    // Two edges that are both live for certain are a conflict at verification, however they are joined.
    expect([status, error?.code]).to.deep.equal(['refused', 'INPUT_CONFLICT']);
    const two = workflow('two');
    const a = two.add('a', slow.node);
    const b = two.add('b', value('fast'));
    const many = defineNode({
      type: 'many',
      inputs: { value: port().many() },
      outputs: { value: port() },
      run: ({ value: given }) => {
        release();
        return { value: given };
      },
    });
    const any = two.add('any', many, {}, { join: 'any' });
    two.connect(a.output('value'), any.in.value);
    two.connect(b.out.value, any.in.value);
    const { results } = await runtime.execute(two.build());
    expect(results['any']).to.deep.equal({ value: ['fast'] });
  });
});
