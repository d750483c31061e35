import { type Node, port, type Workflow, workflow } from '@tenon/core';
import {
  defineResource,
  defineResourceNode,
  Resource,
  resource,
  resources,
} from '@tenon/plugin-resources';
import { nodeSpec, pluginSpec } from '@tenon/testing';

interface Counter {
  readonly plus: (value: number) => number;
}

const create = (): Counter => ({ plus: (value) => value + 1 });

/** One that two nodes at most have at a time, and one that all nodes share. */
const define = [
  defineResource<Counter>({
    name: 'single',
    max: 2,
    create: async () => create(),
    check: () => true,
    dispose: async () => {},
  }),
  defineResource<Counter>({ name: 'shared', shared: true, create }),
];

const count = defineResourceNode({
  type: 'count',
  resources: { single: resource<Counter>('single'), shared: resource<Counter>('shared') },
  inputs: { value: port<number>() },
  outputs: { value: port<number>() },
  run: async ({ value }, { resources: { single, shared } }) => ({
    value: shared.plus(single.plus(value)),
  }),
});

const counting = (n: number): Workflow => {
  const flow = workflow('counting');
  const first = flow.add('first', count, { value: n });
  for (const id of ['left', 'right', 'last']) {
    flow.connect(first.out.value, flow.add(id, count).in.value);
  }
  return flow.build();
};

describe('with resources of its own', () => {
  pluginSpec(resources({ define }), { workflow: counting });
});

describe('with resources of the container', () => {
  pluginSpec(resources(), {
    workflow: counting,
    configure: ({ bind }) => {
      for (const one of define) bind(Resource).toConstantValue(one);
    },
  });
});

const waiting: Node = defineResourceNode({
  type: 'waiting',
  resources: { single: resource<Counter>('single') },
  run: (_inputs, { signal }) =>
    new Promise<Record<string, never>>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    }),
});

nodeSpec(count, {
  plugins: [resources({ define })],
  examples: [{ inputs: { value: 1 }, outputs: { value: 3 } }],
});
nodeSpec(waiting, { plugins: [resources({ define })], waits: {} });
