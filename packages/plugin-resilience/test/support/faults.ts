import { defineNode, type NodeContext, port } from '@tenon/core';

/** What a call of a {@link faultyNode} does: answers, throws, rejects, or something of its own. */
export type Act = 'ok' | 'throw' | 'reject' | ((context: NodeContext) => unknown);

/** The error of a call that was made to fail. */
export class Fault extends Error {
  readonly code: string;

  constructor(call: number, code = 'FAULT') {
    super(`call ${String(call)}`);
    this.code = code;
  }
}

/** A node whose calls, counted from 1, do what `act` says. Its output is the number of the call that answered. */
export function faultyNode(act: (call: number) => Act, type = 'faulty') {
  const contexts: NodeContext[] = [];
  const node = defineNode({
    type,
    inputs: { value: port().optional() },
    outputs: { value: port<number>() },
    run: (_inputs, context) => {
      contexts.push(context);
      const call = contexts.length;
      const what = act(call);
      if (what === 'ok') return { value: call };
      if (what === 'throw') throw new Fault(call);
      if (what === 'reject') return Promise.reject(new Fault(call));
      return what(context) as never;
    },
  });
  return {
    node,
    contexts,
    get calls() {
      return contexts.length;
    },
  };
}

/** Fails at exactly these calls, at once or later. */
export const failsAt =
  (calls: readonly number[], how: 'throw' | 'reject' = 'reject') =>
  (call: number): Act =>
    calls.includes(call) ? how : 'ok';

/** Fails at all calls. */
export const failsAlways = (): Act => 'reject';
