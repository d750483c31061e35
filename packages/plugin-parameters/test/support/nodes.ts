import { defineNode, port, Routed, type SecretMap } from '@tenon/core';

/** Answers what it got of its optional inputs `a` and `b`, as its output `got`. */
export const got = defineNode({
  type: 'got',
  inputs: { a: port().optional(), b: port().optional() },
  outputs: { got: port<Readonly<Record<string, unknown>>>() },
  run: (inputs) => ({ got: { ...inputs } }),
});

/** Answers its settings, as its output `got`. */
export const settled = defineNode({
  type: 'settled',
  settings: { a: port().optional(), script: port<string>().raw().optional() },
  outputs: { got: port<Readonly<Record<string, unknown>>>() },
  run: (_inputs, { settings }) => ({ got: { ...settings } }),
});

/** A switch that takes the port its configuration names. */
export const chooser = defineNode({
  type: 'chooser',
  inputs: { take: port<string>() },
  outputs: { left: port(), right: port() },
  routes: { ports: ['left', 'right'], multiple: false },
  run: ({ take }) => new Routed({ left: 'left', right: 'right' }, [take]),
});

/** Asks for secrets and does with them what a test says. */
export function asking(
  secrets: SecretMap,
  use: (held: Readonly<Record<string, { reveal(): string } | undefined>>) => unknown,
) {
  return defineNode({
    type: 'asking',
    inputs: { value: port().optional() },
    outputs: { value: port().optional() },
    secrets,
    run: (_inputs, context) => {
      const value = use(context.secrets);
      return value instanceof Promise
        ? value.then((late: unknown) => ({ value: late }))
        : { value };
    },
  });
}
