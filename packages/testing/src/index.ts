// Builders: runtimes, workflows and nodes for tests.
export { aRuntime, type TestRuntime, type TestRuntimeOptions } from './a-runtime.js';
export { aWorkflow, chainOf, only, type TestWorkflow } from './a-workflow.js';
export { TESTING_CODES } from './codes.js';
export { CountingIds } from './counting-ids.js';
// Leaks: what a run must not leave behind, and not show.
export { expectNoLeaks, type LeakOptions, type LeakRound } from './expect-no-leaks.js';
export { expectNoSecretIn } from './expect-no-secret-in.js';
// Faults: what one failure at one moment leads to.
export {
  aFault,
  type Fault,
  type FaultOptions,
  type FaultSettings,
  type FaultSite,
} from './faults/fault.js';
export {
  FAULT_KINDS,
  FAULT_PLACES,
  type FaultKind,
  type FaultPlace,
} from './faults/fault-names.js';
export { type EveryFaultOptions, forEveryFault } from './faults/for-every-fault.js';
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
// Recordings: a run as it went, and the same run again.
export { type Recorded, type RecordOptions, record } from './recording/record.js';
export type {
  Readings,
  RecordedBegin,
  RecordedCall,
  RecordedEnd,
  RecordedEvent,
  RecordedTimer,
  Recording,
} from './recording/recording.js';
export { type ReplayOptions, replay } from './recording/replay.js';
export type { Tape } from './recording/tape.js';
export type { Written } from './recording/written.js';
export { RecordingAuditSink } from './recording-audit-sink.js';
export { type LogLine, RecordingLogger } from './recording-logger.js';
// Schedules: what the order leads to in which nodes begin and complete.
export {
  type Exploration,
  type ExploreOptions,
  exploreSchedules,
} from './schedules/explore-schedules.js';
export { aSchedule, type Schedule, type ScheduleOptions } from './schedules/schedule.js';
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
export { type NodeStub, type NodeStubs, type StubbedCall, stubNodes } from './stub-nodes.js';
export { VERSION } from './version.js';
// Services: time, ids, and what is written.
export { VirtualClock, type VirtualClockOptions } from './virtual-clock.js';
