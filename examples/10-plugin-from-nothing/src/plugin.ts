import { Clock, type Plugin } from '@tenon/core';
import { CircuitStore, MemoryCircuits } from './circuit-store.js';
import { type GuardKit, guard } from './guard.js';
import { BreakerHooks } from './hooks.js';
import { type BreakerOptions, checkOptions } from './options.js';

const NAME = 'breaker';
/** The version in `package.json`; a test compares them. */
export const VERSION = '1.0.0';

/** Does not call nodes of some types for a while when they have failed too often in a row. */
export function breaker(given: BreakerOptions): Plugin {
  const { types = [], failures = 5, restMs = 30_000 } = checkOptions(given);
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION, after: ['access'] },
    publishes: [BreakerHooks],

    register({ bind, isBound }) {
      if (!isBound(CircuitStore)) bind(CircuitStore).toResolvedValue(() => new MemoryCircuits());
    },

    apply(hooks, services) {
      const kit: GuardKit = {
        patience: { failures, restMs },
        clock: services.get(Clock),
        store: services.get(CircuitStore),
        calls: services.get(BreakerHooks.calls),
      };
      hooks.node.tap(NAME, (wraps, { id: node, definition: { type } }, plan) => {
        if (!types.includes(type)) return;
        wraps.add('limit', guard(kit, { type, node, workflow: plan.workflow.name }));
      });
    },
  });
}
