import { type NodeReturn, type PortLike, port } from '@tenon/core';
import {
  defineResourceNode,
  type ResourceContext,
  type ResourceMap,
  type ResourceNeed,
} from '@tenon/plugin-resources';
import type { Thing } from './things.js';

type Ports = { readonly value: PortLike };

/** A node that leases one thing, and does what a test says with it; what it answers is its output `value`. */
export function leasingNode(
  need: ResourceNeed<Thing>,
  work: (
    thing: Thing,
    context: ResourceContext<unknown, unknown, { readonly thing: ResourceNeed<Thing> }>,
  ) => unknown,
) {
  return leasingAll({ thing: need }, (context) => work(context.resources.thing, context));
}

/** A node that leases several resources. */
export function leasingAll<const R extends ResourceMap>(
  resources: R,
  work: (context: ResourceContext<unknown, unknown, R>) => unknown,
) {
  return defineResourceNode({
    type: 'leasing',
    resources,
    inputs: { value: port().optional() },
    outputs: { value: port().optional() },
    run: (_inputs, context): NodeReturn<Ports> => {
      const answer = work(context);
      return answer instanceof Promise
        ? answer.then((value: unknown) => ({ value }))
        : { value: answer };
    },
  });
}
