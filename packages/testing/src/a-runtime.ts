import {
  Clock,
  type Clock as ClockService,
  createRuntime,
  IdSource,
  Logger,
  type Runtime,
  type RuntimeOptions,
} from '@tenon/core';
import { CountingIds } from './counting-ids.js';
import { RecordingLogger } from './recording-logger.js';

/** What {@link aRuntime} takes: the options of a runtime, and a clock. */
export interface TestRuntimeOptions extends RuntimeOptions {
  /** The clock of the runtime: a `VirtualClock`, in most cases. That of the machine where nothing is said. */
  readonly clock?: ClockService;
}

/** A runtime for one test, and what it writes to. */
export interface TestRuntime {
  readonly runtime: Runtime;
  readonly log: RecordingLogger;
}

/**
 * A runtime for one test: quiet, with run ids that count from `run-1`, and a container of its own. What `configure`, the
 * host's container or a plugin binds as Logger, IdSource or Clock stays.
 */
export function aRuntime({ clock, configure, ...options }: TestRuntimeOptions = {}): TestRuntime {
  const log = new RecordingLogger();
  const runtime = createRuntime({
    ...options,
    configure: (bindings) => {
      const answer: unknown = configure?.(bindings);
      const { bind, isBound } = bindings;
      if (clock !== undefined) bind(Clock).toConstantValue(clock);
      if (!isBound(Logger)) bind(Logger).toConstantValue(log);
      if (!isBound(IdSource)) bind(IdSource).toConstantValue(new CountingIds());
      return answer as void;
    },
  });
  return { runtime, log };
}
