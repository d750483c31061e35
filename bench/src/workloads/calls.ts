import { setTimeout as delay } from 'node:timers/promises';
import { type Arity, ASYNC_BODIES, BODIES, type BodyTypes, type Given } from './bodies.js';
import type { GraphNode } from './workload.js';

/** Calls a node's body with the values of its parents, which stand in `values` by node. */
export type Call = (values: ArrayLike<number>) => Given | Promise<Given>;

/** The call of each node, with its inputs put together by hand. */
export function callsOf(nodes: readonly GraphNode[]): Call[] {
  return nodes.map((node) => (node.delayMs > 0 ? delayed(node, callOf(node)) : callOf(node)));
}

/** Bodies that may answer at once or later. */
type Bodies = {
  readonly [A in Arity]: readonly ((
    inputs: Parameters<BodyTypes[A]>[0],
  ) => Given | Promise<Given>)[];
};

function callOf({ arity, body, parents, isAsync }: GraphNode): Call {
  const bodies: Bodies = isAsync ? ASYNC_BODIES : BODIES;
  const [first = -1, second = -1, third = -1] = parents;
  switch (arity) {
    case 'one': {
      const run = at(bodies.one, body);
      return first < 0
        ? () => run({ value: 0 })
        : (values) => run({ value: values[first] as number });
    }
    case 'three': {
      const run = at(bodies.three, body);
      return (values) =>
        run({
          a: values[first] as number,
          b: values[second] as number,
          c: values[third] as number,
        });
    }
    case 'many': {
      const run = at(bodies.many, body);
      return (values) => run({ values: parents.map((parent) => values[parent] as number) });
    }
  }
}

function delayed({ delayMs }: GraphNode, call: Call): Call {
  return async (values) => {
    await delay(delayMs);
    return call(values);
  };
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`There is no body ${String(index)}.`);
  return item;
}
