import { defineNode, port } from '@tenon/core';

/** Answers what it got of its optional inputs `a` and `b`, as its output `got`. */
export const got = defineNode({
  type: 'got',
  inputs: { a: port().optional(), b: port().optional() },
  outputs: { got: port<Readonly<Record<string, unknown>>>() },
  run: (inputs) => ({ got: { ...inputs } }),
});

/** Needs both of its inputs `a` and `b`. */
export const both = defineNode({
  type: 'both',
  inputs: { a: port(), b: port() },
  outputs: { got: port() },
  run: ({ a, b }) => ({ got: [a, b] }),
});

/** The port of a number. */
export const NUMBER = { value: port<number>() };
