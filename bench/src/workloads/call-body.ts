import { setTimeout as delay } from 'node:timers/promises';
import { type Arity, ASYNC_BODIES, BODIES, type BodyTypes, type Given } from './bodies.js';
import type { GraphNode } from './workload.js';

/** The body of a node. `inputs` is an object of `value`, of `a`, `b` and `c`, or of `values`, by the node's arity. */
export type Body = (inputs: unknown) => Given | Promise<Given>;

/** The function that a node calls, which waits first where the node is to wait. */
export function bodyOf({ arity, body, isAsync, delayMs }: GraphNode): Body {
  const found = (isAsync ? ASYNC_BODIES : BODIES)[arity][body] as unknown as Body | undefined;
  if (found === undefined) throw new Error(`There is no body ${String(body)}.`);
  if (delayMs === 0) return found;
  return async (inputs) => {
    await delay(delayMs);
    return found(inputs);
  };
}

/** Calls a node's body with the values of its parents, which stand in `values` by node. */
export type CallBody = (values: ArrayLike<number>) => Given | Promise<Given>;

/** The call of a node, with its inputs put together by hand. */
export function callBodyOf(node: GraphNode): CallBody {
  const { arity, parents } = node;
  const [first = -1, second = -1, third = -1] = parents;
  switch (arity) {
    case 'one': {
      const run: Run<'one'> = bodyOf(node);
      return first < 0
        ? () => run({ value: 0 })
        : (values) => run({ value: values[first] as number });
    }
    case 'three': {
      const run: Run<'three'> = bodyOf(node);
      return (values) =>
        run({
          a: values[first] as number,
          b: values[second] as number,
          c: values[third] as number,
        });
    }
    case 'many': {
      const run: Run<'many'> = bodyOf(node);
      return (values) => run({ values: parents.map((parent) => values[parent] as number) });
    }
  }
}

type Run<A extends Arity> = (inputs: Parameters<BodyTypes[A]>[0]) => Given | Promise<Given>;
