import { defineNode, port, Routed, type Schema } from '@tenon/core';

/** Hands its input `value`, which has a schema, on. */
export function taking<const S extends Schema>(schema: S) {
  return defineNode({
    type: 'taking',
    inputs: { value: port(schema) },
    outputs: { value: port() },
    run: ({ value }) => ({ value }),
  });
}

/** Answers a value as its output `value`, which has a schema. */
export function giving(schema: Schema, answer: unknown, later = false) {
  return defineNode({
    type: 'giving',
    outputs: { value: port(schema) },
    run: () => (later ? Promise.resolve({ value: answer }) : { value: answer }) as never,
  });
}

/** A switch that takes the port that its configuration names. */
export const choosing = defineNode({
  type: 'choosing',
  inputs: { take: port<string>(), value: port().optional() },
  outputs: { left: port(), right: port() },
  routes: { ports: ['left', 'right'], multiple: false },
  run: ({ take, value }) => new Routed({ left: value, right: value }, [take]),
});

/** Takes two values, and answers both. */
export const both = defineNode({
  type: 'both',
  inputs: { a: port(), b: port() },
  outputs: { value: port() },
  run: ({ a, b }) => ({ value: [a, b] }),
});
