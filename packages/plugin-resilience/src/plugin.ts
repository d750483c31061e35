import { Clock, HealthPart, NodeTypes, type Plugin } from '@tenon/core';
import { Breakers, MemoryBreakers } from './breaker/breakers.js';
import { breakersHealth } from './breaker/breakers-health.js';
import { Bulkheads } from './bulkhead/bulkheads.js';
import { ResilienceHooks } from './hooks.js';
import type { Kit } from './kit.js';
import { checkOptions, type ResilienceOptions } from './options.js';
import { NAME, policyOf } from './policy/policy-of.js';
import { ACCEPTS } from './policy/schema.js';
import { ENGINE_RANDOM, RandomSource } from './random-source.js';
import { verifyPolicies } from './verify.js';
import { VERSION } from './version.js';
import { wrapNode } from './wrap-node.js';

/**
 * Retries, time-outs of attempts, circuit breakers, bulkheads and fallbacks of nodes, as the options, workflows, node types
 * and nodes state them. Where nothing is stated, nothing is added. Throws OPTION_INVALID, naming each option that is wrong.
 *
 * @example
 * const runtime = createRuntime({
 *   plugins: [resilience({ types: { 'http-request': { retry: { attempts: 4 }, timeoutMs: 2_000 } } })],
 * });
 * flow.add('price', fetchPrice, {}, { plugins: { resilience: { breaker: { failures: 3 } } } });
 */
export function resilience(given?: ResilienceOptions): Plugin {
  const options = checkOptions(given);
  return Object.freeze<Plugin>({
    manifest: {
      name: NAME,
      version: VERSION,
      // A span around an attempt ends with it, also where its time is out.
      after: ['observability'],
      before: ['audit'],
      provides: [NAME],
    },
    publishes: [ResilienceHooks],
    accepts: ACCEPTS,

    register({ bind, isBound }) {
      if (!isBound(RandomSource)) bind(RandomSource).toConstantValue(ENGINE_RANDOM);
      if (!isBound(Breakers)) bind(Breakers).toResolvedValue(() => new MemoryBreakers());
      bind(HealthPart).toResolvedValue(breakersHealth, [Breakers, Clock]);
    },

    apply(hooks, services) {
      const kit: Kit = {
        clock: services.get(Clock),
        random: services.get(RandomSource),
        breakers: services.get(Breakers),
        bulkheads: new Bulkheads(),
        calls: services.get(ResilienceHooks.calls),
      };

      const types = services.get(NodeTypes);

      hooks.verify.tap(NAME, (issues, workflow) => {
        const found = verifyPolicies(workflow, { options, types });
        return found.length === 0 ? undefined : [...issues, ...found];
      });

      hooks.node.tap(NAME, (wraps, step, plan) => {
        const { node, definition } = step;
        const policy = policyOf({ node, definition, workflow: plan.workflow }, options);
        wrapNode(wraps, step, plan, policy, kit, { types, services });
      });
    },
  });
}
