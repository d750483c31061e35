// Workflows: what may be run.

export { copyData, freezeData, isContainer, isPlainObject, ownValue } from './values/data.js';
export { kind, WorkflowBuilder, workflow } from './workflow/builder.js';
export type { Connection, Contract, Source } from './workflow/connection.js';
export { InputHandle, NodeHandle, OutputHandle } from './workflow/handles.js';
export type { Loop, LoopCondition, LoopLimits, LoopOutputs, LoopView } from './workflow/loop.js';
export type {
  Activate,
  ActivationOptions,
  CompiledNodeSpec,
  Conduct,
  FunctionNodeSpec,
  HandlerNodeSpec,
  NodeBody,
  NodeForm,
  NodeFunction,
  NodeHandler,
  NodePlace,
  NodeReturn,
  NodeSpec,
  Routes,
  SecretNeed,
} from './workflow/node.js';
export { defineNode, type Node, type NodeDefinition } from './workflow/node.js';
export type { LoopContext, NodeContext } from './workflow/node-context.js';
export { type OffersJsonSchema, offeredJsonSchema } from './workflow/offered-json-schema.js';
export type { ParametersFor, StatedParameters } from './workflow/parameters-for.js';
export { follow, formatPath, type Path, parsePath } from './workflow/path.js';
export type { PluginStatements, StatedForPlugins } from './workflow/plugin-statements.js';
export {
  type ConfigValues,
  type ElementOf,
  type InputValues,
  isPort,
  type OutputValues,
  Port,
  type PortLike,
  type PortMap,
  type PortTable,
  type Presence,
  port,
  type ReadonlyData,
  type ValueOf,
} from './workflow/port.js';
export {
  Routed,
  type RoutedConstructor,
  type RoutedValues,
  type RoutingReason,
} from './workflow/routed.js';
export type { Class, FromJsonSchema, Infer, JsonSchema, Schema } from './workflow/schema.js';
export {
  isSecretValue,
  type SecretLike,
  type SecretMap,
  type SecretValue,
  type SecretValues,
} from './workflow/secret-value.js';
export type {
  BackEdge,
  ConnectionOptions,
  LoopSpec,
  NodeConfig,
  NodePlacement,
  Wire,
  WorkflowInputHandle,
} from './workflow/stated.js';
export { portFlaw, portOf, type StatedPort, statedPort } from './workflow/stated-port.js';
export {
  type ConductedSpec,
  conductedWorkflow,
  type SubWorkflowOptions,
  subWorkflow,
} from './workflow/sub-workflow.js';
export type {
  NodeKind,
  Signature,
  Workflow,
  WorkflowInput,
  WorkflowNode,
  WorkflowOutput,
} from './workflow/workflow.js';

// Runtimes: what runs them.

export type { TrackingLevel } from './builtin/tracking.js';
export type { RunHandle } from './run/run-handle.js';
export type { ResolvedRunOptions, RunArguments, RunOptions } from './run/run-options.js';
export { createRuntime, type Runtime } from './runtime/runtime.js';
export type { RuntimeOptions } from './runtime/runtime-options.js';

// Results: how a run went.

export type { EventOptions, RunEvent, RunEvents } from './run/events/events.js';
export type { NodeNote } from './run/executor/node-note.js';
export type { LoopSummary } from './run/executor/notes.js';
export { type DeclaredOutputs, deliveredTo } from './run/result/declared-outputs.js';
export type {
  NodeOutcome,
  NodeRouting,
  OutcomeReason,
  Outcomes,
  Results,
  RunOutcome,
  RunStatus,
} from './run/result/outcome.js';
export type { RunResult } from './run/result/result.js';
export { RunError } from './run/result/run-error.js';
export type { Explanation, RoutingCause } from './run/result/why.js';

// Dry runs: what a run would do.

export type { DryRun, DryRunOptions, PlannedLoop } from './dry-run/dry-run.js';
export type { DecidingPort, PlannedNode, PlannedNodes } from './dry-run/planned-nodes.js';
export type { Stub, Stubs } from './dry-run/stubs.js';

// Verification: findings as data.

export type { GuardTree } from './verify/guard-tree.js';
export { type GuardPair, type Guards, guardsOf } from './verify/guards.js';
export type { Issue, IssueDetails, IssuePlace, Severity } from './verify/issue.js';
export {
  error as issueError,
  info as issueInfo,
  isIssue,
  warning as issueWarning,
} from './verify/issue.js';
export { type Candidates, NameHints } from './verify/name-hints.js';
export { type Level, nestingOf } from './verify/nesting.js';
export { takesTemplates } from './verify/templates.js';

// Errors: one class, codes in one table.

export { checkOptionNames } from './errors/check-options.js';
export { CORE_CODES, type ErrorCode, type ErrorCodes } from './errors/codes.js';
export {
  type CodeCategory,
  type CodeEntry,
  type CodeFacts,
  type CodesOf,
  type CodeTable,
  defineCodes,
} from './errors/define-codes.js';
export { errorPage } from './errors/error-page.js';
export { didYouMean, nearNames, quoteList } from './errors/near-names.js';
export { type ErrorPlace, RuntimeError, type RuntimeErrorDetails } from './errors/runtime-error.js';
export { describeValue, messageOf } from './values/describe-value.js';

// Plugins: the contract, and the places in the order.

export type { PluginManifest } from './plugin/manifest.js';
export { Plugin, type PluginAcceptance } from './plugin/plugin.js';
export { STAGES, type StageName } from './plugin/stages.js';
export type { UnmatchedOrder } from './plugin/unmatched.js';

// Hooks: the openings.

export type { Calls } from './hooks/calls.js';
export type {
  HookDescription,
  PluginDescription,
  RuntimeDescription,
  TapDescription,
} from './hooks/describe.js';
export { formatDescription } from './hooks/format-description.js';
export type { TapOptions } from './hooks/hook-kind.js';
export { defineHookSet, type HookSet, type HookSetOptions } from './hooks/hook-set.js';
export type { RuntimeHooks } from './hooks/runtime-hooks.js';
export type { AsyncTaps, SyncTaps, TapOnly } from './hooks/tap-only.js';
export {
  BANDS,
  type Band,
  type Invoke,
  type InvokeInputs,
  type InvokeResult,
  type NodeWrapper,
  type NodeWraps,
} from './plan/node-wraps.js';

// Runs, as plugins see them.

export { contentFailure } from './run/executor/accept.js';
export { type Delivery, deliveredBy, deliveriesOf } from './run/executor/deliveries.js';
export { type Execution, executeLocally } from './run/executor/execution.js';
export { isAbortOf } from './run/executor/node-error.js';
export { noteOn } from './run/executor/node-note.js';
export type { VisitCheck } from './run/executor/pace.js';
export {
  onCutOff,
  outerOf,
  pathOf,
  runOf,
  visitContextOf,
  withSignal,
} from './run/executor/visit.js';
export type { Masker } from './run/masking/mask.js';
export { LazyResults } from './run/result/lazy-results.js';
export type { Warning } from './run/run.js';
export { type Run, RunKey, type RunRequest } from './run/run.js';
export {
  type Filling,
  type Supplied,
  type Supply,
  type SupplyPlace,
  type SupplyRank,
  suppliesIn,
} from './run/supply/supplies.js';
export { ignoreRejection, isThenable } from './values/thenable.js';

// Plans: what taps of `plan` add, and what engines read.

export type { Rows } from './graph/rows.js';
export { type StrongComponents, strongComponents } from './graph/strong-components.js';
export type { GateFact, PlanDraft, RegionFact } from './plan/draft.js';
export type { EdgeSource, InputBinding, NodeStep, UnwrappedStep } from './plan/node-step.js';
export type { Plan } from './plan/plan.js';
export type {
  Ending,
  LoopDetails,
  LoopEnd,
  Region,
  RegionController,
  RegionScope,
  RegionSession,
  Verdict,
} from './plan/region.js';
export type { ResolvedWorkflow } from './workflow/resolve.js';
export type { Topology } from './workflow/topology.js';

// Services: what the container holds.

export { type AccessDecision, AccessPolicy, type AccessRequest } from './services/access-policy.js';
export { type AuditEvent, type AuditEventType, AuditSink } from './services/audit-sink.js';
export { Clock, SystemClock, type Timer } from './services/clock.js';
export { Coercion } from './services/coercion.js';
export { HealthPart, type HealthReport, type HealthStatus } from './services/health-part.js';
export { IdSource, UuidSource } from './services/id-source.js';
export {
  LocalResourceGuard,
  type ResourceLimits,
} from './services/local-resource-guard.js';
export {
  ConsoleLogger,
  type LogDetails,
  Logger,
  type LogLevel,
  SilentLogger,
} from './services/logger.js';
export { MemoryTaskManager, type MemoryTaskOptions } from './services/memory-task-manager.js';
export { NodeType, type NodeTypeFactory, NodeTypes } from './services/node-types.js';
export { ResourceGuard, type RunEntry, type RunLease } from './services/resource-guard.js';
export { type ServiceFacts, type Services, serviceId } from './services/service.js';
export {
  type RunOpening,
  type RunRecord,
  type TaskChange,
  type TaskKey,
  TaskManager,
  type TaskRecord,
  type TaskStatus,
} from './services/task-manager.js';
export { VERSION } from './version.js';
