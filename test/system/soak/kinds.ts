import {
  type Clock,
  defineNode,
  type Node,
  port,
  subWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import { branch, merge } from '@tenon/plugin-conditional';
import { defineResource, defineResourceNode } from '@tenon/plugin-resources';
import type { AcceptOptions } from '@tenon/service';
import { failing, only, pass, sleeping } from '@tenon/testing';

/** One kind of run: what it executes, how it is asked for, and how it ends unless somebody stops it. */
export interface RunKind {
  readonly flow: Workflow;
  readonly options?: AcceptOptions;
  readonly ends: readonly string[];
}

const number = port<number>();

/** Every kind of run, by name. `random` answers numbers from 0 on below 1. */
export function runKinds(clock: Clock, random: () => number): Readonly<Record<string, RunKind>> {
  const add = defineNode({
    type: 'add',
    inputs: { value: number, by: number.default(1) },
    outputs: { value: number },
    run: ({ value, by }) => ({ value: value + by }),
  });
  const wait = defineNode({
    type: 'wait',
    inputs: { value: number },
    outputs: { value: number },
    run: ({ value }) =>
      new Promise<{ value: number }>((resolve) => {
        clock.timer(1 + Math.floor(random() * 3), () => resolve({ value }));
      }),
  });
  const flaky = defineNode({
    type: 'flaky',
    outputs: { value: number },
    plugins: {
      resilience: {
        retry: { attempts: 3, delayMs: 1, maxDelayMs: 3 },
        breaker: { rate: 0.25, calls: 10, restMs: 5 },
      },
    },
    run: async () => {
      if (random() < 0.6) throw new Error('not now');
      return { value: 1 };
    },
  });
  const late = defineNode({
    type: 'late',
    plugins: {
      resilience: {
        ...{ timeoutMs: 3, retry: { attempts: 2, backoff: 'none' } },
        ...{ bulkhead: { concurrent: 8, queue: 4 }, fallback: { outputs: {} } },
      },
    },
    run: (_inputs, { signal }) =>
      new Promise<object>((resolve, reject) => {
        const timer = clock.timer(1 + Math.floor(random() * 5), () => resolve({}));
        const stop = () => {
          timer.cancel();
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', stop, { once: true });
      }),
  });
  const store = defineResource({
    name: 'store',
    max: 6,
    create: async () => ({ isOpen: true }),
    dispose: (one) => {
      one.isOpen = false;
    },
  });
  const lent = defineResourceNode({
    type: 'lent',
    resources: { store },
    run: async (_inputs, { resources, signal }) => {
      const lot = random();
      // It hangs, also when it is told to stop: nobody else gets what it holds.
      if (lot < 0.05) return new Promise<never>(() => undefined);
      await new Promise<void>((resolve) => {
        clock.timer(1 + Math.floor(random() * 3), resolve);
      });
      if (!signal.aborted && !resources.store.isOpen) throw new Error('closed while it is lent');
      if (lot < 0.2) throw new Error('cannot read');
      return {};
    },
  });
  return {
    quick: { flow: chain(add), ends: ['completed'] },
    slow: { flow: chain(wait), ends: ['completed'] },
    loop: { flow: loop(add, wait), ends: ['completed'] },
    switch: {
      flow: fork(add, () => ({ value: Math.floor(random() * 10) })),
      ends: ['completed'],
    },
    nested: { flow: nested(add, wait), ends: ['completed'] },
    retried: {
      flow: only(flaky),
      ends: ['completed', 'failed NODE_FAILED', 'failed BREAKER_OPEN'],
    },
    fallsBack: { flow: only(late), ends: ['completed'] },
    lent: {
      flow: only(lent, {}, { timeoutMs: 20 }),
      options: { graceMs: 2 },
      ends: ['completed', 'failed NODE_FAILED', 'failed TIMEOUT'],
    },
    fails: { flow: only(failing(new Error('boom'))), ends: ['failed NODE_FAILED'] },
    failsLater: {
      flow: only(failing('boom', { later: true })),
      ends: ['failed NODE_FAILED'],
    },
    lacksInput: { flow: only(pass), ends: ['refused INPUT_REQUIRED'] },
    timesOut: {
      flow: only(sleeping(clock, 50)),
      options: { timeoutMs: 3 },
      ends: ['failed TIMEOUT'],
    },
    ignoresAbort: {
      flow: only(sleeping(clock, 20, { ignoresAbort: true })),
      options: { timeoutMs: 2, graceMs: 1 },
      ends: ['failed TIMEOUT'],
    },
  };
}

type Step = Node<{ value: typeof number }, { value: typeof number }>;

function chain(step: Step): Workflow {
  const flow = workflow('chain');
  let last = flow.add('n0', step, { value: 0 });
  for (let i = 1; i < 4; i++) {
    const next = flow.add(`n${String(i)}`, step);
    flow.connect(last.out.value, next.in.value);
    last = next;
  }
  return flow.build();
}

function loop(add: Step, wait: Step): Workflow {
  const flow = workflow('loop');
  const up = flow.add('up', add, { value: 0 });
  const rest = flow.add('rest', wait);
  flow.connect(up.out.value, rest.in.value);
  flow.loop('again', {
    back: [[rest.out.value, up.in.value]],
    until: 'up.value >= 3.0',
    maxIterations: 5,
  });
  return flow.build();
}

function fork(add: Step, draw: () => { value: number }): Workflow {
  const drawn = defineNode({ type: 'draw', outputs: { value: number }, run: draw });
  const flow = workflow('fork');
  const first = flow.add('draw', drawn);
  const way = flow.add('way', branch('value > 4', { inputs: { value: number } }));
  const high = flow.add('high', add);
  const low = flow.add('low', add);
  const either = flow.add('either', merge({ inputs: { values: number } }));
  flow.connect(first.out.value, way.in.value);
  flow.connect(way.out.true, high.in.value);
  flow.connect(way.out.false, low.in.value);
  flow.connect(high.out.value, either.in.values);
  flow.connect(low.out.value, either.in.values);
  return flow.build();
}

function nested(add: Step, wait: Step): Workflow {
  const inner = workflow('inner', { inputs: { start: number }, outputs: { end: number } });
  const slow = inner.add('slow', wait);
  const sum = inner.add('sum', add);
  inner.input('start').to(slow.in.value);
  inner.connect(slow.out.value, sum.in.value);
  inner.output('end', sum.out.value);
  const flow = workflow('outer');
  const sub = flow.add('sub', subWorkflow(inner.build()), { start: 1 });
  const last = flow.add('last', add);
  flow.connect(sub.out.end, last.in.value);
  return flow.build();
}
