import { RuntimeError } from '../../errors/runtime-error.js';
import type { NodeStep } from '../../plan/node-step.js';
import type { Region } from '../../plan/region.js';
import type { Timer } from '../../services/clock.js';
import type { Logger } from '../../services/logger.js';
import type { LoopContext, NodeContext } from '../../workflow/node-context.js';
import type { SecretValue } from '../../workflow/secret-value.js';
import type { Run } from '../run.js';
import { Attempt } from './attempt.js';
import type { Frame } from './frame.js';
import { handedOver } from './gather.js';
import { LazyAbort } from './lazy-abort.js';
import type { LoopMemory } from './loop-memory.js';

/**
 * One visit of a node: a step in one iteration of the loops around it. It is the context the node sees; what a node does
 * not ask for is not made.
 */
export class Visit implements NodeContext {
  // Private, because nodes hold this object: what they write on it must not reach the scheduler.
  readonly #frame: Frame;
  readonly #step: NodeStep;
  /** What is needed to cut the visit off; made with the first thing that needs it. */
  #control: VisitControl | undefined;

  constructor(frame: Frame, step: NodeStep) {
    this.#frame = frame;
    this.#step = step;
  }

  get frame(): Frame {
    return this.#frame;
  }

  get step(): NodeStep {
    return this.#step;
  }

  get runId(): string {
    return this.frame.run.id;
  }

  get nodeId(): string {
    return this.step.id;
  }

  get workflow(): string {
    return this.frame.plan.workflow.name;
  }

  get principal(): unknown {
    return this.frame.run.options.principal;
  }

  get tenant(): string | undefined {
    return this.frame.run.options.tenant;
  }

  get log(): Logger {
    const { frame, step } = this;
    const { log } = frame.run;
    return log.child?.({ node: frame.pathOf(step.index).join('/') }) ?? log;
  }

  /** The activation's signal; one of its own where the visit can be cut off alone. */
  get signal(): AbortSignal {
    const { step, frame } = this;
    if (step.timeoutMs === 0 && (frame.plan.regionOf[step.index] as number) < 0) {
      return frame.abort.signal;
    }
    const control = this.#controlled();
    if (control.abort === undefined) {
      control.abort = new LazyAbort();
      if (control.isCancelled) control.abort.abort(control.reason);
      else if (frame.abort.isAborted) control.abort.abort(frame.abort.reason);
    }
    return control.abort.signal;
  }

  get settings(): never {
    const { frame, step } = this;
    const supplied = frame.supplies?.settings?.get(step.index);
    if (supplied === undefined) return step.settings as never;
    const settings = Object.assign(Object.create(null) as Record<string, unknown>, step.settings);
    for (const [name, value] of supplied) settings[name] = handedOver(frame, value);
    return Object.freeze(settings) as never;
  }

  /** Only what this node's type asks for. */
  get secrets(): Readonly<Record<string, SecretValue | undefined>> {
    const { frame, step } = this;
    return step.secretSet < 0 ? NO_SECRETS : frame.secretsOf(step.secretSet);
  }

  get loop(): LoopContext | undefined {
    const region = this.frame.plan.regions[this.frame.plan.regionOf[this.step.index] as number];
    return region === undefined ? undefined : loopContext(this.frame, region, this.step.index);
  }

  get isCancelled(): boolean {
    return this.#control?.isCancelled === true;
  }

  /** Why the visit was cut off. */
  get reason(): unknown {
    return this.#control?.reason;
  }

  /** Whether it was cut off because something else failed: what fails meanwhile is then a failure as well. */
  get isFailing(): boolean {
    return this.#control?.isFailing === true;
  }

  /** Called when the visit is cut off, beside its signal. */
  onCancel(listener: () => void): void {
    (this.#controlled().listeners ??= new Set()).add(listener);
  }

  /** Does not call it any more. */
  offCancel(listener: () => void): void {
    this.#control?.listeners?.delete(listener);
  }

  /** Sets the visit's one timer, in place of the one before. */
  setTimer(timer: Timer): void {
    this.clearTimer();
    this.#controlled().timer = timer;
  }

  clearTimer(): void {
    this.#control?.timer?.cancel();
  }

  /** Tells the node to stop. */
  cancel(reason: unknown, isFailing = false): void {
    const control = this.#controlled();
    if (control.isCancelled) return;
    control.isCancelled = true;
    control.isFailing = isFailing;
    control.reason = reason;
    control.abort?.abort(reason);
    for (const listener of control.listeners ?? []) listener();
  }

  #controlled(): VisitControl {
    return (this.#control ??= {
      isCancelled: false,
      isFailing: false,
      reason: undefined,
      abort: undefined,
      timer: undefined,
      listeners: undefined,
    });
  }
}

const NO_SECRETS: Readonly<Record<string, never>> = Object.freeze(
  Object.create(null) as Record<string, never>,
);

/** The run that a node's context belongs to: for wrappers, which see the context only. */
export function runOf(context: NodeContext): Run {
  return visitOf(context).frame.run;
}

/** The ids that lead to the node of a context from the outermost workflow: those of sub-workflow nodes, then its own. */
export function pathOf(context: NodeContext): readonly string[] {
  const { frame, step } = visitOf(context);
  return frame.pathOf(step.index);
}

/**
 * The same context with a signal of its own: for a wrapper that may stop one attempt and not the visit. The signal must
 * follow that of the context given; a sub-workflow that is called with it stops when either does. Throws HOOK_MISUSE.
 */
export function withSignal(context: NodeContext, signal: AbortSignal): NodeContext {
  return new Attempt(visitOf(context), signal);
}

/** The signal that a wrapper put in place of the visit's, where one did. */
export function ownSignalOf(context: NodeContext): AbortSignal | undefined {
  return context instanceof Attempt ? context.signal : undefined;
}

/**
 * The context of the visit that a context is of: one and the same for all its attempts, whatever signals they have. What is
 * kept by the visit is kept by this. Throws HOOK_MISUSE.
 */
export function visitContextOf(context: NodeContext): NodeContext {
  return visitOf(context);
}

/**
 * The context of the visit to the sub-workflow node that a context's own visit takes place in; `undefined` in the outermost
 * workflow. As {@link visitContextOf} answers it, whichever attempt of that node it takes place in.
 */
export function outerOf(context: NodeContext): NodeContext | undefined {
  const { outer } = visitOf(context).frame;
  return outer && visitOf(outer.context);
}

/**
 * Calls back once when the visit of a context is told to stop, with the reason, and whether that is another's failure; at
 * once where it has been told. Unlike listening to the context's signal it makes none. The listener must not throw. Answers
 * what ends it.
 */
export function onCutOff(
  context: NodeContext,
  listener: (reason: unknown, isFailing: boolean) => void,
): () => void {
  const visit = visitOf(context);
  const tell = () => listener(visit.reason, visit.isFailing);
  if (visit.isCancelled) tell();
  else visit.onCancel(tell);
  return () => visit.offCancel(tell);
}

/** The visit behind a context. Throws HOOK_MISUSE for an object that is not the context the core made. */
export function visitOf(context: NodeContext): Visit {
  if (context instanceof Visit) return context;
  if (context instanceof Attempt) return context.visit;
  throw new RuntimeError('HOOK_MISUSE', "A wrapper passed on a context that is not the visit's.", {
    hint: 'Pass on the context that the wrapper was given.',
  });
}

interface VisitControl {
  isCancelled: boolean;
  isFailing: boolean;
  reason: unknown;
  abort: LazyAbort | undefined;
  timer: Timer | undefined;
  listeners: Set<() => void> | undefined;
}

function loopContext(frame: Frame, region: Region, step: number): LoopContext {
  const count = frame.state.iteration[region.index] as number;
  const memory = frame.loops?.memories.get(region.index) as LoopMemory;
  return {
    id: region.id,
    index: count - 1,
    count,
    maxIterations: region.maxIterations,
    isFirst: count === 1,
    get state() {
      return memory.stateOf(step);
    },
    get outer() {
      const around = frame.plan.regions[region.parent];
      return around === undefined ? undefined : loopContext(frame, around, step);
    },
  };
}
