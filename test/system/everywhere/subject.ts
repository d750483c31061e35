import {
  type Contract,
  defineNode,
  type Node,
  type NodeContext,
  type NodePlacement,
  port,
} from '@tenon/core';

/** What the node under test does at a visit, which counts from 1. It answers outputs, or none for the number after its own. */
type Body = (visit: number, inputs: Inputs, context: NodeContext<unknown, Secrets>) => unknown;

interface Inputs {
  readonly value: number;
  readonly extra?: unknown;
}

type Secrets = { readonly key: 'SYSTEM_KEY' } | Record<never, never>;

/** A node under test, and what a setting is to say of it where it places it. */
export interface Subject {
  readonly node: Node;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly placement?: NodePlacement;
  /** Of every connection into it that brings its value. */
  readonly contract?: Contract;
}

/** A node under test, and the inputs it took. */
interface Counting {
  readonly node: Node;
  readonly taken: readonly Inputs[];
}

/** Makes a node that counts: it takes a number, notes it, and hands the next one on, unless its body says something else. */
type CountingNode = (body?: Body, secrets?: Secrets) => Counting;

/** How a run goes that makes no difference to what is claimed, and takes different paths through the engine. */
export interface Way {
  readonly countingNode: CountingNode;
  /** Whether the run is audited and its events are read. */
  readonly isWatched: boolean;
}

const atOnce: CountingNode = (body, secrets) => counting((answer) => answer(), body, secrets);
const later: CountingNode = (body, secrets) =>
  counting((answer) => Promise.resolve().then(answer), body, secrets);

export const WAYS: readonly Way[] = [atOnce, later].flatMap((countingNode) => [
  { countingNode, isWatched: true },
  { countingNode, isWatched: false },
]);

function counting(
  when: (answer: () => unknown) => unknown,
  body: Body | undefined,
  secrets: Secrets = {},
): Counting {
  const taken: Inputs[] = [];
  const node = defineNode({
    type: 'subject',
    inputs: { value: port<number>(), extra: port().optional() },
    outputs: {
      value: port<number>().optional(),
      success: port().optional(),
      message: port().optional(),
    },
    secrets,
    run: (inputs, context) =>
      when(() => {
        taken.push(inputs);
        return body?.(taken.length, inputs, context) ?? { value: inputs.value + 1 };
      }) as object,
  });
  return { node, taken };
}
