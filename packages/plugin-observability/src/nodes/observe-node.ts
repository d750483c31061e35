import { type Invoke, isThenable, type NodeWrapper, type NodeWraps, runOf } from '@tenon/core';
import { OBSERVATION } from '../observation.js';
import type { NodeFacts } from './node-facts.js';
import { NodeVisit } from './node-visit.js';

/**
 * Adds what observes a node: a wrapper around its visits, and one around its attempts where something calls it again. What
 * is asked of `wraps` is asked from inside the wrappers, when every plugin has added its own.
 */
export function observeNode(wraps: NodeWraps, facts: NodeFacts, hasChild: boolean): void {
  wraps.add('observe', (next) => visiting(facts, hasChild || wraps.has('retry'))(next));
  wraps.add('attempt', (next) => (wraps.has('retry') ? attempting(next) : next));
}

/** `isAround`: whether anything that is observed takes place in a visit. */
function visiting(facts: NodeFacts, isAround: boolean): NodeWrapper {
  return (next) => (inputs, context) => {
    const seen = runOf(context).get(OBSERVATION);
    if (seen?.isWatching !== true) return next(inputs, context);
    const visit = new NodeVisit(seen, facts, context);
    if (isAround) seen.surrounds(context, visit);
    return conducted(visit, next, inputs, context);
  };
}

const attempting: NodeWrapper = (next) => (inputs, context) => {
  const visit = runOf(context).get(OBSERVATION)?.around(context);
  // What is left of a visit that is over may still call the node.
  if (visit === undefined || visit.isOver) return next(inputs, context);
  return conducted(visit.attempt(), next, inputs, context);
};

/** Something that is told how a call ends. Never throws. */
interface Conducted {
  /** Calls the function with its span as the active one. */
  call: Invoke extends (...given: infer Given) => infer Answer
    ? (next: Invoke, ...given: Given) => Answer
    : never;
  /** What the call answered is waited for. */
  waits(): void;
  completed(): void;
  failed(error: unknown): void;
}

/** Makes a call, and tells how it ends. The answer is handed on as it is, a promise as one that settles alike. */
function conducted(
  told: Conducted,
  next: Invoke,
  ...[inputs, context]: Parameters<Invoke>
): ReturnType<Invoke> {
  let returned: ReturnType<Invoke>;
  let isPending: boolean;
  try {
    returned = told.call(next, inputs, context);
    isPending = isThenable(returned);
  } catch (error) {
    told.failed(error);
    throw error;
  }
  if (!isPending) {
    told.completed();
    return returned;
  }
  told.waits();
  // A promise of another make may do its work each time it is listened to: the core gets the one that is listened to here.
  return Promise.resolve(returned).then(
    (value) => {
      told.completed();
      return value;
    },
    (error: unknown) => {
      told.failed(error);
      throw error;
    },
  );
}
