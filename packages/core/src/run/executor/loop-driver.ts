import { RuntimeError } from '../../errors/runtime-error.js';
import type { Ending, LoopEnd, Region, RegionSession, Verdict } from '../../plan/region.js';
import { describeValue, messageOf } from '../../values/describe-value.js';
import { ignoreRejection, isThenable } from '../../values/thenable.js';
import type { Frame } from './frame.js';
import { LoopMemory } from './loop-memory.js';
import { LoopScope } from './loop-scope.js';
import type { LoopNotes, StepNotes } from './notes.js';

/** What a loop driver needs of the executor. */
export interface LoopHost {
  /** A controller ends its loop from outside an iteration. */
  endRegion(region: Region, ending: Ending): void;
  /** A loop failed by its controller's word. */
  loopFailed(error: RuntimeError): void;
}

/** One run of a loop. */
interface LoopRun {
  readonly scope: LoopScope;
  session: RegionSession;
  /** How it is to end that was told to while nobody could be asked. */
  told: Ending | undefined;
}

/** Speaks with the controllers of one activation's loops: begins their sessions, asks them, and keeps how loops ended. */
export class LoopDriver {
  readonly #frame: Frame;
  readonly #notes: LoopNotes;
  readonly #host: LoopHost;
  /** By region: its current run, while there is one. */
  readonly #runs: (LoopRun | undefined)[];
  #isBeginning = false;

  constructor(frame: Frame, notes: LoopNotes, host: LoopHost) {
    this.#frame = frame;
    this.#notes = notes;
    this.#host = host;
    this.#runs = frame.plan.regions.map(() => undefined);
  }

  /** Begins a run of a loop. Answers how it is to end where its controller says so before the first iteration. */
  entered(region: Region): Ending | undefined {
    const { run, state } = this.#frame;
    for (const edge of region.back) state.backLive[edge] = 0;
    this.#notes.memories.set(region.index, new LoopMemory(run.clock.now()));
    const scope = new LoopScope(this.#frame, region, (ending) =>
      this.#host.endRegion(region, this.#endingOf(region, ending)),
    );
    const entry: LoopRun = { scope, session: NO_SESSION, told: undefined };
    this.#runs[region.index] = entry;
    try {
      this.#isBeginning = true;
      const session: unknown = region.controller.begin(scope);
      if (!isSession(session)) throw noSession(session);
      entry.session = session;
    } catch (error) {
      entry.told = this.#failure(region, error);
    } finally {
      this.#isBeginning = false;
    }
    return entry.told;
  }

  /** Whether a controller is being asked to begin: an ending it states then is not yet one of an open region. */
  get isBeginning(): boolean {
    return this.#isBeginning;
  }

  /** Back edges hand over what their sources hold at the end of an iteration. */
  turned({ handed, start, end }: Region): void {
    const { plan, backOutputs, outputs, notes } = this.#frame;
    for (let i = 0; i < handed.length; i++) {
      const edge = handed[i] as number;
      backOutputs[edge] = outputs[plan.back.source[edge] as number];
    }
    if (notes !== undefined) forgetCutOff(notes, start, end);
  }

  decide(region: Region): Verdict | PromiseLike<Verdict> {
    const entry = this.#runs[region.index] as LoopRun;
    try {
      const verdict = entry.told ?? entry.session.decide(entry.scope);
      if (verdict === 'again' && entry.told === undefined) return verdict;
      return this.#answered(region, entry, verdict);
    } catch (error) {
      return this.#failure(region, error);
    }
  }

  #answered(
    region: Region,
    entry: LoopRun,
    verdict: Verdict | PromiseLike<Verdict>,
  ): Verdict | PromiseLike<Verdict> {
    if (!isThenable(verdict)) return this.#checked(region, entry, verdict);
    return Promise.resolve(verdict).then(
      (later) => this.#checked(region, entry, later),
      (error: unknown) => this.#failure(region, error),
    );
  }

  /** What a controller answered, unless it ended the loop while it was asked. */
  #checked(region: Region, { told }: LoopRun, verdict: unknown): Verdict {
    return told ?? (verdict === 'again' ? verdict : this.#endingOf(region, verdict));
  }

  /** An end that a controller states; the loop fails where it is none. */
  #endingOf(region: Region, stated: unknown): Ending {
    try {
      const ending = endingIn(stated);
      if (ending !== undefined) return ending;
    } catch (error) {
      return this.#failure(region, error);
    }
    return this.#failure(region, new TypeError(`it answered ${describeValue(stated)}`));
  }

  /** Keeps an ending until the loop is next asked. */
  endLater(region: Region, ending: Ending): void {
    const entry = this.#runs[region.index];
    if (entry !== undefined) entry.told ??= ending;
  }

  /** Whether a loop was told to end and has not come to it yet. */
  get hasTold(): boolean {
    return this.#runs.some((run) => run?.told !== undefined);
  }

  /** Endings that loops were told to and have not come to yet, outermost loop first. */
  *toldEndings(): Generator<readonly [region: number, ending: Ending]> {
    for (const [region, entry] of this.#runs.entries()) {
      if (entry?.told !== undefined) yield [region, entry.told];
    }
  }

  ended(region: Region, told: Ending, iterations: number): void {
    const ending = this.#frame.run.masked(told);
    const entry = this.#runs[region.index];
    this.#runs[region.index] = undefined;
    entry?.scope.close();
    try {
      const answer: unknown = entry?.session.ended?.(ending, iterations);
      if (isThenable(answer))
        Promise.resolve(answer).catch((error: unknown) => this.#endFailed(region, error));
    } catch (error) {
      this.#endFailed(region, error);
    }
    if (iterations > 0 || ending.error !== undefined)
      this.#summarise(region, ending, iterations, entry?.scope);
    if (ending.error !== undefined) this.#host.loopFailed(ending.error);
  }

  #endFailed(region: Region, error: unknown): void {
    const message = `The controller of loop "${region.id}" failed at its end.`;
    this.#frame.run.warnings.add('OBSERVER_FAILED', message, error);
  }

  #summarise(
    region: Region,
    { reason, error }: Ending,
    iterations: number,
    scope: LoopScope | undefined,
  ): void {
    const { run } = this.#frame;
    this.#notes.summaries.set(region.index, {
      iterations,
      reason,
      error,
      elapsedMs: scope?.elapsedMs ?? 0,
      details: scope?.details ?? {},
    });
    if (run.events === undefined || scope === undefined) return;
    run.events.emit({ type: 'loopEnded', loop: scope.path, iterations, reason });
  }

  #failure(region: Region, thrown: unknown): Ending {
    const error = RuntimeError.is(thrown)
      ? thrown
      : new RuntimeError(
          'LOOP_FAILED',
          `The controller of loop "${region.id}" failed: ${messageOf(thrown)}`,
          {
            cause: thrown,
            hint: 'A controller answers "again" or { reason, error? }; with "failed" an error is due.',
            where: { workflow: this.#frame.plan.workflow.name, loop: region.id },
          },
        );
    return { reason: 'failed', error };
  }
}

/** Stands in for a session that could not begin: its loop ends before it is asked. */
const NO_SESSION: RegionSession = Object.freeze({ decide: () => 'again' as const });

/** How a controller may end its loop well. A loop is aborted with its run or the loop around it, and not by a word. */
const ENDS: readonly LoopEnd[] = ['converged', 'exited', 'maxIterations', 'timeout', 'memory'];

function isSession(value: unknown): value is RegionSession {
  return typeof (Object(value) as Partial<RegionSession>).decide === 'function';
}

function noSession(value: unknown): TypeError {
  ignoreRejection(value);
  return new TypeError(`its "begin" answered ${describeValue(value)}, and no session`);
}

/**
 * The end that a value states, read once; `undefined` where it is none. One that says "failed" comes with its error, or
 * nothing would fail. May throw, where reading the value does.
 */
function endingIn(value: unknown): Ending | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { reason, error } = value as Partial<Ending>;
  if (RuntimeError.is(error)) {
    return reason === 'failed' || isEnd(reason) ? Object.freeze({ reason, error }) : undefined;
  }
  return error === undefined && isEnd(reason) ? Object.freeze({ reason }) : undefined;
}

function isEnd(reason: unknown): reason is LoopEnd {
  return ENDS.includes(reason as LoopEnd);
}

/** What was cut off in the iteration before says nothing about how its step stands now. */
function forgetCutOff({ begun, abandoned }: StepNotes, start: number, end: number): void {
  for (const steps of [begun, abandoned]) {
    for (const step of steps) if (step >= start && step < end) steps.delete(step);
  }
}
