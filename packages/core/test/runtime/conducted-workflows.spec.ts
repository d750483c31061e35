import { getEventListeners } from 'node:events';
import {
  type Activate,
  type Conduct,
  conductedWorkflow,
  MemoryTaskManager,
  type Node,
  port,
  RuntimeError,
  TaskManager,
  type Workflow,
  workflow,
} from '@tenon/core';
import {
  aRuntime,
  deferredNode,
  failing,
  only,
  pass,
  sleeping,
  spied,
  VirtualClock,
} from '@tenon/testing';
import { expect } from 'chai';

/** A workflow of one node that hands `item` to its input `value`, and gives its output `value` as `result`. */
function around(node: Node): Workflow {
  const flow = workflow('one', {
    inputs: { item: port() },
    outputs: { result: port().optional() },
  });
  const inner = flow.add('inner', node);
  flow.input('item').to(inner.input('value'));
  flow.output('result', inner.output('value'));
  return flow.build();
}

/** Runs the workflow for each of its `items`, all at once. */
const allAtOnce: Conduct = (activate) => async (inputs, context) => {
  const { items } = inputs as { readonly items: readonly unknown[] };
  const activations = items.map(async (item, i) =>
    activate({ item }, context, { label: String(i) }),
  );
  const settled = await Promise.allSettled(activations);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return { results: settled.map((one) => (one as { readonly value: unknown }).value) };
};

function each(inner: Node, conduct: Conduct = allAtOnce) {
  return conductedWorkflow({
    type: 'each',
    workflow: around(inner),
    inputs: { items: port<readonly unknown[]>() },
    outputs: { results: port<readonly unknown[]>() },
    conduct,
  });
}

describe('a node that runs its workflow as often as it likes', () => {
  it('has ports of its own, and gives what it makes of the activations', async () => {
    const { runtime } = aRuntime();
    const flow = only(each(pass), { items: [1, 2, 3] });
    const { results } = await runtime.execute(flow);
    expect(results['only']).to.deep.equal({
      results: [{ result: 1 }, { result: 2 }, { result: 3 }],
    });
    expect(runtime.verify(only(each(pass))).map(({ where }) => where.port)).to.deep.equal([
      'items',
    ]);
  });

  it('may answer at once, and may run nothing', async () => {
    const { runtime } = aRuntime();
    const twice: Conduct = (activate: Activate) => (_inputs, context) => ({
      results: [activate({ item: 'a' }, context), activate({ item: 'b' }, context)],
    });
    const { results, outcomes } = await runtime.execute(only(each(pass, twice), { items: [] }));
    expect(results['only']).to.deep.equal({ results: [{ result: 'a' }, { result: 'b' }] });
    expect(outcomes.get('only')?.nested?.get('inner')?.outputs).to.deep.equal({ value: 'b' });
    const none: Conduct = () => () => ({ results: [] });
    const idle = await runtime.execute(only(each(pass, none), { items: [] }));
    expect(idle.results['only']).to.deep.equal({ results: [] });
    expect(idle.outcomes.get('only')?.nested).to.equal(undefined);
  });

  it('is told its place when the plan is made, and is made once', async () => {
    const places: unknown[] = [];
    const { runtime } = aRuntime();
    const flow = only(
      each(pass, (activate, { id, workflow: name, services }) => {
        places.push([id, name, typeof services.get]);
        return allAtOnce(activate, { id, workflow: name, services });
      }),
      { items: [1] },
    );
    await runtime.execute(flow);
    await runtime.execute(flow);
    expect(places).to.deep.equal([['only', 'test', 'function']]);
  });

  it('is refused where what it makes is no function', async () => {
    const { runtime } = aRuntime();
    const flow = only(
      each(pass, () => 7 as never),
      { items: [] },
    );
    const { status, error } = await runtime.start(flow).result;
    expect(status).to.equal('refused');
    expect(error?.code).to.equal('WORKFLOW_INVALID');
    expect(error?.message).to.equal(
      'The "conduct" of node "only" answered 7 where a function is due.',
    );
  });

  it('names the nodes inside by the labels of activations', async () => {
    const tasks = new MemoryTaskManager();
    const clock = new VirtualClock();
    const { runtime } = aRuntime({
      clock,
      configure: ({ bind }) => {
        bind(TaskManager).toConstantValue(tasks);
      },
    });
    const handle = runtime.start(only(each(sleeping(clock, 5)), { items: [1, 2] }));
    const events = handle.events();
    const started: (string | undefined)[] = [];
    const reading = (async () => {
      for await (const event of events) {
        if (event.type === 'nodeStarted') started.push(event.node);
      }
    })();
    await clock.advance(5);
    const { runId } = await handle.result;
    await reading;
    expect(started).to.deep.equal(['only', 'only[0]/inner', 'only[1]/inner']);
    const records = tasks.tasks(runId).map(({ node, status }) => [node, status]);
    expect(records).to.deep.equal([
      ['only', 'completed'],
      ['only[0]/inner', 'completed'],
      ['only[1]/inner', 'completed'],
    ]);
  });

  it('hands what an activation threw to who runs it', async () => {
    const { runtime } = aRuntime();
    const flow = only(each(failing(new Error('no'))), { items: [1] });
    const { error, status } = await runtime.start(flow).result;
    expect(status).to.equal('failed');
    expect(RuntimeError.is(error, 'SUBWORKFLOW_FAILED')).to.equal(true);
    const caught: Conduct = (activate) => (_inputs, context) => {
      try {
        activate({ item: 1 }, context);
      } catch (thrown) {
        return { results: [(thrown as RuntimeError).code] };
      }
      return { results: [] };
    };
    const { results } = await runtime.execute(only(each(failing('no'), caught), { items: [] }));
    expect(results['only']).to.deep.equal({ results: ['SUBWORKFLOW_FAILED'] });
  });

  it('stops all activations when the run is aborted', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock });
    const controller = new AbortController();
    const flow = only(each(sleeping(clock, 1_000)), { items: [1, 2, 3] });
    const { result } = runtime.start(flow, { signal: controller.signal });
    await clock.advance(10);
    controller.abort(new Error('enough'));
    const { status, warnings } = await result;
    expect(status).to.equal('aborted');
    expect(warnings).to.deep.equal([]);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('stops one activation alone by its signal, and leaves nothing on it', async () => {
    const { node, visits } = deferredNode();
    const alone = new AbortController();
    const conduct: Conduct = (activate) => async (_inputs, context) => {
      const first = activate({ item: 1 }, context, { label: 'a', signal: alone.signal });
      const second = activate({ item: 2 }, context, { label: 'b' });
      const answers = await Promise.allSettled([first, second]);
      return { results: answers.map((one) => ('value' in one ? one.value : String(one.reason))) };
    };
    const { runtime } = aRuntime();
    const { result } = runtime.start(only(each(node, conduct), { items: [] }), { graceMs: 1 });
    await new Promise((resolve) => setImmediate(resolve));
    alone.abort('not this one');
    expect(visits[0]?.context.signal.aborted).to.equal(true);
    expect(visits[1]?.context.signal.aborted).to.equal(false);
    visits[0]?.reject(new Error('told to stop'));
    visits[1]?.resolve('done');
    const { results } = await result;
    expect(results['only']).to.deep.equal({ results: ['not this one', { result: 'done' }] });
    expect(getEventListeners(alone.signal, 'abort')).to.deep.equal([]);
  });

  it('does not begin an activation whose signal is aborted', async () => {
    const { node, calls } = spied();
    const conduct: Conduct = (activate) => (_inputs, context) => {
      try {
        activate({ item: 1 }, context, { signal: AbortSignal.abort('before') });
      } catch (reason) {
        return { results: [reason] };
      }
      return { results: [] };
    };
    const { runtime } = aRuntime();
    const { results } = await runtime.execute(only(each(node, conduct), { items: [] }));
    expect(results['only']).to.deep.equal({ results: ['before'] });
    expect(calls).to.deep.equal([]);
  });

  it('shares the concurrency of the run among its activations', async () => {
    const { node, visits } = deferredNode();
    const { runtime } = aRuntime();
    const { result } = runtime.start(only(each(node), { items: [1, 2, 3] }), { concurrency: 2 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(visits.length).to.equal(2);
    visits[0]?.resolve('a');
    await new Promise((resolve) => setImmediate(resolve));
    expect(visits.length).to.equal(3);
    visits[1]?.resolve('b');
    visits[2]?.resolve('c');
    const { results } = await result;
    expect(results['only']).to.deep.equal({
      results: [{ result: 'a' }, { result: 'b' }, { result: 'c' }],
    });
  });

  it('is seen by a dry run as a node with a workflow inside', async () => {
    const { runtime } = aRuntime();
    const plan = await runtime.plan(only(each(pass), { items: [1] }));
    expect(plan.isReady).to.equal(true);
    expect(plan.nodes.get('only')?.nested?.get('inner')?.expectation).to.equal('runs');
  });
});
