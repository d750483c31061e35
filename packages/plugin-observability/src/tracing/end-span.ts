import { type Span, SpanStatusCode } from '@opentelemetry/api';
import type { Run } from '@tenon/core';
import { ATTRIBUTES } from '../names.js';
import type { VisitStatus } from '../nodes/node-facts.js';
import { shownError } from './shown-error.js';

/** How a call ended, and what it threw where that says anything. */
export interface CallEnd {
  readonly status: VisitStatus;
  readonly thrown?: { readonly error: unknown };
}

/** Ends the span of a call. One that was told to stop is no error, whatever it threw because of that. */
export function endSpan(span: Span, run: Run, { status, thrown }: CallEnd): void {
  span.setAttribute(ATTRIBUTES.nodeStatus, status);
  if (thrown !== undefined) {
    const { type, message, exception } = shownError(thrown.error, run.mask);
    span.setAttribute(ATTRIBUTES.errorType, type);
    span.recordException(exception);
    if (status === 'failed') span.setStatus({ code: SpanStatusCode.ERROR, message });
  }
  span.end();
}
