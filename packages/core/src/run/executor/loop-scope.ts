import type { Ending, LoopDetails, Region, RegionScope } from '../../plan/region.js';
import { completedOutputs } from '../result/outcome.js';
import type { Run } from '../run.js';
import type { Frame } from './frame.js';
import type { Inputs } from './gather.js';

/** What a region's controller knows of the run of the loop it controls. */
export class LoopScope implements RegionScope {
  readonly #frame: Frame;
  readonly #region: Region;
  readonly #end: (ending: Ending) => void;
  #isClosed = false;
  /** The node that was asked for last, and its step. */
  #asked: string | undefined;
  #askedStep: number | undefined;
  details: LoopDetails = {};

  constructor(frame: Frame, region: Region, end: (ending: Ending) => void) {
    this.#frame = frame;
    this.#region = region;
    this.#end = end;
  }

  get id(): string {
    return this.#region.id;
  }

  get run(): Run {
    return this.#frame.run;
  }

  get iteration(): number {
    return this.#frame.state.iteration[this.#region.index] as number;
  }

  get elapsedMs(): number {
    const startedAt = this.#frame.loops?.memories.get(this.#region.index)?.startedAt ?? 0;
    return this.#frame.run.clock.now() - startedAt;
  }

  outputsOf(node: string): Readonly<Inputs> | undefined {
    // Conditions ask for the same node again and again.
    if (node !== this.#asked) {
      this.#asked = node;
      this.#askedStep = this.#frame.plan.indexOf.get(node);
    }
    const step = this.#askedStep;
    if (step === undefined || step < this.#region.start || step >= this.#region.end)
      return undefined;
    // When the loop has ended, a step stands as its last completed visit, of whatever iteration that was.
    const { state } = this.#frame;
    const isOfThisIteration =
      (state.completedIn[step] as number) >= (state.turn[this.#region.index] as number);
    return isOfThisIteration ? completedOutputs(this.#frame, step) : undefined;
  }

  get isWatched(): boolean {
    return this.#frame.run.events !== undefined;
  }

  progress(details?: LoopDetails): void {
    const { run } = this.#frame;
    if (this.#isClosed || run.events === undefined) return;
    run.events.emit({
      type: 'loopIterated',
      loop: this.path,
      iteration: this.iteration,
      details: run.mask?.value(details) ?? details,
    });
  }

  /** The loop's id with the sub-workflow nodes that lead to it: `sub/loop`. */
  get path(): string {
    return [...this.#frame.path, this.#region.id].join('/');
  }

  report(details: LoopDetails): void {
    this.details = details;
  }

  end(ending: Ending): void {
    if (!this.#isClosed) this.#end(ending);
  }

  /** The run of the loop is over: a late call to end it means nothing. */
  close(): void {
    this.#isClosed = true;
  }
}
