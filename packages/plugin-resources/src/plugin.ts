import { Clock, HealthPart, Logger, type Plugin } from '@tenon/core';
import { checkOptions, type ResourcesOptions } from './options.js';
import { declaration, Resource } from './resource.js';
import { resourcesHealth } from './resources-health.js';
import { Resources } from './resources-service.js';
import { RuntimeResources } from './runtime-resources.js';
import { verifyNeeds } from './verify.js';
import { VERSION } from './version.js';

const NAME = 'resources';
/** Milliseconds that all resources together may take to be disposed of. */
const DISPOSE_MS = 20_000;

/**
 * Database pools, HTTP agents and clients, which nodes lease: made on first use, shared by the runs of a runtime, checked,
 * replaced when broken, and disposed of with the runtime. Throws OPTION_INVALID, naming each option that is wrong.
 *
 * @example
 * const runtime = createRuntime({ plugins: [resources({ define: [db, agent] })] });
 * runtime.services.get(Resources).stats(); // leases, who waits, what broke
 */
export function resources(given?: ResourcesOptions): Plugin {
  const { define = [], disposeTimeoutMs = DISPOSE_MS } = checkOptions(given);
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION, provides: ['resources'] },

    register({ bind, isBound }) {
      const own = new RuntimeResources();
      bind(RuntimeResources).toConstantValue(own);
      if (!isBound(Resources)) bind(Resources).toConstantValue(own);
      bind(HealthPart).toResolvedValue(resourcesHealth, [Resources]);
    },

    apply(hooks, services) {
      const own = services.get(RuntimeResources);
      own.open({
        declared: [...new Set([...define, ...services.getAll(Resource)])].map(declaration),
        clock: services.get(Clock),
        log: services.get(Logger),
        services,
      });

      hooks.verify.tap(NAME, (issues, workflow) => {
        const found = verifyNeeds(workflow, own.declared);
        return found.length === 0 ? undefined : [...issues, ...found];
      });

      // It has a time limit of its own.
      hooks.dispose.tapPromise({ name: NAME, timeoutMs: Number.POSITIVE_INFINITY }, () =>
        own.close(disposeTimeoutMs),
      );
    },
  });
}
