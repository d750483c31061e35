import { RuntimeError } from '../errors/runtime-error.js';
import { describeValue } from '../values/describe-value.js';
import { BoundedHistory } from './bounded-history.js';
import {
  changed,
  checkTransition,
  follows,
  isEnded,
  type Progress,
  type RunOpening,
  type RunRecord,
  type TaskChange,
  type TaskKey,
  type TaskManager,
  type TaskRecord,
} from './task-manager.js';

/** How much a {@link MemoryTaskManager} keeps. */
export interface MemoryTaskOptions {
  /** Ended runs that are kept; the oldest go first, with their tasks. Default 1,000. */
  readonly runs?: number;
  /** Ended tasks that are kept of each run, the oldest going first. Default 10,000. */
  readonly tasksPerRun?: number;
}

/**
 * Keeps records in memory: everything in progress, and a bounded number of what has ended. Changes are checked, so that
 * every run and task goes through its states once. Records are put together when somebody reads them.
 */
export class MemoryTaskManager implements TaskManager {
  readonly #runs: BoundedHistory<TrackedRun>;
  readonly #mostTasks: number;

  /** Throws OPTION_INVALID for a bound that is no number from 0 on. */
  constructor({ runs = 1_000, tasksPerRun = 10_000 }: MemoryTaskOptions = {}) {
    this.#runs = new BoundedHistory(checkBound('runs', runs));
    this.#mostTasks = checkBound('tasksPerRun', tasksPerRun);
  }

  openRun(run: RunOpening): void {
    if (this.#runs.opened(run.runId) !== undefined) {
      throw unknown(`The run "${run.runId}"`, 'is open already');
    }
    this.#runs.add(run.runId, new TrackedRun(run, this.#mostTasks));
  }

  changeRun(runId: string, change: TaskChange): void {
    this.#tracked(runId).change(change, () => `The run "${runId}"`);
    if (isEnded(change.to)) this.#runs.close(runId);
  }

  openTask(task: TaskKey, at: Date): void {
    const { tasks } = this.#tracked(task.runId);
    const key = keyOf(task);
    if (tasks.opened(key) !== undefined) throw unknown(titleOf(task), 'is open already');
    tasks.add(key, new Tracked<TaskKey>(task, at));
  }

  changeTask(task: TaskKey, change: TaskChange): void {
    const { tasks } = this.#tracked(task.runId);
    const key = keyOf(task);
    const tracked = tasks.opened(key) ?? tasks.get(key);
    if (tracked === undefined) throw unknown(titleOf(task), 'is not known');
    tracked.change(change, () => titleOf(task));
    if (isEnded(change.to)) tasks.close(key);
  }

  run(runId: string): RunRecord | undefined {
    return this.#runs.get(runId)?.record();
  }

  runs(): RunRecord[] {
    return this.#runs.all().map((run) => run.record());
  }

  tasks(runId: string): TaskRecord[] {
    return (
      this.#runs
        .get(runId)
        ?.tasks.all()
        .map((task) => task.record()) ?? []
    );
  }

  #tracked(runId: string): TrackedRun {
    const run = this.#runs.opened(runId) ?? this.#runs.get(runId);
    if (run === undefined) throw unknown(`The run "${runId}"`, 'is not known');
    return run;
  }
}

/** A run or task with where it stands. */
class Tracked<S extends object> {
  readonly #subject: S;
  readonly #openedAt: Date;
  #start: TaskChange | undefined;
  #end: TaskChange | undefined;

  constructor(subject: S, openedAt: Date) {
    this.#subject = subject;
    this.#openedAt = openedAt;
  }

  /** Throws TRACKING_TRANSITION where the change does not follow. */
  change(change: TaskChange, what: () => string): void {
    const status = this.#end?.to ?? this.#start?.to ?? 'pending';
    if (!follows(status, change.to)) checkTransition(status, change.to, what());
    if (isEnded(change.to)) this.#end = change;
    else this.#start = change;
  }

  record(): S & Progress {
    let record: S & Progress = { ...this.#subject, status: 'pending', openedAt: this.#openedAt };
    if (this.#start !== undefined) record = changed(record, this.#start, '');
    if (this.#end !== undefined) record = changed(record, this.#end, '');
    Object.freeze(record);
    return record;
  }
}

class TrackedRun extends Tracked<Omit<RunOpening, 'at'>> {
  readonly #mostTasks: number;
  #tasks: BoundedHistory<Tracked<TaskKey>> | undefined;

  constructor({ runId, workflow, tenant, at }: RunOpening, mostTasks: number) {
    super(tenant === undefined ? { runId, workflow } : { runId, workflow, tenant }, at);
    this.#mostTasks = mostTasks;
  }

  /** Tasks in the order they were opened; most runs track none. */
  get tasks(): BoundedHistory<Tracked<TaskKey>> {
    return (this.#tasks ??= new BoundedHistory(this.#mostTasks));
  }
}

/** Any node id is a key of its own, whatever characters it holds: the number comes first. */
function keyOf({ node, visit }: TaskKey): string {
  return `${visit} ${node}`;
}

function titleOf({ node, visit }: TaskKey): string {
  return `Visit ${visit} to the node "${node}"`;
}

function checkBound(name: string, value: number): number {
  if (typeof value === 'number' && value >= 0) return value;
  throw new RuntimeError('OPTION_INVALID', `"${name}" cannot be ${describeValue(value)}.`, {
    hint: 'Give a number from 0 on, or Infinity for no bound.',
  });
}

function unknown(what: string, how: string): RuntimeError {
  return new RuntimeError('TRACKING_TRANSITION', `${what} ${how}.`, {
    hint: 'Open each run and task once, before its first change.',
  });
}
