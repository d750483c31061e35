import { defineNode, port, subWorkflow, type Workflow, workflow } from '@tenon/core';
import { branch } from '@tenon/plugin-conditional';
import type { ResiliencePolicy } from '@tenon/plugin-resilience';
import { defineResource, defineResourceNode } from '@tenon/plugin-resources';
import { pass } from '@tenon/testing';
import { atMost } from '../support/at-most.js';

/** A resource of which there is one. */
export const store = defineResource({ name: 'store', max: 1, create: () => ({ rows: 2 }) });

const resilience: ResiliencePolicy = {
  retry: { attempts: 2, backoff: 'none' },
  breaker: { failures: 1 },
  timeoutMs: 1_000,
};

/**
 * A workflow with something of every plugin: a parameter goes into a sub-workflow, which may be tried twice and in which a
 * loop calls a node that leases a resource; that node fails at every first attempt. A contract and a switch stand behind it.
 */
export function mixedWorkflow(): Workflow {
  let calls = 0;
  const count = defineResourceNode({
    type: 'count',
    resources: { store },
    inputs: { value: port<number>() },
    outputs: { value: port<number>() },
    async run({ value }, { resources }) {
      await Promise.resolve();
      if (++calls % 2 === 1) throw new Error('not yet');
      return { value: value + resources.store.rows };
    },
  });
  const inner = workflow('inner', {
    inputs: { value: port<number>() },
    outputs: { value: port<number>() },
  });
  const it = inner.add('count', count, {}, { plugins: { resilience } });
  const door = inner.add('door', pass);
  inner.input('value').to(door.input('value'));
  inner.connect(door.output('value'), it.input('value'));
  inner.loop('rounds', { back: [[it.out.value, it.in.value]], until: 'count.value >= 5' });
  inner.output('value', it.out.value);

  const outer = workflow('mixed');
  const sub = outer.add(
    'sub',
    subWorkflow(inner.build()),
    { value: '${from}' },
    { plugins: { resilience } },
  );
  const big = outer.add('big', branch('value > 3', { inputs: { value: port<number>() } }));
  const yes = outer.add('yes', pass);
  const no = outer.add('no', pass);
  outer.connect(sub.out.value, big.in.value, { contract: { target: atMost(10) } });
  outer.connect(big.out.true, yes.in.value);
  outer.connect(big.out.false, no.in.value);
  return outer.build();
}

/** A node whose breaker opens at its first visit. */
export function brokenWorkflow(): Workflow {
  const flow = workflow('broken');
  const broken = defineNode({
    type: 'broken',
    run: () => {
      throw new Error('down');
    },
  });
  flow.add('it', broken, {}, { plugins: { resilience } });
  return flow.build();
}

/** A node that hangs on its first call, with what it leases, and is called again when the time of that attempt is out. */
export function hangingWorkflow(): Workflow {
  const flow = workflow('hanging');
  let calls = 0;
  const hanging = defineResourceNode({
    type: 'hanging',
    resources: { store },
    outputs: { rows: port<number>() },
    run: (_inputs, { resources }) =>
      ++calls === 1 ? new Promise<never>(() => undefined) : { rows: resources.store.rows },
  });
  const stated: ResiliencePolicy = {
    ...{ retry: { attempts: 2, backoff: 'none' }, timeoutMs: 50 },
    ...{ bulkhead: { concurrent: 1 }, breaker: { failures: 1 } },
  };
  flow.add('it', hanging, {}, { plugins: { resilience: stated } });
  return flow.build();
}
