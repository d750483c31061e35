import type { Ending, Region, RegionScope } from '../../plan/region.js';
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
  details: Readonly<Record<string, unknown>> = {};

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
    const step = this.#frame.plan.indexOf.get(node);
    if (step === undefined || step < this.#region.start || step >= this.#region.end)
      return undefined;
    return completedOutputs(this.#frame, step);
  }

  report(details: Readonly<Record<string, unknown>>): void {
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
