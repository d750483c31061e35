import { type NodeContext, type Plugin, pathOf, type Routed } from '@tenon/core';
import type { NodeCall } from './nodes.js';

const NAME = 'stub-nodes';

/** What a node answers in a test: outputs, the ports it takes, or a function in place of its own. */
export type NodeStub =
  | Readonly<Record<string, unknown>>
  | Routed
  | ((inputs: NodeCall['inputs'], context: NodeContext) => unknown);

/** One call of a node's function, stubbed or not. */
export interface StubbedCall extends NodeCall {
  /** The ids that lead to the node: `sub/node`. */
  readonly node: string;
  readonly isStubbed: boolean;
}

/** Stubs for the nodes of workflows as they are. */
export interface NodeStubs {
  /** Brings them into a runtime. */
  readonly plugin: Plugin;
  /** The calls of all nodes, in order. */
  readonly calls: readonly StubbedCall[];
  /** Those of one node, by the ids that lead to it. */
  readonly callsOf: (node: string) => readonly StubbedCall[];
  /** Stubs that no node has asked for: misspelt, or of nodes that did not run. */
  readonly unused: () => readonly string[];
}

/**
 * Answers in place of some nodes of a workflow, and notes the calls of all of them. The workflow stays as it is, so that the
 * one that goes into production is the one that is tested. Stubs stand where the node's own function would, by the ids that
 * lead to it: retries, time limits and checks apply to them.
 *
 * @example
 * const stubs = stubNodes({ fetch: { body: '[]' }, 'mail/send': () => { throw new Error('down'); } });
 * const { runtime } = aRuntime({ plugins: [stubs.plugin] });
 */
export function stubNodes(answers: Readonly<Record<string, NodeStub>> = {}): NodeStubs {
  const stubs = new Map(Object.entries(answers));
  const calls: StubbedCall[] = [];
  const plugin: Plugin = {
    manifest: { name: NAME, version: '1.0.0' },
    apply(hooks) {
      hooks.node.tap(NAME, (wraps) =>
        wraps.add('body', (next) => (inputs, context) => {
          const node = pathOf(context).join('/');
          const stub = stubs.get(node);
          calls.push({ node, inputs, context, isStubbed: stub !== undefined });
          if (stub === undefined) return next(inputs, context);
          return (typeof stub === 'function' ? stub(inputs, context) : stub) as never;
        }),
      );
    },
  };
  const callsOf = (node: string) => calls.filter((call) => call.node === node);
  const unused = () => [...stubs.keys()].filter((node) => callsOf(node).length === 0);
  return Object.freeze({ plugin, calls, callsOf, unused });
}
