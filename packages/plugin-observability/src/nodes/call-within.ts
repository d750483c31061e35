import { type Context, context as contexts } from '@opentelemetry/api';
import type { Invoke, InvokeInputs, NodeContext } from '@tenon/core';
import type { Observation } from '../observation.js';

/**
 * Calls a node's function with a context as the active one, so that spans it makes itself are children of that one's. Where
 * nobody keeps the active context it is called as it is: asynchronous storage slows every `await` of a process.
 */
export function callWithin(
  inside: Context | undefined,
  { trace }: Observation,
  next: Invoke,
  inputs: InvokeInputs,
  context: NodeContext,
): ReturnType<Invoke> {
  if (inside === undefined || trace?.hasActiveContext !== true) return next(inputs, context);
  return contexts.with(inside, next, undefined, inputs, context);
}
