/**
 * Every name that traces and metrics show, in one place: what dashboards and alerts are built on. A name that is changed
 * here is a breaking change.
 */

/** What spans are called. A node's name is its id, which the author of a workflow has given. */
export const SPANS = Object.freeze({
  run: (workflow: string) => `run ${workflow}`,
  node: (id: string) => `node ${id}`,
  attempt: 'attempt',
});

/** Attributes of spans and their events, and labels of metrics. */
export const ATTRIBUTES = Object.freeze({
  /** The id of the run. On the run's span only, and never on a metric. */
  runId: 'tenon.run.id',
  /** `completed`, `failed`, `aborted` or `refused`. */
  runStatus: 'tenon.run.status',
  /** How many warnings the run ended with. */
  runWarnings: 'tenon.run.warnings',
  /** `queued` or `running`. */
  runState: 'tenon.run.state',
  /** The name of the workflow; on a node's span, of the one that the node stands in. */
  workflow: 'tenon.workflow.name',
  nodeId: 'tenon.node.id',
  nodeType: 'tenon.node.type',
  /** The ids that lead to a node of a sub-workflow: `each[2]/fetch`. */
  nodePath: 'tenon.node.path',
  /** `completed`, `failed` or `aborted`. */
  nodeStatus: 'tenon.node.status',
  /** The innermost loop around the node. */
  loopId: 'tenon.loop.id',
  /** The iteration of that loop, from 1. */
  loopIteration: 'tenon.loop.iteration',
  /** Iterations of the loops around that one, the outermost first. */
  loopOuter: 'tenon.loop.outer_iterations',
  /** Which call of the node's function it is, from 1. */
  attempt: 'tenon.attempt.number',
  /** The code of an error of Tenon, the name of any other. As OpenTelemetry has it. */
  errorType: 'error.type',
});

/** Events of a run's span. */
export const EVENTS = Object.freeze({
  /** A node failed: with its id, the workflow it stands in, and the error's type and message. */
  nodeFailed: 'tenon.node.failed',
});

/** Metrics. Durations are in seconds, as OpenTelemetry has them. */
export const METRICS = Object.freeze({
  /** Histogram, s: runs from their start to their end, by workflow, status and error. */
  runDuration: 'tenon.run.duration',
  /** Up-down counter: the runs there are, by state. */
  activeRuns: 'tenon.run.active',
  /** Histogram, s: visits to nodes, by workflow, type, node and status. */
  nodeDuration: 'tenon.node.duration',
  /** Counter: calls of a node's function beyond the first of a visit, by workflow, type and node. */
  retries: 'tenon.node.retries',
});

/** What a label reads where it would be one too many. */
export const OTHER = 'other';
