import { type Clock, defineNode, type NodeContext, port } from '@tenon/core';

/** A node that always answers one value, as its output `value`. */
export function value<const T>(answer: T) {
  return defineNode({
    type: 'value',
    outputs: { value: port<T>() },
    run: () => ({ value: answer }) as never,
  });
}

/** Adds its inputs `a` and `b`; `value` is the sum. */
export const add = defineNode({
  type: 'add',
  inputs: { a: port<number>(), b: port<number>() },
  outputs: { value: port<number>() },
  run: ({ a, b }) => ({ value: a + b }),
});

/** Hands its input `value` on. */
export const pass = defineNode({
  type: 'pass',
  inputs: { value: port() },
  outputs: { value: port() },
  run: ({ value: given }) => ({ value: given }),
});

/** Collects whatever is connected to its input `values` into a list, its output `value`. */
export const collect = defineNode({
  type: 'collect',
  inputs: { values: port().many() },
  outputs: { value: port<readonly unknown[]>() },
  run: ({ values }) => ({ value: values }),
});

/** A node that throws what it is given, whatever that is. With `later`, it rejects with it. */
export function failing(thrown: unknown, { later = false }: { readonly later?: boolean } = {}) {
  return defineNode({
    type: 'failing',
    inputs: { value: port().optional() },
    outputs: { value: port().optional() },
    run: () => {
      if (later) return Promise.reject(thrown);
      throw thrown;
    },
  });
}

/**
 * A node that comes back after `ms` milliseconds with its input `value`; at once, with the signal's reason, when it is told
 * to stop. With `ignoresAbort` it sleeps on.
 */
export function sleeping(
  clock: Clock,
  ms: number,
  { ignoresAbort = false }: { readonly ignoresAbort?: boolean } = {},
) {
  return defineNode({
    type: 'sleeping',
    inputs: { value: port().optional() },
    outputs: { value: port().optional() },
    run: ({ value: given }, { signal }) =>
      new Promise((resolve, reject) => {
        const wake = () => {
          signal.removeEventListener('abort', stop);
          resolve({ value: given });
        };
        const timer = clock.timer(ms, wake);
        const stop = () => {
          timer.cancel();
          reject(signal.reason as Error);
        };
        if (ignoresAbort) return;
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true });
      }),
  });
}

/** One visit to a node that a test looks at. */
export interface NodeCall {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly context: NodeContext;
}

/** A node that notes its visits, and hands its input `value` on or answers what `run` does. */
export function spied(run?: (inputs: NodeCall['inputs'], context: NodeContext) => unknown) {
  const calls: NodeCall[] = [];
  const node = defineNode({
    type: 'spied',
    inputs: { value: port().optional() },
    outputs: { value: port().optional() },
    run: (inputs, context) => {
      calls.push({ inputs, context });
      return (run === undefined ? { value: inputs.value } : run(inputs, context)) as never;
    },
  });
  return { node, calls };
}

/** A visit to a {@link deferredNode} that the test settles. */
export interface DeferredVisit extends NodeCall {
  resolve(value?: unknown): void;
  reject(thrown: unknown): void;
}

/** A node whose visits settle when the test says so: `visits[0].resolve(7)` makes 7 its output `value`. */
export function deferredNode() {
  const visits: DeferredVisit[] = [];
  const node = defineNode({
    type: 'deferred',
    inputs: { value: port().optional() },
    outputs: { value: port().optional() },
    run: (inputs, context) =>
      new Promise((resolve, reject) => {
        visits.push({
          inputs,
          context,
          resolve: (answer) => resolve({ value: answer }),
          reject: (thrown) => reject(thrown),
        });
      }),
  });
  return { node, visits };
}
