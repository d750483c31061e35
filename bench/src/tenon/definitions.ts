import { defineNode, kind, type Node, type NodeKind, port, Routed } from '@tenon/core';
import type { Order } from '../duties/order.js';
import { SECRET, weightOf } from '../duties/templates.js';
import type { Given } from '../workloads/bodies.js';
import { type Body, bodyOf } from '../workloads/body-of.js';
import type { Duty, GraphNode } from '../workloads/workload.js';

const NUMBER = port<number>();
const INPUTS = {
  one: { value: NUMBER },
  three: { a: NUMBER, b: NUMBER, c: NUMBER },
  many: { values: NUMBER.many() },
};

/** Answers the definition of a node: one for each function, as a workflow's nodes share their types. */
export function definitions(duty: Duty): (node: GraphNode) => Node | NodeKind {
  const known = new Map<string, Node | NodeKind>();
  return (node) => {
    const { role, arity, body, isAsync, delayMs } = node;
    const type = [role, arity, body, isAsync ? 'async' : 'sync', delayMs].join('-');
    let definition = known.get(type);
    if (definition === undefined) {
      definition = definitionOf(type, node, duty);
      known.set(type, definition);
    }
    return definition;
  };
}

function definitionOf(type: string, node: GraphNode, duty: Duty): Node | NodeKind {
  const { role, arity } = node;
  if (role === 'branch' || role === 'merge') return kind(role);
  if (role === 'switch') return switching(type, node);
  const body = bodyOf(node);
  if (duty === 'templates') return templated(type, body);
  const run = duty === 'orders' ? handOn(body) : body;
  return defineNode({
    type,
    inputs: INPUTS[arity] as unknown as Record<string, never>,
    outputs: { value: NUMBER },
    run: run as (inputs: unknown) => Given,
  });
}

/**
 * Takes the left port for an even value, and the right one for an odd one. Where the node is asynchronous it is one `async`
 * function, as its body is elsewhere.
 */
function switching(type: string, node: GraphNode): Node {
  const body = bodyOf({ ...node, isAsync: false });
  const choose = (given: unknown) => {
    const { value } = body(given) as Given;
    return (value & 1) === 0
      ? new Routed({ value, left: value }, ['left'])
      : new Routed({ value, right: value }, ['right']);
  };
  return defineNode({
    type,
    inputs: INPUTS[node.arity] as unknown as Record<string, never>,
    outputs: { value: NUMBER, left: NUMBER, right: NUMBER },
    routes: { ports: ['left', 'right'], multiple: false },
    run: node.isAsync ? async (given) => choose(given) : choose,
  }) as Node;
}

/** Orders travel instead of numbers: the body counts in their ids. */
function handOn(body: Body): (inputs: { readonly value: Order }) => { readonly value: Order } {
  return ({ value: order }) => {
    const { value: id } = body({ value: order.id }) as Given;
    return { value: { ...order, id } };
  };
}

/** Takes two configured texts, a parameter and a secret beside its value. */
function templated(type: string, body: Body): Node {
  const text = port<string>();
  return defineNode({
    type,
    inputs: { value: NUMBER, path: text, title: text, rate: NUMBER },
    outputs: { value: NUMBER },
    secrets: { key: SECRET.name },
    run: ({ value, path, title, rate }, { secrets: { key } }) => {
      const given = body({ value }) as Given;
      return { value: given.value + weightOf(path, title, rate, key.reveal()) };
    },
  }) as Node;
}
