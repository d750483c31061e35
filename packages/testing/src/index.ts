// Builders: runtimes, workflows and nodes for tests.
export { aRuntime, type TestRuntime, type TestRuntimeOptions } from './a-runtime.js';
export { aWorkflow, chainOf, only, type TestWorkflow } from './a-workflow.js';
export { CountingIds } from './counting-ids.js';
// Leaks: what a run must not leave behind, and not show.
export { expectNoSecretIn } from './expect-no-secret-in.js';
export {
  collectGarbage,
  expectNoHandlesLeft,
  expectNoListenersLeft,
  type HeapGrowthOptions,
  heapGrowth,
  unhandledRejectionsDuring,
} from './leaks.js';
export {
  add,
  collect,
  type DeferredVisit,
  deferredNode,
  failing,
  type NodeCall,
  pass,
  sleeping,
  spied,
  value,
} from './nodes.js';
export { RecordingAuditSink } from './recording-audit-sink.js';
export { type LogLine, RecordingLogger } from './recording-logger.js';
// Specs: what holds of every plugin, node and service, in one line.
export type { NodeExample, NodeSpecOptions } from './specs/node/options.js';
export { nodeSpec } from './specs/node-spec.js';
export type { PluginSpecOptions } from './specs/plugin/options.js';
export { pluginSpec } from './specs/plugin-spec.js';
export type { SpecRunner } from './specs/runner.js';
export { type AuditSinkSpecOptions, auditSinkSpec } from './specs/services/audit-sink-spec.js';
export {
  type AnySecretProvider,
  type SecretProviderSpecOptions,
  secretProviderSpec,
} from './specs/services/secret-provider-spec.js';
export {
  type TaskManagerSpecOptions,
  taskManagerSpec,
} from './specs/services/task-manager-spec.js';
// Stand-ins: what sibling plugins do at their core.
export { gates, type LoopDecider, loops } from './stand-ins.js';
export { VERSION } from './version.js';
// Services: time, ids, and what is written.
export { VirtualClock, type VirtualClockOptions } from './virtual-clock.js';
