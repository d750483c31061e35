import {
  type AuditEvent,
  AuditSink,
  copyData,
  createRuntime,
  Logger,
  SilentLogger,
} from '@tenon/core';
import { only } from '../../a-workflow.js';
import { failing, value } from '../../nodes.js';
import { expectSame, shown } from '../expectations.js';
import { type Claim, type SpecRunner, suite } from '../runner.js';
import { HOSTILE_NAMES } from './hostile-names.js';
import { expectNoneUnhandled, failureOf, withService } from './service-claim.js';

/** What {@link auditSinkSpec} is told. */
export interface AuditSinkSpecOptions<T extends AuditSink> extends SpecRunner {
  /** What a sink has recorded so far, in the order in which it was appended for each run. */
  readonly read: (sink: T) => Iterable<AuditEvent> | PromiseLike<Iterable<AuditEvent>>;
  /** Closes a sink, and its store. */
  readonly close?: (sink: T) => unknown;
  /** A sink that cannot write. */
  readonly broken?: () => T | PromiseLike<T>;
}

const WRITERS = 50;
const EVENTS = 20;

/**
 * Tests what holds of every `AuditSink`: it records each event once, as it was, in order, whatever the ids and details hold
 * and however many runs write at once; and it never claims to have recorded what it has not. `open` makes an empty sink. Each
 * claim is a test of its own, in the runner whose `describe` and `it` are global or given. Throws OPTION_INVALID where there
 * is no runner.
 *
 * @example
 * auditSinkSpec('RecordingAuditSink', () => new RecordingAuditSink(), { read: (sink) => sink.events });
 */
export function auditSinkSpec<T extends AuditSink>(
  title: string,
  open: () => T | PromiseLike<T>,
  options: AuditSinkSpecOptions<T>,
): void {
  suite(`audit sink "${title}"`, options, claimsOf(open, options));
}

function claimsOf<T extends AuditSink>(
  open: () => T | PromiseLike<T>,
  { read, close, broken }: AuditSinkSpecOptions<T>,
): readonly Claim[] {
  const within = withService(open, close);
  const recorded = async (sink: T) => [...(await read(sink))];
  const expectRecorded = async (sink: T, events: readonly AuditEvent[]) => {
    expectSame(byRun(await recorded(sink)), byRun(events), 'It has recorded something else.');
  };
  const claims: Claim[] = [
    {
      title: 'records each event once, as it was, in the order of its run',
      check: () =>
        within(async (sink) => {
          const events = eventsOf('run-1', 5);
          for (const event of events) await sink.append(copyData(event));
          await expectRecorded(sink, events);
        }),
    },
    {
      title: 'keeps runs apart whose ids are hostile',
      check: () =>
        within(async (sink) => {
          const events = HOSTILE_NAMES.flatMap((runId) => eventsOf(runId, 2));
          for (const event of events) await sink.append(copyData(event));
          await expectRecorded(sink, events);
        }),
    },
    {
      title: 'records details whatever they hold',
      check: () =>
        within(async (sink) => {
          const events = hostileDetails().map((details, i) => ({
            ...anEvent('run-1', i + 1),
            details,
          }));
          for (const event of events) await sink.append(copyData(event));
          await expectRecorded(sink, events);
        }),
    },
    {
      title: 'loses nothing of many runs that write at once',
      check: () =>
        within(async (sink) => {
          const runs = Array.from({ length: WRITERS }, (_, i) =>
            eventsOf(`run-${String(i)}`, EVENTS),
          );
          const answers: unknown[] = [];
          for (let seq = 0; seq < EVENTS; seq++) {
            for (const events of runs)
              answers.push(sink.append(copyData(events[seq] as AuditEvent)));
          }
          await Promise.all(answers);
          await expectRecorded(sink, runs.flat());
        }),
    },
    {
      title: 'changes no event',
      check: () =>
        within(async (sink) => {
          const [event, before] = [copyData(anEvent('run-1', 1)), anEvent('run-1', 1)];
          await sink.append(event);
          expectSame(event, before, 'The event that it was handed is changed.');
        }),
    },
    {
      title: 'records a run from its start to its one end',
      check: () =>
        within(async (sink) => {
          const runtime = createRuntime({
            configure: ({ bind }) => {
              bind(AuditSink).toConstantValue(sink);
              bind(Logger).toConstantValue(new SilentLogger());
            },
          });
          await runtime.start(only(value(1)), { id: 'completes' }).result;
          await runtime.start(only(failing(new Error('boom'))), { id: 'fails' }).result;
          await runtime.dispose();
          const types = (await recorded(sink)).map(({ runId, seq, type }) => [runId, seq, type]);
          expectSame(
            types,
            [
              ['completes', 1, 'runStarted'],
              ['completes', 2, 'nodeCompleted'],
              ['completes', 3, 'runCompleted'],
              ['fails', 1, 'runStarted'],
              ['fails', 2, 'nodeFailed'],
              ['fails', 3, 'runFailed'],
            ],
            'Two runs are recorded otherwise.',
          );
        }),
    },
  ];
  if (broken === undefined) return claims;
  const withBroken = withService(broken, close);
  claims.push(
    {
      title: 'fails where it cannot write, so that no run starts unrecorded',
      check: () =>
        withBroken(async (sink) => {
          await failureOf(() => sink.append(anEvent('run-1', 1)), 'A sink that cannot write');
        }),
    },
    {
      title: 'leaves no rejection unhandled where it cannot write',
      check: () =>
        expectNoneUnhandled(() =>
          withBroken(async (sink) => {
            await Promise.allSettled(eventsOf('run-1', 5).map(async (event) => sink.append(event)));
          }),
        ),
    },
  );
  return claims;
}

function eventsOf(runId: string, count: number): readonly AuditEvent[] {
  return Array.from({ length: count }, (_, i) => anEvent(runId, i + 1));
}

function anEvent(runId: string, seq: number): AuditEvent {
  return {
    seq,
    at: new Date(seq * 1000).toISOString(),
    type: seq === 1 ? 'runStarted' : 'nodeCompleted',
    runId,
    workflow: 'audited',
    details: seq === 1 ? { principal: 'ada' } : { node: `node ${String(seq)}` },
  };
}

function hostileDetails(): readonly AuditEvent['details'][] {
  const parsed = JSON.parse('{"__proto__": {"polluted": true}, "constructor": "x"}') as object;
  return [
    { ...Object.fromEntries(Object.entries(parsed)) },
    { text: 'two\nlines\r\nand {"json": "inside"}\u2028' },
    { text: "'); DROP TABLE events; --", node: '\u0000' },
    { text: 'x'.repeat(100_000) },
    { nested: { list: [1, 'two', null, { deep: true }] } },
    {},
  ];
}

/** Runs side by side: in which order their events stand among each other is not promised. */
function byRun(events: Iterable<AuditEvent>): ReadonlyMap<string, readonly AuditEvent[]> {
  const runs = new Map<string, AuditEvent[]>();
  for (const event of events) {
    const run = runs.get(event.runId);
    if (run === undefined) runs.set(event.runId, [event]);
    else run.push(event);
  }
  return new Map([...runs].sort(([a], [b]) => (shown(a) < shown(b) ? -1 : 1)));
}
