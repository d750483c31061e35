import { RuntimeError } from '../errors/runtime-error.js';
import type { NodeStep } from '../plan/node-step.js';
import type { Clock, Timer } from '../services/clock.js';
import type { Logger } from '../services/logger.js';
import { describeValue } from '../values/describe-value.js';
import { listWith } from '../values/list-with.js';
import type { Placed } from '../values/roster.js';
import type { Issue } from '../verify/issue.js';
import { type ResolvedWorkflow, resolveWorkflow } from '../workflow/resolve.js';
import type { Workflow } from '../workflow/workflow.js';
import { EventHub } from './events/events.js';
import { EventWatcher, TIMING, Watchers } from './events/watchers.js';
import type { Execution } from './executor/execution.js';
import type { Frame } from './executor/frame.js';
import { LazyAbort } from './executor/lazy-abort.js';
import { type Afterwards, LoopTurn } from './executor/loop-turn.js';
import { Pace, type VisitCheck } from './executor/pace.js';
import { Slots } from './executor/slots.js';
import type { Turn } from './executor/turn.js';
import type { Masker } from './masking/mask.js';
import { MaskedLogger } from './masking/masked-logger.js';
import type { RunResult } from './result/result.js';
import { Warnings } from './result/warnings.js';
import type { Run, RunKey, RunRequest, Warning } from './run.js';
import type { ResolvedRunOptions } from './run-options.js';

/** Told about each visit while somebody watches: observers, timing, the event stream, tracking. */
export interface Watcher {
  started(frame: Frame, step: number): void;
  settled(frame: Frame, step: number): void;
}

/** Why a run was stopped from outside its nodes. */
export interface StopCause {
  readonly kind: 'aborted' | 'timeout' | 'limit';
  /** The signal's reason, or the error of the limit. */
  readonly reason: unknown;
}

/** The services of a runtime that every run uses. */
export interface RunServices {
  readonly clock: Clock;
  readonly log: Logger;
  /** Shared by the runs of a runtime; a run alone has its own. */
  readonly turn?: LoopTurn;
  /** How the runtime sees a workflow; a run alone knows no node types. */
  readonly resolve?: (workflow: Workflow) => ResolvedWorkflow;
}

/** Something that can be told to stop. */
interface Stoppable {
  cancel(reason: unknown): void;
}

interface Deadline {
  readonly at: number;
  readonly error: () => RuntimeError;
}

/** What one plugin keeps in a run, and the others behind it: a few at most, and a map is more to make than they are. */
interface RunState {
  readonly key: RunKey<unknown>;
  value: unknown;
  readonly next: RunState | undefined;
}

const NONE: readonly never[] = Object.freeze([]);

/** A run with everything that moves: lives from `start` to the result. */
export class ActiveRun implements Run, Placed {
  readonly id: string;
  readonly options: ResolvedRunOptions;
  readonly isDryRun: boolean;
  readonly clock: Clock;
  mask: Masker | undefined;
  readonly abort = new LazyAbort();
  readonly pace: Pace;
  readonly slots: Slots;
  request: RunRequest;
  execution: Execution | undefined;
  /** Told about each visit; `undefined` while nobody watches, which is what each visit asks. */
  watcher: Watcher | undefined;
  isTimed = false;
  /** What will come of it, once it is begun. */
  result: Promise<RunResult> | undefined;
  /** Among the runs of its runtime. */
  place = -1;
  stopped: StopCause | undefined;
  /** Results that came after their node had been given up on. */
  lateResults = 0;
  #log: Logger | undefined;
  #warnings: Warnings | undefined;
  #watchers: readonly Watcher[] = NONE;
  #states: RunState | undefined;
  #executor: Stoppable | undefined;
  #closeListener: ((run: ActiveRun) => void) | undefined;
  /** What it waits for before anything happens. */
  #begin: Turn | undefined;
  #beginning: Stoppable[] | undefined;
  #hub: EventHub | undefined;
  #deadlines: readonly Deadline[] = NONE;
  #timers: readonly Timer[] = NONE;
  /** While time limits are to be armed when the event loop turns. */
  #arming: Afterwards | undefined;
  #isWaiting = false;
  #isClosed = false;
  /** Whether its end is decided: nothing stops it any more. */
  #isConcluded = false;
  #issues: readonly Issue[] = [];
  #leaks: Set<string> | undefined;
  readonly #runtimeLog: Logger;
  readonly #turn: LoopTurn;
  readonly #resolve: NonNullable<RunServices['resolve']>;

  constructor(
    id: string,
    request: RunRequest,
    options: ResolvedRunOptions,
    { clock, log, turn = new LoopTurn(clock), resolve = resolveAlone }: RunServices,
    isDryRun = false,
  ) {
    this.id = id;
    this.request = request;
    this.options = options;
    this.isDryRun = isDryRun;
    this.clock = clock;
    this.#runtimeLog = log;
    this.#resolve = resolve;
    this.#turn = turn;
    this.pace = new Pace(clock, turn, this);
    this.slots = new Slots(options.concurrency);
    if (options.timing) this.time();
  }

  get workflow(): Workflow {
    return this.request.workflow;
  }

  get resolved(): ResolvedWorkflow {
    return this.#resolve(this.workflow);
  }

  /** The runtime's log; what is written to it is masked, also where somebody kept it from before the run had secrets. */
  get log(): Logger {
    if (this.#log === undefined) {
      const log = this.#runtimeLog;
      const facts = log.child && { runId: this.id, workflow: this.workflow.name };
      this.#log = new MaskedLogger(log, this, facts);
    }
    return this.#log;
  }

  /** What it has to say that is no failure, to add to. */
  get warnings(): Warnings {
    return (this.#warnings ??= new Warnings(this));
  }

  /** What it has said so far; the same list as before where nothing is new. */
  get warned(): readonly Warning[] {
    return this.#warnings?.snapshot() ?? NONE;
  }

  /** What verification found for this run. */
  get issues(): readonly Issue[] {
    return this.#issues;
  }

  set issues(issues: readonly Issue[]) {
    this.#issues = issues.length === 0 ? issues : this.masked(issues);
  }

  /** The value without the secrets of this run: for whatever is written or shown. */
  masked<T>(value: T): T {
    return this.mask === undefined ? value : this.mask.value(value);
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  get isAborted(): boolean {
    return this.abort.isAborted;
  }

  /** The event stream; made for the first reader, which also turns timing on. */
  get hub(): EventHub {
    if (this.#hub === undefined) {
      this.#hub = new EventHub(this.id, () => this.clock.now());
      this.time();
      this.watch(new EventWatcher(this.#hub));
      if (this.#isClosed) this.#hub.close();
    }
    return this.#hub;
  }

  /** The event stream where somebody reads it. */
  get events(): EventHub | undefined {
    return this.#hub;
  }

  get<T>(key: RunKey<T>): T | undefined {
    return this.#stateOf(key)?.value as T | undefined;
  }

  set<T>(key: RunKey<T>, value: T): void {
    const state = this.#stateOf(key);
    if (state === undefined) this.#states = { key, value, next: this.#states };
    else state.value = value;
  }

  warn(warning: Warning): void {
    this.warnings.push(warning);
  }

  /** Adds a watcher behind those there are. */
  watch(watcher: Watcher): void {
    this.#watchers = listWith(this.#watchers, watcher);
    this.watcher = this.#watchers.length === 1 ? watcher : new Watchers(this.#watchers);
  }

  /** Turns timing on, for frames made from now on. */
  time(): void {
    if (this.isTimed) return;
    this.isTimed = true;
    this.watch(TIMING);
  }

  /** Stops the run from outside; the first cause counts. */
  stop(cause: StopCause): void {
    if (this.stopped !== undefined || this.#isConcluded) return;
    this.stopped = cause;
    this.abort.abort(cause.reason);
    this.#begin?.come();
    this.#executor?.cancel(cause.reason);
    for (const activation of this.#beginning ?? []) activation.cancel(cause.reason);
  }

  /** Throws when the run has been stopped: the next step is not begun. */
  throwIfStopped(): void {
    if (this.stopped !== undefined) throw this.stopped.reason;
  }

  /** What is stopped with the run: whoever executes it. */
  onStop(executor: Stoppable): void {
    this.#executor = executor;
    if (this.stopped !== undefined) executor.cancel(this.stopped.reason);
  }

  /**
   * An activation begins, and goes as far as it can at once. So long the run itself stops it: the visit it belongs to is cut
   * off through what it answers.
   */
  begins(activation: Stoppable): void {
    if (this.stopped !== undefined) activation.cancel(this.stopped.reason);
    this.#beginning ??= [];
    this.#beginning.push(activation);
  }

  /** The activation that began last has answered. */
  hasBegun(): void {
    this.#beginning?.pop();
  }

  checkVisits(check: VisitCheck): void {
    this.pace.checkVisits(check);
  }

  checkFailed(error: unknown): void {
    this.stop({ kind: 'limit', reason: error });
  }

  limitTime(ms: number, error: () => RuntimeError): void {
    if (typeof ms !== 'number' || !(ms >= 0)) {
      throw new RuntimeError(
        'OPTION_INVALID',
        `A run cannot be limited to ${describeValue(ms)} ms.`,
        {
          hint: 'Give a number of milliseconds from 0 on, or Infinity.',
        },
      );
    }
    if (ms === Number.POSITIVE_INFINITY || this.#isConcluded) return;
    const deadline = { at: this.clock.now() + ms, error };
    this.#deadlines = listWith(this.#deadlines, deadline);
    if (this.#isWaiting && this.#arming === undefined) this.#arm(deadline);
  }

  /** A turn of the event loop to begin in, where the present one has taken its time. It comes at once when the run is stopped. */
  get turnToBegin(): Promise<void> | undefined {
    if (this.stopped !== undefined) return undefined;
    this.#begin = this.#turn.next;
    return this.#begin?.promise;
  }

  /** From now on the run waits for something: time limits need timers. */
  waits(): void {
    if (this.#isWaiting || this.#isConcluded) return;
    this.#isWaiting = true;
    if (this.#deadlines.length === 0) return;
    // No timer goes off before the event loop has turned, and most runs are over then: these need none.
    this.#arming = this.#turn.afterwards(() => {
      this.#arming = undefined;
      for (const deadline of this.#deadlines) this.#arm(deadline);
    });
  }

  /** Prepares for waiting, and answers the promise that is to be waited for. */
  waitsFor<T>(promise: PromiseLike<T>): PromiseLike<T> {
    this.waits();
    return promise;
  }

  /** Whether the end of the run is decided. */
  get isConcluded(): boolean {
    return this.#isConcluded;
  }

  /** The run is over: no timer of its own is left. */
  disarm(): void {
    this.#isConcluded = true;
    if (this.#arming !== undefined) this.#turn.forget(this.#arming);
    for (const timer of this.#timers) timer.cancel();
    this.#timers = NONE;
    this.#deadlines = NONE;
    this.#executor = undefined;
  }

  /** Whom to tell when the run is closed: the runtime it belongs to. */
  onClose(listener: (run: ActiveRun) => void): void {
    this.#closeListener = listener;
  }

  /** Nothing is told any more: readers of the event stream end, those who come later included. */
  close(): void {
    this.#isClosed = true;
    this.#hub?.close();
    this.#closeListener?.(this);
    this.#closeListener = undefined;
  }

  looked(now: number): void {
    for (const deadline of this.#deadlines) if (now >= deadline.at) this.#late(deadline);
  }

  blocked(ms: number): void {
    this.warn({
      code: 'THREAD_BLOCKED',
      message: `Synchronous nodes of workflow "${this.workflow.name}" held the thread for ${String(Math.round(ms))} ms.`,
    });
  }

  lateResult(frame: Frame, step: NodeStep): void {
    this.lateResults++;
    const node = frame.pathOf(step.index).join('/');
    this.warn({
      code: 'LATE_RESULT',
      message: `Node "${node}" came back after it had been given up on; its result is dropped.`,
      node,
    });
  }

  abandon(frame: Frame, step: NodeStep): void {
    const node = frame.pathOf(step.index).join('/');
    this.warn({
      code: 'NODE_ABANDONED',
      message: `Node "${node}" was told to stop and did not come back within ${String(this.options.graceMs)} ms.`,
      node,
    });
  }

  /** A node returned a secret that it had been given: said once for each node. */
  secretInOutput(node: string): void {
    this.#leaks ??= new Set();
    if (this.#leaks.has(node)) return;
    this.#leaks.add(node);
    this.warn({
      code: 'SECRET_IN_OUTPUT',
      message: `Node "${node}" returned a secret in its outputs, where other nodes and the caller can read it.`,
      node,
    });
  }

  #stateOf(key: RunKey<unknown>): RunState | undefined {
    let state = this.#states;
    while (state !== undefined && state.key !== key) state = state.next;
    return state;
  }

  #arm(deadline: Deadline): void {
    const left = Math.max(0, deadline.at - this.clock.now());
    const timer = this.clock.timer(left, () => this.#late(deadline));
    this.#timers = listWith(this.#timers, timer);
  }

  #late({ error }: Deadline): void {
    if (this.stopped !== undefined) return;
    const reason = error();
    this.stop({ kind: RuntimeError.is(reason, 'TIMEOUT') ? 'timeout' : 'limit', reason });
  }
}

function resolveAlone(workflow: Workflow): ResolvedWorkflow {
  return resolveWorkflow(workflow, () => undefined);
}
