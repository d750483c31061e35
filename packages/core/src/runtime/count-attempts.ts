import type { AttemptCounter } from '../plan/node-wraps.js';
import { Visit } from '../run/executor/visit.js';
import type { NodeContext } from '../workflow/node-context.js';

/**
 * Counts how often each visit calls the node's function, for its outcome: from 0 on, where the wrappers that retry are
 * entered, and by one right inside them. Stands nowhere where there are none.
 */
export function attemptCounter(): AttemptCounter {
  const counts = new WeakMap<NodeContext, number>();
  const note = (context: NodeContext, count: number) => {
    counts.set(context, count);
    // What is left of a visit that was given up on says nothing about the present one.
    if (context instanceof Visit && !context.isCancelled) {
      context.frame.note().attempts.set(context.step.index, count);
    }
  };
  return {
    visit: (next) => (inputs, context) => {
      note(context, 0);
      return next(inputs, context);
    },
    attempt: (next) => (inputs, context) => {
      note(context, (counts.get(context) ?? 0) + 1);
      return next(inputs, context);
    },
  };
}
