import { defineNode, port, Routed, type RunHandle, workflow } from '@tenon/core';
import { aRuntime, aWorkflow, spied, value } from '@tenon/testing';
import { expect } from 'chai';
import { gates } from '../support/plugins.js';
import { turns } from '../support/waiting.js';

const VALUE = { value: port<number>() };

/** Adds one, later. */
const later = defineNode({
  type: 'later',
  inputs: VALUE,
  outputs: VALUE,
  run: async ({ value: given }) => {
    await turns(1);
    return { value: given + 1 };
  },
});

/** Adds one, at once. */
const now = defineNode({
  type: 'now',
  inputs: VALUE,
  outputs: VALUE,
  run: ({ value: given }) => ({ value: given + 1 }),
});

/** A chain that starts with a node that waits, goes through the others, and ends with one that does not wait. */
function chainOf(...nodes: readonly (typeof now)[]) {
  return inARow([later, ...nodes, now]);
}

function inARow(nodes: readonly (typeof now)[]) {
  const flow = workflow('chain');
  const handles = nodes.map((node, i) =>
    flow.add(`n${String(i)}`, node, (i === 0 ? { value: 0 } : {}) as never),
  );
  handles.reduce((from, to) => {
    flow.connect(from.out.value, to.in.value);
    return to;
  });
  return flow.build();
}

function answering(run: () => unknown) {
  return defineNode({ type: 'answering', inputs: VALUE, outputs: VALUE, run: run as never });
}

describe('what goes on behind a promise', () => {
  it('runs nodes that wait and nodes that do not, each when its inputs are there', async () => {
    const { runtime } = aRuntime();
    const result = await runtime.execute(chainOf(now, later, now, now, later));
    expect(result.results['n6']).to.deep.equal({ value: 7 });
  });

  it('starts what has no inputs beside the node that waits, and no node twice', async () => {
    const { node, calls } = spied(({ value: given }) => ({ value: given }));
    const flow = aWorkflow('beside').node('first', value(1)).node('wait', later, { value: 1 });
    flow.node('alone', node, { value: 5 }).node('behind', node);
    flow.edge('wait.value', 'behind.value');
    const { runtime } = aRuntime();
    const result = await runtime.execute(flow.build());
    expect(calls.map(({ inputs }) => inputs)).to.deep.equal([{ value: 5 }, { value: 2 }]);
    expect(result.results['first']).to.deep.equal({ value: 1 });
  });

  const unusual: readonly [string, () => unknown, string][] = [
    ['throws', () => raise('now'), 'NODE_FAILED'],
    ['rejects', async () => raise('later'), 'NODE_FAILED'],
    ['answers no object', () => 42, 'OUTPUT_INVALID'],
    ['answers no object later', async () => 42, 'OUTPUT_INVALID'],
    ['says that it failed', () => ({ success: false }), 'CONTENT_FAILED'],
    ['says later that it failed', async () => ({ success: false }), 'CONTENT_FAILED'],
    ['answers what cannot be looked at', () => touchy(), 'NODE_FAILED'],
    ['answers later what cannot be looked at', async () => touchy(), 'NODE_FAILED'],
  ];
  for (const [what, run, code] of unusual) {
    it(`fails a node that ${what}, and skips what stands behind it`, async () => {
      const { runtime } = aRuntime();
      const { result } = runtime.start(chainOf(answering(run)), { onError: 'continue' });
      const { error, outcomes, status } = await result;
      expect([status, error?.code]).to.deep.equal(['failed', code]);
      expect(outcomes.get('n1')?.status).to.equal('failed');
      expect(outcomes.get('n2')?.reason).to.equal('upstreamFailed');
    });
  }

  const strays: readonly [string, () => unknown][] = [
    ['does not say which port it takes', () => ({ left: 1 })],
    ['does not say so later', async () => ({ left: 1 })],
    ['takes a port it does not have', () => new Routed({ left: 1 }, ['right'])],
    ['takes a port later that it does not have', async () => new Routed({ left: 1 }, ['right'])],
  ];
  for (const [what, run] of strays) {
    it(`fails a switch that ${what}, and skips what stands behind it`, async () => {
      const stray = defineNode({
        type: 'stray',
        inputs: { value: port<number>() },
        outputs: { left: port<number>().optional() },
        routes: { ports: ['left'], multiple: false },
        run: run as never,
      });
      const flow = aWorkflow().node('wait', later, { value: 1 }).node('stray', stray);
      flow.node('behind', now).edge('wait.value', 'stray.value').edge('stray.left', 'behind.value');
      const { runtime } = aRuntime({ plugins: [gates()] });
      const { result } = runtime.start(flow.build(), { onError: 'continue' });
      const { error, outcomes } = await result;
      expect([error?.code, error?.where.node]).to.deep.equal(['OUTPUT_INVALID', 'stray']);
      expect(outcomes.get('behind')?.reason).to.equal('upstreamFailed');
    });
  }

  it('stops when a node stops the run, and starts nothing more', async () => {
    for (const isLate of [false, true]) {
      const held: { handle?: RunHandle } = {};
      const { node, calls } = spied(({ value: given }) => ({ value: given }));
      const stop = answering(() => {
        held.handle?.abort('enough');
        return isLate ? Promise.resolve({ value: 1 }) : { value: 1 };
      });
      const { runtime } = aRuntime();
      held.handle = runtime.start(chainOf(stop, node as never));
      const { status, outcomes } = await held.handle.result;
      // What it has answered by then counts.
      const own = isLate ? 'aborted' : 'completed';
      expect([status, outcomes.get('n1')?.status]).to.deep.equal(['aborted', own]);
      expect(calls).to.have.length(0);
    }
  });

  it('ends a run whose node stops it and answers what cannot be looked at', async () => {
    const held: { handle?: RunHandle } = {};
    const stop = answering(() => {
      held.handle?.abort('enough');
      return touchy('then');
    });
    const { runtime } = aRuntime();
    held.handle = runtime.start(chainOf(stop));
    const { status, outcomes } = await held.handle.result;
    expect([status, outcomes.get('n1')?.status]).to.deep.equal(['aborted', 'failed']);
  });

  it('ends a run that is stopped while what a node answered is looked at', async () => {
    for (const isAlone of [true, false]) {
      for (const isWatched of [true, false]) {
        const held: { handle?: RunHandle } = {};
        const stop = answering(async () => {
          await turns(1);
          const get = () => held.handle?.abort('enough');
          return Object.defineProperty({ value: 1 }, 'success', { get });
        });
        const flow = aWorkflow('looked at').node('stop', stop, { value: 0 });
        flow.node('other', later, { value: 0 });
        if (isAlone) flow.edge('stop.value', 'other.value');
        const { runtime } = aRuntime();
        held.handle = runtime.start(flow.build());
        if (isWatched) held.handle.events();
        const { status, outcomes, warnings } = await held.handle.result;
        expect([status, outcomes.get('other')?.status]).to.deep.equal(['aborted', 'aborted']);
        expect(warnings).to.deep.equal([]);
      }
    }
  });

  it('ends a run that is stopped while what a switch answered is looked at', async () => {
    const held: { handle?: RunHandle } = {};
    const choose = defineNode({
      type: 'choose',
      outputs: { left: port<number>() },
      routes: { ports: ['left'], multiple: false },
      run: async () => {
        await turns(1);
        const get = () => held.handle?.abort('enough');
        const outputs = Object.defineProperty({ left: 1 }, 'success', { get });
        return new Routed(outputs, ['left']);
      },
    });
    for (const isAlone of [true, false]) {
      const flow = aWorkflow('looked at').node('choose', choose).node('other', later, { value: 0 });
      if (isAlone) flow.edge('choose.left', 'other.value');
      held.handle = aRuntime({ plugins: [gates()] }).runtime.start(flow.build());
      const { status, outcomes, warnings } = await held.handle.result;
      expect([status, outcomes.get('other')?.status]).to.deep.equal(['aborted', 'aborted']);
      expect(warnings).to.deep.equal([]);
    }
  });

  it('counts a visit once, whoever begins to watch before it', async () => {
    for (const place of [0, 1, 2, 3]) {
      const held: { handle?: RunHandle } = {};
      const watch = answering(() => {
        held.handle?.events();
        return { value: 1 };
      });
      const nodes = [now, later, now, now].map((node, i) => (i === place ? watch : node));
      const { runtime } = aRuntime({ limits: { nodeVisits: 4 } });
      held.handle = runtime.start(inARow(nodes));
      const { status, error } = await held.handle.result;
      expect([status, error?.message]).to.deep.equal(['completed', undefined]);
    }
  });

  it('tells those who begin to watch in the middle of it of everything after that', async () => {
    const held: { handle?: RunHandle; seen: string[]; done?: Promise<void> } = { seen: [] };
    const watch = answering(() => {
      held.done = (async () => {
        for await (const event of (held.handle as RunHandle).events()) {
          if (event.type === 'nodeStarted') held.seen.push(`nodeStarted ${event.node}`);
          if (event.type === 'nodeSettled') held.seen.push(`nodeSettled ${event.outcome.node}`);
        }
      })();
      return { value: 1 };
    });
    const { runtime } = aRuntime();
    held.handle = runtime.start(chainOf(watch, now, later));
    const { status } = await held.handle.result;
    await held.done;
    expect(status).to.equal('completed');
    expect(held.seen.slice(-6)).to.deep.equal([
      ...['nodeStarted n2', 'nodeSettled n2', 'nodeStarted n3'],
      ...['nodeSettled n3', 'nodeStarted n4', 'nodeSettled n4'],
    ]);
  });
});

function raise(text: string): never {
  throw new Error(text);
}

function touchy(name = 'success'): object {
  return Object.defineProperty({}, name, { get: () => raise('Do not look.') });
}
