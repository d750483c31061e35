import {
  type Attributes,
  type Context,
  context,
  type Span,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { Run, RunOutcome } from '@tenon/core';
import { ATTRIBUTES, EVENTS, SPANS } from '../names.js';
import { masked } from './masked.js';
import { shownError } from './shown-error.js';

/** Failures beyond the first that are events of a run's span: a loop over a list may fail a million times. */
const MOST_FAILURES = 32;

/** The span of a run, and what spans inside it are begun with. */
export class RunTrace {
  readonly tracer: Tracer;
  /** The context whose span is that of the run. */
  readonly context: Context;
  /** Whether the active context is kept for anybody: a context manager is registered. */
  readonly hasActiveContext: boolean;
  readonly #span: Span;
  readonly #run: Run;
  readonly #attributes: Attributes;

  private constructor(run: Run, tracer: Tracer, span: Span, attributes: Attributes) {
    this.#run = run;
    this.tracer = tracer;
    this.#span = span;
    this.#attributes = attributes;
    this.context = trace.setSpan(context.active(), span);
    this.hasActiveContext = context.with(this.context, () => context.active() === this.context);
  }

  /**
   * Begins the span of a run, as a child of whatever span is active.
   */
  static begin(run: Run, tracer: Tracer, own: Attributes): RunTrace {
    const { name } = run.workflow;
    const attributes = {
      ...own,
      [ATTRIBUTES.workflow]: name,
      [ATTRIBUTES.runId]: run.id,
    };
    const span = tracer.startSpan(SPANS.run(name), { attributes });
    return new RunTrace(run, tracer, span, attributes);
  }

  /** Ends the span. */
  end({ status, error, failures, warnings }: RunOutcome): void {
    const span = this.#span;
    const { mask, workflow } = this.#run;
    // Secrets are not known before the run is prepared: what was said by then is said again without them.
    if (mask !== undefined) {
      span.setAttributes(masked(this.#run, this.#attributes));
      span.updateName(mask.text(SPANS.run(workflow.name)));
    }
    span.setAttributes({
      [ATTRIBUTES.runStatus]: status,
      [ATTRIBUTES.runWarnings]: warnings.length,
    });
    if (error !== undefined) {
      const { type, message, exception } = shownError(error, mask);
      span.setAttribute(ATTRIBUTES.errorType, type);
      span.recordException(exception);
      if (status !== 'aborted') span.setStatus({ code: SpanStatusCode.ERROR, message });
    }
    for (const failure of failures.slice(0, MOST_FAILURES)) {
      const { type, message } = shownError(failure, mask);
      const place = {
        [ATTRIBUTES.nodeId]: failure.where.node,
        [ATTRIBUTES.workflow]: failure.where.workflow,
      };
      span.addEvent(EVENTS.nodeFailed, {
        ...masked(this.#run, place),
        [ATTRIBUTES.errorType]: type,
        'exception.message': message,
      });
    }
    span.end();
  }
}
