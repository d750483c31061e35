import {
  type ConfigValues,
  type Node,
  type NodeHandle,
  type NodeKind,
  type NodePlacement,
  type Workflow,
  workflow,
} from '@tenon/core';
import { pass, value } from './nodes.js';

/** Puts a workflow together by names alone, where a test does not care for handles and their types. */
export class TestWorkflow {
  readonly #flow;

  constructor(name: string) {
    this.#flow = workflow(name);
  }

  /** Adds a node. */
  node<I, O, S>(
    id: string,
    node: Node<I, O, S>,
    config?: ConfigValues<I> & ConfigValues<S>,
    placement?: NodePlacement,
  ): this;
  node(
    id: string,
    node: NodeKind,
    config?: Readonly<Record<string, unknown>>,
    placement?: NodePlacement,
  ): this;
  node(id: string, node: Node | NodeKind, config?: object, placement?: NodePlacement): this {
    this.#flow.add(id, node, config as never, placement);
    return this;
  }

  /** Connects two ports, `edge('order.total', 'bonus.amount')`; the source may hold a path. */
  edge(source: string, target: string): this {
    const [from, output] = split(source);
    const [to, input] = split(target);
    this.#flow.wire({ from, output, to, input });
    return this;
  }

  build(): Workflow {
    return this.#flow.build();
  }
}

/**
 * Starts a workflow for a test.
 *
 * @example
 * const flow = aWorkflow()
 *   .node('two', value(2))
 *   .node('sum', add, { b: 3 })
 *   .edge('two.value', 'sum.a')
 *   .build();
 */
export function aWorkflow(name = 'test'): TestWorkflow {
  return new TestWorkflow(name);
}

/** A workflow of one node, `only`. */
export function only<I, O, S>(
  node: Node<I, O, S> | NodeKind,
  config?: ConfigValues<I> & ConfigValues<S>,
  placement?: NodePlacement,
): Workflow {
  return aWorkflow()
    .node('only', node as Node<I, O, S>, config, placement)
    .build();
}

/** A chain `n0` → `n1` → … of so many nodes, each handing its input `value` on; `n0` answers 1. */
export function chainOf(length: number, node: Node = pass): Workflow {
  const flow = workflow('chain');
  let last: NodeHandle = flow.add('n0', value(1)) as NodeHandle;
  for (let i = 1; i < length; i++) {
    const next = flow.add(`n${String(i)}`, node);
    flow.connect(last.output('value'), next.input('value'));
    last = next;
  }
  return flow.build();
}

function split(text: string): [node: string, port: string] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text, 'value'] : [text.slice(0, dot), text.slice(dot + 1)];
}
