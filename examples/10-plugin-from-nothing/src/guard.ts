import { type Calls, type Clock, type NodeWrapper, RuntimeError } from '@tenon/core';
import { afterFailure, CLOSED, isOpen, type Patience } from './circuit.js';
import type { CircuitStore } from './circuit-store.js';
import type { BreakerHooks } from './hooks.js';

/** What all guards of a runtime share. */
export interface GuardKit {
  readonly patience: Patience;
  readonly clock: Clock;
  readonly store: CircuitStore;
  readonly calls: Calls<ReturnType<typeof BreakerHooks.create>>;
}

/** The node that a guard stands before. */
export interface Place {
  readonly type: string;
  readonly node: string;
  readonly workflow: string;
}

/** Lets a node be called while the circuit of its type is closed, and notes how it ended. */
export function guard({ patience, clock, store, calls }: GuardKit, place: Place): NodeWrapper {
  const { type, node, workflow } = place;
  return (next) => async (inputs, context) => {
    if (isOpen(store.read(type), patience, clock.now())) {
      throw new RuntimeError('BREAKER_OPEN', `Nodes of type "${type}" have failed too often.`, {
        hint: `They are called again ${patience.restMs} ms after the last failure.`,
        where: { node, workflow },
      });
    }
    try {
      const outputs = await next(inputs, context);
      store.write(type, CLOSED);
      return outputs;
    } catch (error) {
      // What was told to stop has not failed.
      if (!context.signal.aborted && calls.counts?.(true, error) !== false) {
        const circuit = afterFailure(store.read(type), clock.now());
        store.write(type, circuit);
        if (circuit.failures === patience.failures) calls.opened?.(type, circuit.failures);
      }
      throw error;
    }
  };
}
