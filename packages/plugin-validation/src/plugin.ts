import { Coercion, type Issue, isThenable, type Plugin, STAGES } from '@tenon/core';
import { Admission } from './checks/admit.js';
import { DeclaredOutputs } from './checks/declared-outputs.js';
import { checksOf } from './checks/node-checks.js';
import { checking } from './checks/wrap-node.js';
import { Contracts } from './contracts/compile-contract.js';
import { CollectedContracts, ContractRegistry, registryOf } from './contracts/contract-registry.js';
import { ValidationHooks } from './hooks.js';
import { MemoryMetrics, ValidationMetrics } from './metrics/metrics.js';
import { checkOptions, type ValidationOptions } from './options.js';
import type { RuleKit } from './rules/subject.js';
import { verifyValues } from './rules/verify.js';
import { Schemas } from './schemas/compile-schema.js';
import { VERSION } from './version.js';

const NAME = 'validation';

/**
 * Step 4: verifies workflows beyond their structure, and checks values while nodes run: schemas of ports, contracts and
 * policies of connections. Throws OPTION_INVALID, naming each option that is wrong.
 *
 * @example
 * const runtime = createRuntime({ plugins: [validation({ mode: 'strict' })] });
 * for (const issue of runtime.verify(pricing)) console.log(issue.message);
 */
export function validation(given?: ValidationOptions): Plugin {
  const { mode = 'warn', timing = false } = checkOptions(given);
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION, stage: STAGES.validation, provides: ['validation'] },
    publishes: [ValidationHooks],

    register({ bind, isBound }) {
      const metrics = new MemoryMetrics();
      bind(MemoryMetrics).toConstantValue(metrics);
      if (!isBound(ValidationMetrics)) bind(ValidationMetrics).toConstantValue(metrics);
      if (!isBound(ContractRegistry)) {
        bind(ContractRegistry).toConstantValue(new CollectedContracts());
      }
    },

    apply(hooks, services) {
      const calls = services.get(ValidationHooks.calls);
      const metrics = services.get(MemoryMetrics);
      services.get(ValidationMetrics); // what is bound and is none keeps the runtime from starting
      const registry = registryOf(services);
      const schemas = new Schemas();
      const contracts = new Contracts(registry, schemas);
      const kit: RuleKit = { mode, schemas, contracts, coercion: services.tryGet(Coercion) };
      const admission = new Admission(kit);

      hooks.verify.tap(NAME, (issues, workflow) => {
        const found = verifyValues(workflow, kit);
        return found.length === 0 ? undefined : [...issues, ...found];
      });

      hooks.admit.tapPromise(NAME, (issues, request, run) => {
        const add = (found: readonly Issue[]) =>
          found.length === 0 ? undefined : [...issues, ...found];
        const found = admission.admit(request, run);
        return isThenable(found) ? found.then(add) : add(found);
      });

      hooks.review.tap(NAME, (issues, workflow) => calls.issues?.(issues, workflow));

      if (mode === 'off') return;
      const outputs = new DeclaredOutputs(schemas, mode === 'strict');
      hooks.results.tapPromise(NAME, (_results, run) => outputs.check(run)?.then(() => undefined));

      hooks.node.tap(NAME, (wraps, step, plan) => {
        const checks = checksOf(step, plan, schemas, contracts);
        if (checks === undefined) return;
        const { type } = step.definition;
        const { checked } = calls;
        wraps.add(
          'check',
          checking(checks, {
            isStrict: mode === 'strict',
            metrics,
            count: metrics.of(type),
            type,
            checked,
            isTimed: timing || checked !== null,
          }),
        );
      });
    },
  });
}
