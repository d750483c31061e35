import { setTimeout as delay } from 'node:timers/promises';
import { ASYNC_BODIES, BODIES, type Given } from './bodies.js';
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
