import { defineNode, port, Routed } from '@tenon/core';

/** A switch that takes the ports its configuration names: `left`, `right`. All of them carry its input `value`, else 1. */
export function chooser({ multiple = false }: { readonly multiple?: boolean } = {}) {
  return defineNode({
    type: 'choose',
    inputs: { value: port().optional(), take: port<readonly string[]>() },
    outputs: { left: port().optional(), right: port().optional(), note: port().optional() },
    routes: { ports: ['left', 'right'], multiple },
    run: ({ value = 1, take }) =>
      new Routed({ left: value, right: value, note: value }, take, { asked: take }),
  });
}
