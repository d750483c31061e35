import { pathText } from '../plan/node-step.js';
import type { Plugin } from '../plugin/plugin.js';
import { STAGES } from '../plugin/stages.js';
import type { NodeOutcome, RunStatus } from '../run/result/outcome.js';
import { type Run, RunKey } from '../run/run.js';
import { type AuditEventType, AuditSink } from '../services/audit-sink.js';
import { describeValue } from '../values/describe-value.js';
import { isThenable } from '../values/thenable.js';
import { VERSION } from '../version.js';
import { Unanswered } from './unanswered.js';

const NAME = 'audit';
const TRAIL = new RunKey<AuditTrail>(NAME);

const NODE_EVENTS: Readonly<Record<NodeOutcome['status'], AuditEventType>> = {
  completed: 'nodeCompleted',
  skipped: 'nodeSkipped',
  failed: 'nodeFailed',
  aborted: 'nodeAborted',
};

const RUN_EVENTS: Readonly<Record<RunStatus, AuditEventType>> = {
  completed: 'runCompleted',
  failed: 'runFailed',
  aborted: 'runAborted',
  refused: 'runRefused',
};

/** Step 5: appends what happens to the bound sink. Without a sink it taps nothing. */
export function audit(): Plugin {
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION, stage: STAGES.audit },
    apply(hooks, services) {
      const sink = services.tryGet(AuditSink);
      if (sink === undefined) return;

      hooks.prepare.tapPromise(NAME, (_request, run) => {
        const { principal, tenant } = run.options;
        // What cannot be recorded does not start: a sink that fails here refuses the run.
        return trailOf(run, sink).append('runStarted', {
          principal: textOf(principal),
          tenant,
          dryRun: run.isDryRun ? true : undefined,
        });
      });

      hooks.nodeSettled.tap(NAME, ({ status, reason, error, iterations }, step, run) => {
        // Waited for at the end of the run, where a failure becomes a warning.
        void trailOf(run, sink).append(NODE_EVENTS[status], {
          node: pathText(step),
          reason,
          code: error?.code,
          iterations,
        });
      });

      hooks.settled.tapPromise(NAME, async ({ status, error }, run) => {
        const trail = trailOf(run, sink);
        const end = trail.append(RUN_EVENTS[status], {
          code: error?.code,
          message: error?.message,
        });
        await Promise.all([end, trail.written()]);
      });
    },
  });
}

/** The record of one run: numbers the events, and keeps hold of what the sink has not written yet. */
class AuditTrail {
  readonly #run: Run;
  readonly #sink: AuditSink;
  #seq = 0;
  readonly #unanswered = new Unanswered();

  constructor(run: Run, sink: AuditSink) {
    this.#run = run;
    this.#sink = sink;
  }

  append(
    type: AuditEventType,
    details: Readonly<Record<string, unknown>>,
  ): PromiseLike<undefined> | undefined {
    this.#seq++;
    const facts = known(details);
    const answer = this.#sink.append(
      Object.freeze({
        seq: this.#seq,
        at: this.#run.clock.date().toISOString(),
        type,
        runId: this.#run.id,
        workflow: this.#run.workflow.name,
        details: Object.freeze(this.#run.mask?.value(facts) ?? facts),
      }),
    );
    return isThenable(answer) ? this.#unanswered.hold(answer) : undefined;
  }

  /** Resolves when everything appended so far is written; rejects with the first failure. */
  async written(): Promise<void> {
    await this.#unanswered.settled();
    this.#unanswered.throwIfFailed();
  }
}

function trailOf(run: Run, sink: AuditSink): AuditTrail {
  let trail = run.get(TRAIL);
  if (trail === undefined) {
    trail = new AuditTrail(run, sink);
    run.set(TRAIL, trail);
  }
  return trail;
}

function known(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}

/**
 * Principals are whatever a host uses: what is recorded of one is its text, or its own "id" or "name". Of what else an
 * object holds nothing is: it may be a token.
 */
function textOf(principal: unknown): string | undefined {
  if (principal === undefined || principal === null) return undefined;
  if (typeof principal === 'string') return principal;
  if (typeof principal !== 'object') return describeValue(principal);
  for (const key of ['id', 'name']) {
    const value: unknown = Object.getOwnPropertyDescriptor(principal, key)?.value;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return undefined;
}
