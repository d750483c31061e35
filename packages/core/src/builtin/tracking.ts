import type { RuntimeError } from '../errors/runtime-error.js';
import { pathText } from '../plan/node-step.js';
import type { Plugin } from '../plugin/plugin.js';
import { STAGES } from '../plugin/stages.js';
import type { NodeOutcome, RunStatus } from '../run/result/outcome.js';
import { type Run, RunKey } from '../run/run.js';
import {
  type TaskChange,
  type TaskKey,
  TaskManager,
  type TaskStatus,
} from '../services/task-manager.js';
import { isThenable } from '../values/thenable.js';
import { VERSION } from '../version.js';
import { Unanswered } from './unanswered.js';

const NAME = 'tracking';
const TRACK = new RunKey<Track>(NAME);

/** What is tracked: `runs`, each visit of each node as well, or nothing. */
export type TrackingLevel = 'off' | 'runs' | 'tasks';

const ENDS: Readonly<Record<RunStatus, TaskStatus>> = {
  completed: 'completed',
  failed: 'failed',
  aborted: 'aborted',
  refused: 'failed',
};

/** Puts a run on record as `pending` before step 6 comes to it. */
export type OpenRecord = (run: Run) => PromiseLike<void> | undefined;

/** What {@link tracking} is told once it is known, and what it tells. */
export interface TrackingParts {
  readonly levelOf: () => TrackingLevel;
  /** Handed what opens a record ahead of time; not called where nothing is tracked. */
  readonly offer?: (openRecord: OpenRecord) => void;
}

/** Step 6: keeps the records of runs, and of visits where they are asked for, in the bound task manager. */
export function tracking({ levelOf, offer }: TrackingParts): Plugin {
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION, stage: STAGES.tracking },
    apply(hooks, services) {
      const level = levelOf();
      if (level === 'off') return;
      const manager = services.get(TaskManager);

      const trackOf = (run: Run) => {
        const track = run.get(TRACK) ?? new Track(run, manager);
        run.set(TRACK, track);
        return track;
      };
      offer?.((run) => (run.isDryRun ? undefined : trackOf(run).open()));

      hooks.prepare.tapPromise(NAME, (_request, run) =>
        run.isDryRun ? undefined : trackOf(run).start(),
      );

      if (level === 'tasks') {
        hooks.nodeStarted.tap(NAME, (step, run) => run.get(TRACK)?.started(pathText(step)));
        hooks.nodeSettled.tap(NAME, (outcome, step, run) => {
          run.get(TRACK)?.settled(pathText(step), outcome);
        });
      }

      hooks.settled.tapPromise(NAME, ({ status, error }, run) => {
        if (run.isDryRun) return undefined;
        const track = run.get(TRACK);
        // A run that was refused before it came here is on record all the same.
        return track === undefined
          ? new Track(run, manager).refuse(ENDS[status], error)
          : track.close(ENDS[status], error);
      });
    },
  });
}

/** One visit on record. */
interface Task {
  readonly key: TaskKey;
  /** The last report of it, while the manager owes an answer: the next one waits for that. */
  last: PromiseLike<unknown> | undefined;
}

/** The records of one run. What the manager answers later is waited for at the end. */
interface Tasks {
  /** Visits that have begun and not ended, by the path of their node. */
  readonly running: Map<string, Task>;
  /** How often each node has been visited. */
  readonly visits: Map<string, number>;
}

class Track {
  readonly #run: Run;
  readonly #manager: TaskManager;
  #unanswered: Unanswered | undefined;
  /** Whether the run is on record under its id; another run may have that id already. */
  #isOpen = false;
  /** What the manager still owes a run that was put on record ahead of time. */
  #opening: PromiseLike<void> | undefined;
  /** The visits, where they are tracked. */
  #tasks: Tasks | undefined;

  constructor(run: Run, manager: TaskManager) {
    this.#run = run;
    this.#manager = manager;
  }

  /** Puts the run on record ahead of time: it is going to wait. */
  open(): PromiseLike<void> | undefined {
    const opened = this.#openRun(this.#run.clock.date());
    if (opened !== undefined) this.#opening = this.#hold(opened);
    return this.#opening;
  }

  start(): PromiseLike<undefined> | undefined {
    const { id, clock } = this.#run;
    const at = clock.date();
    const opened = this.#isOpen ? undefined : (this.#opening ?? this.#openRun(at));
    const started =
      opened === undefined
        ? this.#manager.changeRun(id, { to: 'running', at })
        : opened.then(() => this.#manager.changeRun(id, { to: 'running', at: clock.date() }));
    return isThenable(started) ? this.#hold(started) : undefined;
  }

  async refuse(status: TaskStatus, error: RuntimeError | undefined): Promise<void> {
    await this.#openRun(this.#run.clock.date());
    await this.close(status, error);
  }

  started(node: string): void {
    const task = this.#opened(node);
    this.#tracked().running.set(node, task);
    this.#change(task, { to: 'running', at: this.#run.clock.date() });
  }

  settled(node: string, { status, reason, error }: NodeOutcome): void {
    const { running } = this.#tracked();
    const task = running.get(node) ?? this.#opened(node);
    running.delete(node);
    this.#change(task, this.#ending(status, error, reason));
  }

  close(status: TaskStatus, error: RuntimeError | undefined): void | PromiseLike<void> {
    const change = this.#ending(status, error);
    const unanswered = this.#unanswered;
    if (unanswered === undefined || unanswered.isEmpty) return this.#end(change);
    return unanswered
      .settled()
      .then(() => this.#end(change))
      .then(() => {
        // What was never opened has refused the run, and said so.
        if (this.#isOpen) unanswered.throwIfFailed();
      });
  }

  #hold(answer: PromiseLike<unknown>): PromiseLike<undefined> {
    return (this.#unanswered ??= new Unanswered()).hold(answer);
  }

  #end(change: TaskChange): void | PromiseLike<void> {
    return this.#isOpen ? this.#manager.changeRun(this.#run.id, change) : undefined;
  }

  #tracked(): Tasks {
    return (this.#tasks ??= { running: new Map(), visits: new Map() });
  }

  #openRun(at: Date): PromiseLike<void> | undefined {
    const { id, workflow, options } = this.#run;
    const { tenant } = options;
    const opened = this.#manager.openRun({
      runId: id,
      workflow: workflow.name,
      at,
      ...(tenant !== undefined && { tenant }),
    });
    if (isThenable(opened)) {
      return opened.then(() => {
        this.#isOpen = true;
      });
    }
    this.#isOpen = true;
    return undefined;
  }

  #opened(node: string): Task {
    const { visits } = this.#tracked();
    const visit = (visits.get(node) ?? 0) + 1;
    visits.set(node, visit);
    const task: Task = {
      key: Object.freeze({ runId: this.#run.id, node, visit }),
      last: undefined,
    };
    const at = this.#run.clock.date();
    this.#report(task, () => this.#manager.openTask(task.key, at));
    return task;
  }

  #change(task: Task, change: TaskChange): void {
    this.#report(task, () => this.#manager.changeTask(task.key, change));
  }

  /** Reports of one visit reach the manager one after another, whatever time it takes. */
  #report(task: Task, act: () => void | PromiseLike<void>): void {
    const answer = task.last === undefined ? act() : task.last.then(act);
    task.last = isThenable(answer) ? this.#hold(answer) : undefined;
  }

  #ending(to: TaskStatus, error: RuntimeError | undefined, reason?: string): TaskChange {
    const at = this.#run.clock.date();
    if (reason === undefined && error === undefined) return { to, at };
    return {
      to,
      at,
      ...(reason !== undefined && { reason }),
      ...(error !== undefined && { error: { code: error.code, message: error.message } }),
    };
  }
}
