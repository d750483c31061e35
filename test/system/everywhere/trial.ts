import {
  AuditSink,
  type NodeOutcome,
  type Plugin,
  type RunEvent,
  type RunOptions,
  type RunResult,
} from '@tenon/core';
import { aRuntime, RecordingAuditSink, type RecordingLogger, VirtualClock } from '@tenon/testing';
import { expect } from 'chai';
import { additionsBeside } from '../support/additions.js';
import { PARTS, pluginsOf } from '../support/parts.js';
import type { Setting } from './settings.js';
import type { Subject, Way } from './subject.js';

/** A run of a node in a setting, and everything that was written of it. */
export interface Trial {
  readonly result: RunResult;
  /** Empty where the run is not watched, as are the events. */
  readonly audit: RecordingAuditSink;
  readonly events: readonly RunEvent[];
  readonly log: RecordingLogger;
  readonly clock: VirtualClock;
  /** The outcome of the node under test, wherever it stands. */
  readonly outcome: NodeOutcome | undefined;
}

/** What a trial may need beside its node. */
export interface Circumstances {
  readonly clock?: VirtualClock;
  readonly plugins?: readonly Plugin[];
  readonly options?: RunOptions;
}

/**
 * Runs a node in a setting, with all plugins there are, audited and with a reader of its events where the way says so; lets time pass as far as it
 * takes, and expects no timer to be left.
 */
export async function trial(
  setting: Setting,
  { isWatched }: Way,
  subject: Subject,
  { clock = new VirtualClock(), plugins = [], options = {} }: Circumstances = {},
): Promise<Trial> {
  const audit = new RecordingAuditSink();
  const { runtime, log } = aRuntime({
    clock,
    plugins: [...pluginsOf(PARTS), ...additionsBeside(plugins), ...plugins],
    configure: ({ bind }) => {
      if (isWatched) bind(AuditSink).toConstantValue(audit);
    },
  });
  const run = runtime.start(setting.place(subject), options);
  const events: RunEvent[] = [];
  const reading = (async () => {
    if (!isWatched) return;
    for await (const event of run.events()) events.push(event);
  })();
  const result = await clock.until(run.result);
  await reading;
  expect(clock.pendingTimers, 'timers left').to.equal(0);
  return { result, audit, events, log, clock, outcome: outcomeAt(result, setting.path) };
}

function outcomeAt({ outcomes }: RunResult, path: readonly string[]): NodeOutcome | undefined {
  const [first = '', ...rest] = path;
  return rest.reduce((outcome, id) => outcome?.nested?.get(id), outcomes.get(first));
}
