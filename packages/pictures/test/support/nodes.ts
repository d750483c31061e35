import { defineNode, type Node, port, Routed } from '@tenon/core';

/** Takes any number of values, and answers its number of them. */
export const count = defineNode({
  type: 'count',
  inputs: { values: port().many().optional() },
  outputs: { value: port<number>() },
  run: ({ values }) => ({ value: (values as readonly unknown[] | undefined)?.length ?? 0 }),
});

/** Halves a number. */
export const halve = defineNode({
  type: 'halve',
  inputs: { x: port<number>() },
  outputs: { x: port<number>(), error: port<number>() },
  run: ({ x }) => ({ x: x / 2, error: x / 2 }),
});

/** A switch between `left` and `right` that always takes one of them. */
export function taking(...taken: readonly string[]): Node {
  return defineNode({
    type: 'either',
    inputs: { value: port().optional() },
    outputs: { left: port(), right: port() },
    routes: { ports: ['left', 'right'], multiple: true },
    run: () => new Routed({ left: 1, right: 2 }, taken as readonly ('left' | 'right')[]),
  }) as Node;
}

/** Fails with a message. */
export function failingWith(message: string): Node {
  return defineNode({
    type: 'fail',
    inputs: { value: port().optional() },
    outputs: { value: port() },
    run: () => {
      throw new Error(message);
    },
  }) as Node;
}
