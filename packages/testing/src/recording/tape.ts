import type { Clock, IdSource, Plugin } from '@tenon/core';

/** What a test is handed that is recorded, or played. */
export interface Tape {
  /** Whether a recording is played; `false` while one is made. */
  readonly isReplay: boolean;
  /** Brings the tape into a runtime, with clock and ids. Throws OPTION_INVALID where others are bound. */
  readonly plugin: Plugin;
  /** The clock of the runtime. What the test itself does at some time, it does by this clock. */
  readonly clock: Clock;
  /** Where run ids come from. */
  readonly ids: IdSource;
}
