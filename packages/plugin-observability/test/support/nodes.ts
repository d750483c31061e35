import type { TracerProvider } from '@opentelemetry/api';
import {
  type Conduct,
  conductedWorkflow,
  defineNode,
  type Node,
  port,
  type Workflow,
  workflow,
} from '@tenon/core';

/** A workflow of nodes in a row that hand their `value` on from one to the next: a node like them where it is one. */
export function row(name: string, nodes: Readonly<Record<string, Node>>): Workflow {
  const flow = workflow(name, {
    inputs: { value: port() },
    outputs: { value: port().optional() },
  });
  const handles = Object.entries(nodes).map(([id, node]) => flow.add(id, node));
  const [first] = handles;
  const last = handles.at(-1);
  if (first === undefined || last === undefined) throw new Error('A row has nodes.');
  flow.input('value').to(first.input('value'));
  for (const [i, handle] of handles.slice(1).entries()) {
    flow.connect((handles[i] ?? first).output('value'), handle.input('value'));
  }
  flow.output('value', last.output('value'));
  return flow.build();
}

/** Runs a workflow for each of its `items`, all at once, in activations that bear a label each or none. */
export function each(inner: Workflow, { labelled = true } = {}): Node {
  const conduct: Conduct = (activate) => async (inputs, context) => {
    const { items } = inputs as { readonly items: readonly unknown[] };
    const results = items.map(async (item, i) =>
      activate({ value: item }, context, labelled ? { label: String(i) } : {}),
    );
    return { value: await Promise.all(results) };
  };
  return conductedWorkflow({
    type: 'each',
    workflow: inner,
    inputs: { items: port<readonly unknown[]>().default([1, 2, 3]), value: port().optional() },
    outputs: { value: port() },
    conduct,
  });
}

/** A node that makes a span of its own, `work`, as a library that it calls would; and hands its input `value` on. */
export function working(
  provider: TracerProvider,
  { later = false }: { readonly later?: boolean } = {},
): Node {
  const work = (value: unknown) => {
    provider.getTracer('library').startSpan('work').end();
    return { value };
  };
  return defineNode({
    type: 'working',
    inputs: { value: port().optional() },
    outputs: { value: port().optional() },
    run: ({ value }) => (later ? Promise.resolve().then(() => work(value)) : work(value)) as never,
  });
}

/** A node that fails at its first calls, so many in all, and then hands its input `value` on. */
export function failingFirst(times: number, { later = false } = {}): Node {
  let left = times;
  return defineNode({
    type: 'failing-first',
    inputs: { value: port().optional() },
    outputs: { value: port().optional() },
    run: ({ value }) => {
      if (left-- <= 0) return { value };
      const error = new TypeError('not yet');
      if (later) return Promise.reject(error) as never;
      throw error;
    },
  });
}
