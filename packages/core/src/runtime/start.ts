import type { Container } from 'inversify';
import { access } from '../builtin/access.js';
import { admission } from '../builtin/admission.js';
import { audit } from '../builtin/audit.js';
import { execution } from '../builtin/execution.js';
import { limits } from '../builtin/limits.js';
import { results } from '../builtin/results.js';
import { type OpenRecord, type TrackingLevel, tracking } from '../builtin/tracking.js';
import { RuntimeError } from '../errors/runtime-error.js';
import { HookRegistry } from '../hooks/hook-registry.js';
import { arrowText } from '../plugin/arrows.js';
import { checkPlugin } from '../plugin/check-plugin.js';
import { Plugin } from '../plugin/plugin.js';
import { resolveOrder } from '../plugin/resolve-order.js';
import { applyPlugin, registerPlugin } from '../plugin/run-plugin.js';
import { unmatchedOrders } from '../plugin/unmatched.js';
import { ActiveRun } from '../run/active-run.js';
import { LoopTurn } from '../run/executor/loop-turn.js';
import { BindingRecord, serviceConflict } from '../services/binding-record.js';
import { Clock } from '../services/clock.js';
import { bindDefaults, createChild, loadBindings } from '../services/container.js';
import { IdSource } from '../services/id-source.js';
import { LocalResourceGuard } from '../services/local-resource-guard.js';
import { Logger } from '../services/logger.js';
import { BoundNodeTypes, NodeType, NodeTypes } from '../services/node-types.js';
import { ResourceGuard } from '../services/resource-guard.js';
import { SafeLogger } from '../services/safe-logger.js';
import { createServices, type ExplainFailure } from '../services/service.js';
import { TaskManager } from '../services/task-manager.js';
import { Planner } from './planner.js';
import { checkRuntimeOptions, HOOK_TIMEOUT_MS, type RuntimeOptions } from './runtime-options.js';
import type { RuntimeParts } from './runtime-parts.js';
import { tearDown } from './tear-down.js';

/**
 * The start-up sequence: collect the plugins, solve their order, make their hooks, bind services (plugins, defaults, then
 * the host), apply the plugins in order, seal. Each phase sees all of the one before, and none can be entered again.
 */
export function assemble(options: RuntimeOptions): RuntimeParts {
  checkRuntimeOptions(options);
  const late: {
    planner?: Planner;
    trackingLevel?: TrackingLevel;
    takesParameters?: boolean;
    openRecord?: OpenRecord;
  } = {};

  // Collect and order.
  const plugins = [
    limits(() => late.openRecord),
    access(),
    admission({
      planner: () => late.planner as Planner,
      calls: () => registry.calls,
      takesParameters: () => late.takesParameters === true,
      report: (run, issues) => {
        if (run instanceof ActiveRun) run.issues = issues;
      },
    }),
    audit(),
    tracking({
      levelOf: () => late.trackingLevel ?? 'runs',
      offer: (openRecord) => {
        late.openRecord = openRecord;
      },
    }),
    execution(),
    results(),
    ...(options.plugins ?? []).map((plugin, i) => checkPlugin(plugin, `plugins[${String(i)}]`)),
    ...pluginsOf(options.container),
  ];
  const placed = resolveOrder(plugins);
  const provides = new Set(placed.flatMap(({ plugin }) => plugin.manifest.provides ?? []));
  const addressable = new Set([...provides, ...placed.map(({ plugin }) => plugin.manifest.name)]);
  late.takesParameters = provides.has('parameters');

  // Hooks and services.
  const registry = new HookRegistry(placed);
  const lower = createChild(options.container);
  const upper = createChild(lower);
  const records = { lower: new BindingRecord(), upper: new BindingRecord() };
  const explain: ExplainFailure = (id, asker, cause) =>
    serviceConflict(id, asker, [records.upper, records.lower], cause);
  const lowerIds = placed.flatMap(({ plugin }) => registerPlugin(lower, plugin, records.lower));
  lowerIds.push(...registry.bindInto(lower));
  const { configure } = options;
  const upperIds =
    configure === undefined
      ? []
      : loadBindings(upper, configure, { title: 'The host' }, records.upper);
  const isTaskManagerBound = upper.isBound(TaskManager);
  bindLimits(lower, upper, options, lowerIds);
  lowerIds.push(...bindDefaults(lower));
  late.trackingLevel = options.tracking ?? (isTaskManagerBound ? 'tasks' : 'runs');

  // Apply and seal.
  const services = createServices(upper, 'the runtime', undefined, explain);
  const log = new SafeLogger(services.get(Logger));
  for (const { hint, ...order } of unmatchedOrders(placed.map(({ plugin }) => plugin.manifest))) {
    if (hint !== undefined) log.warn(`${arrowText(order)}, and no plugin has this name. ${hint}`);
  }
  const clock = services.get(Clock);
  const ids = services.get(IdSource);
  const nodeTypes = new BoundNodeTypes(services.getAll(NodeType));
  lower.bind(NodeTypes).toConstantValue(nodeTypes);
  lowerIds.push(NodeTypes);
  const bound = [
    { container: upper, ids: upperIds },
    { container: lower, ids: lowerIds },
  ];
  const seal = () =>
    registry.seal({
      clock,
      hookTimeoutMs: options.hookTimeoutMs ?? HOOK_TIMEOUT_MS,
      observerFailed: (error, run) => {
        if (run instanceof ActiveRun) {
          const { code, message, hint } = error;
          run.warn({ code, message, ...(hint !== undefined && { hint }), cause: error });
        }
        // A run's log masks the secrets of that run.
        const lines = run instanceof ActiveRun ? run.log : log;
        try {
          lines.warn(error.message, { code: error.code });
        } catch {
          // The logger of a host must not throw; where it does, that is not to fail what was observed.
        }
      },
    });
  try {
    for (const { plugin } of placed) {
      applyPlugin(plugin, registry.hooksFor(plugin), registry.servicesFor(plugin, upper, explain));
    }
  } catch (error) {
    seal();
    // What has been opened so far is closed again; the start itself cannot wait for it.
    void tearDown(registry, bound, log);
    throw error;
  }
  seal();
  const planner = new Planner({
    calls: registry.calls,
    services,
    nodeTypes,
    provides,
    addressable,
    isContentAware: options.contentAware ?? true,
  });
  late.planner = planner;
  return {
    registry,
    planner,
    services: { clock, log, turn: new LoopTurn(clock), resolve: (flow) => planner.resolve(flow) },
    hostServices: createServices(upper, 'the host', undefined, explain),
    ids,
    tracksTasks: late.trackingLevel === 'tasks',
    bound,
  };
}

function pluginsOf(container: Container | undefined): Plugin[] {
  if (container === undefined) return [];
  return createServices(container, 'the runtime')
    .getAll(Plugin)
    .map((plugin, i) => checkPlugin(plugin, `Plugin binding ${String(i + 1)} of the container`));
}

/** Makes the default resource guard with the limits that the host states. */
function bindLimits(
  lower: Container,
  upper: Container,
  { limits: stated }: RuntimeOptions,
  ids: unknown[],
): void {
  if (stated === undefined) return;
  if (upper.isBound(ResourceGuard)) {
    throw new RuntimeError(
      'OPTION_INVALID',
      'The option "limits" is for the default resource guard, and another one is bound.',
      { hint: 'State the limits where that guard is made, or do not bind it.' },
    );
  }
  lower.bind(ResourceGuard).toConstantValue(new LocalResourceGuard(stated));
  ids.push(ResourceGuard);
}
