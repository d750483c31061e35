import { type AuditEvent, type AuditSink, MemoryTaskManager, type TaskChange } from '@tenon/core';

/** Counts by name. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** The counts, by name in order. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

const ENDS: Readonly<Record<string, string>> = {
  runCompleted: 'completed',
  runFailed: 'failed',
  runAborted: 'aborted',
  runRefused: 'refused',
};

/** Counts how runs end, and holds on to those only that have begun and not ended. */
export class CountingAudit implements AuditSink {
  readonly ends = new Tally();
  readonly started = new Set<string>();
  /** Events that a trail must not have: of nodes outside a run, or behind its end. */
  misplaced = 0;

  append({ type, runId }: AuditEvent): void {
    const end = ENDS[type];
    if (type === 'runStarted') this.started.add(runId);
    else if (end !== undefined) {
      this.ends.add(end);
      this.started.delete(runId);
    } else if (!this.started.has(runId)) this.misplaced++;
  }
}

/** Counts how records end, and keeps a few. */
export class CountingTasks extends MemoryTaskManager {
  readonly ends = new Tally();
  readonly #open = new Set<string>();

  constructor() {
    super({ runs: 100, tasksPerRun: 20 });
  }

  /** Records of runs that have been opened and not ended. */
  get openRuns(): number {
    return this.#open.size;
  }

  override openRun(run: Parameters<MemoryTaskManager['openRun']>[0]): void {
    super.openRun(run);
    this.#open.add(run.runId);
  }

  override changeRun(runId: string, change: TaskChange): void {
    super.changeRun(runId, change);
    if (change.to === 'running') return;
    this.#open.delete(runId);
    this.ends.add(change.to);
  }
}
