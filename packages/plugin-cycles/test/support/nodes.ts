import { defineNode, type NodeContext, port, Routed } from '@tenon/core';

/** Counts: `value` plus `step`, from 0 by 1. */
export const counter = defineNode({
  type: 'counter',
  inputs: { value: port<number>().default(0), step: port<number>().default(1) },
  outputs: { value: port<number>() },
  run: ({ value, step }) => ({ value: value + step }),
});

/** Does with its number what a test says, from 0. */
export function computing(
  compute: (value: number, context: NodeContext) => number | PromiseLike<number>,
) {
  return defineNode({
    type: 'computing',
    inputs: { value: port<number>().default(0) },
    outputs: { value: port<number>() },
    run: ({ value }, context) => {
      const answer = compute(value, context);
      return typeof answer === 'number'
        ? { value: answer }
        : Promise.resolve(answer).then((later) => ({ value: later }));
    },
  });
}

/** Hands a number on through `low` while it is below a limit, through `high` from then on. */
export function forked(limit: number) {
  return defineNode({
    type: 'forked',
    inputs: { value: port<number>() },
    outputs: { low: port<number>(), high: port<number>() },
    routes: { ports: ['low', 'high'], multiple: false },
    run: ({ value }) => new Routed({ low: value, high: value }, [value < limit ? 'low' : 'high']),
  });
}
