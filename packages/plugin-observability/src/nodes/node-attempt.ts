import { type Context, type Span, trace } from '@opentelemetry/api';
import type { Invoke, InvokeInputs, NodeContext } from '@tenon/core';
import { ATTRIBUTES, SPANS } from '../names.js';
import type { Observation } from '../observation.js';
import { type CallEnd, endSpan } from '../tracing/end-span.js';
import { callWithin } from './call-within.js';

/** What an attempt has to know of its visit. */
interface Around {
  readonly seen: Observation;
  /** How the visit stands with an error that the attempt threw. */
  endOf(error: unknown): CallEnd;
  hasEnded(attempt: NodeAttempt): void;
}

/** One call of a node's function where a visit may make several: a span inside that of the visit. Nothing here throws. */
export class NodeAttempt {
  /** The context of its span, where it has one. */
  readonly inside: Context | undefined;
  readonly #visit: Around;
  #span: Span | undefined;
  #isOver = false;

  constructor(visit: Around, number: number, parent: Context | undefined) {
    this.#visit = visit;
    const { seen } = visit;
    let inside = parent;
    if (parent !== undefined) {
      seen.isolated(() => {
        const attributes = { [ATTRIBUTES.attempt]: number };
        this.#span = seen.trace?.tracer.startSpan(SPANS.attempt, { attributes }, parent);
        if (this.#span !== undefined) inside = trace.setSpan(parent, this.#span);
      });
    }
    this.inside = inside;
  }

  call(next: Invoke, inputs: InvokeInputs, context: NodeContext): ReturnType<Invoke> {
    return callWithin(this.inside, this.#visit.seen, next, inputs, context);
  }

  waits(): void {}

  completed(): void {
    this.#end({ status: 'completed' });
  }

  failed(error: unknown): void {
    this.#end(this.#visit.endOf(error));
  }

  /** Its visit is over. */
  abandoned(): void {
    this.#end({ status: 'aborted' });
  }

  #end(end: CallEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#visit.hasEnded(this);
    const span = this.#span;
    const { seen } = this.#visit;
    if (span !== undefined) seen.isolated(() => endSpan(span, seen.run, end));
  }
}
