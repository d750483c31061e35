import type { ActiveRun } from '../run/active-run.js';
import type { RunResult } from '../run/result/result.js';

/** A run that goes on, and what will come of it. */
export interface RunningRun {
  readonly run: ActiveRun;
  readonly result: Promise<RunResult>;
}

/** The runs of a runtime that go on. Each knows its place, so that to come and to go takes no looking up. */
export class RunningRuns {
  readonly #entries: (RunningRun & { place: number })[] = [];

  /** Takes a run in. Answers what takes it out again, once. */
  add(run: ActiveRun, result: Promise<RunResult>): () => void {
    const entry = { run, result, place: this.#entries.length };
    this.#entries.push(entry);
    return () => this.#remove(entry);
  }

  /** Those that go on now. */
  all(): readonly RunningRun[] {
    return [...this.#entries];
  }

  /** The last takes the place of the one that goes. */
  #remove(entry: RunningRun & { place: number }): void {
    const last = this.#entries.pop();
    if (last === undefined || last === entry) return;
    this.#entries[entry.place] = last;
    last.place = entry.place;
  }
}
