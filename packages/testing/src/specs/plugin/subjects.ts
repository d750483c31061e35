import { defineNode, type Node, type Plugin, port, type Workflow, workflow } from '@tenon/core';
import { turn } from '../expectations.js';

/** Makes the workflow with a number, so that two of them have different data. */
export type WorkflowOf = (n: number) => Workflow;

const io = { value: port<number>() };

const start: Node<unknown, { readonly value: typeof io.value }> = defineNode({
  type: 'spec-start',
  inputs: { n: port<number>() },
  outputs: io,
  run: ({ n }) => ({ value: n }),
}) as never;

const later = defineNode({
  type: 'spec-later',
  inputs: io,
  outputs: io,
  run: async ({ value }) => {
    await turn();
    return { value: value + 1 };
  },
});

const both = defineNode({
  type: 'spec-both',
  inputs: { values: port<number>().many() },
  outputs: { value: port<{ readonly sum: number }>() },
  run: ({ values }) => ({ value: { sum: values.reduce((sum, value) => sum + value, 0) } }),
});

const failing = defineNode({
  type: 'spec-failing',
  inputs: io,
  outputs: io,
  run: () => {
    throw new Error('This node fails in every run of a spec.');
  },
});

const ORDINARY = 'spec-ordinary';

/** What any plugin meets: a synchronous node, two that take a turn, and one that waits for both. */
export const ordinary: WorkflowOf = (n) => {
  const flow = workflow(ORDINARY);
  const first = flow.add('first', start, { n });
  const sum = flow.add('sum', both);
  for (const id of ['left', 'right']) {
    const node = flow.add(id, later);
    flow.connect(first.output('value'), node.input('value'));
    flow.connect(node.output('value'), sum.input('values'));
  }
  return flow.build();
};

/** What the nodes of {@link ordinary} answer where nobody interferes. */
export function ordinaryResults(n: number): Readonly<Record<string, unknown>> {
  return {
    first: { value: n },
    left: { value: n + 1 },
    right: { value: n + 1 },
    sum: { value: { sum: 2 * n + 2 } },
  };
}

/** A run that fails: one node throws, and one depends on it. */
export const failed: WorkflowOf = (n) => {
  const flow = workflow('spec-failed');
  const first = flow.add('first', start, { n });
  const broken = flow.add('broken', failing);
  const after = flow.add('after', later);
  flow.connect(first.output('value'), broken.input('value'));
  flow.connect(broken.output('value'), after.input('value'));
  return flow.build();
};

/** Hands the id of a run, a number, to the first node of {@link ordinary}: runs of one plan then have data of their own. */
export const idAsInput: Plugin = Object.freeze<Plugin>({
  manifest: { name: 'spec-id-as-input', version: '1.0.0', after: ['parameters'] },
  apply(hooks) {
    hooks.prepare.tap('spec-id-as-input', (request, { id }) => {
      if (request.workflow.name !== ORDINARY) return undefined;
      const place = { within: [], node: 'first', name: 'n', rank: 'addressed' } as const;
      return { ...request, supplies: [...request.supplies, { ...place, value: Number(id) }] };
    });
  },
});

/** The same workflow as another object, for which a runtime makes a plan of its own. */
export function again(of: Workflow): Workflow {
  return Object.freeze({ ...of });
}
