import { RuntimeError } from '../errors/runtime-error.js';
import { serviceId } from './service.js';

/** Where a run or a task stands. The last four are final. */
export type TaskStatus = 'pending' | 'running' | 'completed' | 'failed' | 'skipped' | 'aborted';

/** What may follow a status. What never ran may be skipped, aborted or refused (`failed`), but not completed. */
const FOLLOWERS: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  pending: ['running', 'failed', 'skipped', 'aborted'],
  running: ['completed', 'failed', 'skipped', 'aborted'],
  completed: [],
  failed: [],
  skipped: [],
  aborted: [],
};

/** Whether a status is final. */
export function isEnded(status: TaskStatus): boolean {
  return FOLLOWERS[status].length === 0;
}

/** Whether a status may follow another. */
export function follows(from: TaskStatus, to: TaskStatus): boolean {
  return FOLLOWERS[from].includes(to);
}

/** Throws TRACKING_TRANSITION where `to` does not follow `from`. `what` names the run or task. */
export function checkTransition(from: TaskStatus, to: TaskStatus, what: string): void {
  if (follows(from, to)) return;
  const next = isEnded(from) ? 'nothing, as it is final' : FOLLOWERS[from].join(', ');
  throw new RuntimeError(
    'TRACKING_TRANSITION',
    `${what} cannot change from "${from}" to "${to}": what follows is ${next}.`,
    { hint: 'Let one party report each run and task, and each change once.' },
  );
}

/** A change of status. */
export interface TaskChange {
  readonly to: TaskStatus;
  readonly at: Date;
  /** Why it was skipped or aborted. */
  readonly reason?: string;
  /** Code and masked text of what failed it. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** What is known of a run or task beside its name. Frozen; a change makes a new record. */
export interface Progress {
  readonly status: TaskStatus;
  readonly openedAt: Date;
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  readonly reason?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

/** A run as it is opened. */
export interface RunOpening {
  readonly runId: string;
  /** The workflow's name. */
  readonly workflow: string;
  readonly tenant?: string;
  readonly at: Date;
}

/** One visit to a node: `visit` counts from 1, and rises with each iteration of a loop. */
export interface TaskKey {
  readonly runId: string;
  /** The node's path: `node`, or `sub/node` inside a sub-workflow. */
  readonly node: string;
  readonly visit: number;
}

/** What is known of a run. */
export type RunRecord = Omit<RunOpening, 'at'> & Progress;
/** What is known of one visit to a node. */
export type TaskRecord = TaskKey & Progress;

/** The record after a change. Throws TRACKING_TRANSITION where the change does not follow. */
export function changed<R extends Progress>(record: R, change: TaskChange, what: string): R {
  checkTransition(record.status, change.to, what);
  return Object.freeze({
    ...record,
    status: change.to,
    ...(change.to === 'running' ? { startedAt: change.at } : { endedAt: change.at }),
    ...(change.reason === undefined ? {} : { reason: change.reason }),
    ...(change.error === undefined ? {} : { error: change.error }),
  });
}

/**
 * Keeps the records of runs and, where it is asked to, of the visits to their nodes. A host binds its own to keep them
 * in a database; the default is {@link MemoryTaskManager}. Reports may be answered with a promise, which is awaited at
 * the end of the run.
 */
export interface TaskManager {
  /** Opens a run as `pending`. */
  openRun(run: RunOpening): void | PromiseLike<void>;
  /** Changes a run. Throws TRACKING_TRANSITION for an unknown run, or a change that does not follow. */
  changeRun(runId: string, change: TaskChange): void | PromiseLike<void>;
  /** Opens a visit as `pending`. */
  openTask(task: TaskKey, at: Date): void | PromiseLike<void>;
  /** Changes a visit, as `changeRun` does a run. */
  changeTask(task: TaskKey, change: TaskChange): void | PromiseLike<void>;
  run(runId: string): RunRecord | undefined | PromiseLike<RunRecord | undefined>;
  /** Runs in the order they were opened. */
  runs(): Iterable<RunRecord> | PromiseLike<Iterable<RunRecord>>;
  /** The visits of a run in the order they were opened. */
  tasks(runId: string): Iterable<TaskRecord> | PromiseLike<Iterable<TaskRecord>>;
}
export const TaskManager = serviceId<TaskManager>('tenon.TaskManager', {
  methods: ['openRun', 'changeRun', 'openTask', 'changeTask', 'run', 'runs', 'tasks'],
});
