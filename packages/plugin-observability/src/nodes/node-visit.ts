import { type Attributes, type Context, type Span, trace } from '@opentelemetry/api';
import {
  type Invoke,
  type InvokeInputs,
  isAbortOf,
  type LoopContext,
  type NodeContext,
  onCutOff,
  outerOf,
  pathOf,
  RuntimeError,
} from '@tenon/core';
import { ATTRIBUTES } from '../names.js';
import type { Observation } from '../observation.js';
import { type CallEnd, endSpan } from '../tracing/end-span.js';
import { masked } from '../tracing/masked.js';
import { callWithin } from './call-within.js';
import { NodeAttempt } from './node-attempt.js';
import type { NodeFacts } from './node-facts.js';

/** Why a visit was told to stop. */
interface CutOff {
  readonly reason: unknown;
  readonly isFailing: boolean;
}

/** One visit to a node while it is observed: its span, and how long it takes. Nothing here throws. */
export class NodeVisit {
  readonly seen: Observation;
  readonly #facts: NodeFacts;
  readonly #context: NodeContext;
  readonly #startedAt: number;
  #span: Span | undefined;
  /** The context of its span. */
  #own: Context | undefined;
  /** That one, or the context of the attempt that began last: the parent of what takes place in the visit. */
  #inside: Context | undefined;
  #attempts = 0;
  /** Attempts that have not ended. */
  readonly #open = new Set<NodeAttempt>();
  #cutOff: CutOff | undefined;
  #isOver = false;

  constructor(seen: Observation, facts: NodeFacts, context: NodeContext) {
    this.seen = seen;
    this.#facts = facts;
    this.#context = context;
    this.#startedAt = seen.instruments === undefined ? 0 : seen.run.clock.now();
    if (seen.trace !== undefined) seen.isolated(() => this.#beginSpan());
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get inside(): Context | undefined {
    return this.#inside;
  }

  call(next: Invoke, inputs: InvokeInputs, context: NodeContext): ReturnType<Invoke> {
    return callWithin(this.#own, this.seen, next, inputs, context);
  }

  /** It is awaited: it may be told to stop, and may never come back. */
  waits(): void {
    this.seen.awaits(this);
    onCutOff(this.#context, (reason, isFailing) => {
      this.#cutOff = { reason, isFailing };
      // Its time is out: how it ended is decided, whenever it comes back.
      if (this.#isOwnTimeOut(reason)) this.#end({ status: 'failed', thrown: { error: reason } });
    });
  }

  completed(): void {
    this.#end({ status: this.#cutOff === undefined ? 'completed' : 'aborted' });
  }

  failed(error: unknown): void {
    this.#end(this.endOf(error));
  }

  /** It was given up on: the run is over. */
  abandoned(): void {
    this.#end({ status: 'aborted' });
  }

  /** How it ends with an error: as the core has it. */
  endOf(error: unknown): CallEnd {
    const thrown = { error };
    if (this.#cutOff === undefined) return { status: 'failed', thrown };
    const { reason, isFailing } = this.#cutOff;
    if (isAbortOf(error, reason)) return { status: 'aborted' };
    return { status: isFailing ? 'failed' : 'aborted', thrown };
  }

  /** The node's function is called. */
  attempt(): NodeAttempt {
    this.#attempts++;
    const { instruments, run } = this.seen;
    if (this.#attempts > 1 && instruments !== undefined) {
      this.seen.isolated(() => instruments.retries.add(1, masked(run, this.#facts.labels)));
    }
    const attempt = new NodeAttempt(this, this.#attempts, this.#own);
    this.#inside = attempt.inside;
    this.#open.add(attempt);
    return attempt;
  }

  hasEnded(attempt: NodeAttempt): void {
    this.#open.delete(attempt);
    this.#inside = this.#own;
  }

  #beginSpan(): void {
    const { run, trace: tracing } = this.seen;
    if (tracing === undefined) return;
    const outer = outerOf(this.#context);
    const parent = (outer && this.seen.around(outer)?.inside) ?? tracing.context;
    const { spanName } = this.#facts;
    this.#span = tracing.tracer.startSpan(
      run.mask?.text(spanName) ?? spanName,
      { attributes: masked(run, this.#attributes(outer !== undefined)) },
      parent,
    );
    this.#own = trace.setSpan(parent, this.#span);
    this.#inside = this.#own;
  }

  #attributes(isNested: boolean): Attributes {
    const { attributes, isInLoop } = this.#facts;
    if (!isNested && !isInLoop) return attributes;
    const path = isNested && { [ATTRIBUTES.nodePath]: pathOf(this.#context).join('/') };
    return { ...attributes, ...path, ...loopAttributes(this.#context.loop) };
  }

  #isOwnTimeOut(reason: unknown): boolean {
    if (!RuntimeError.is(reason, 'TIMEOUT')) return false;
    const { node, workflow } = reason.where;
    return node === this.#context.nodeId && workflow === this.#context.workflow;
  }

  #end(end: CallEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.seen.hasEnded(this);
    for (const attempt of [...this.#open].reverse()) attempt.abandoned();
    const { instruments, run } = this.seen;
    const span = this.#span;
    if (span !== undefined) this.seen.isolated(() => endSpan(span, run, end));
    if (instruments === undefined) return;
    this.seen.isolated(() => {
      const seconds = (run.clock.now() - this.#startedAt) / 1000;
      instruments.nodeDuration.record(seconds, masked(run, this.#facts.labelsOf[end.status]));
    });
  }
}

function loopAttributes(loop: LoopContext | undefined): Attributes {
  if (loop === undefined) return {};
  const outer: number[] = [];
  for (let around = loop.outer; around !== undefined; around = around.outer) {
    outer.unshift(around.count);
  }
  return {
    [ATTRIBUTES.loopId]: loop.id,
    [ATTRIBUTES.loopIteration]: loop.count,
    ...(outer.length > 0 && { [ATTRIBUTES.loopOuter]: outer }),
  };
}
