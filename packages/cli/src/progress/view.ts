import type { RunEvent } from '@tenon/core';

/** What shows a run while it goes on. */
export interface ProgressView {
  event(event: RunEvent): void;
  /** Shows a line that stays: a log line, a request to wait. */
  note(text: string): void;
  /** Takes away what does not stay. */
  close(): void;
}
