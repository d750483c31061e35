import type { Attributes, Tracer } from '@opentelemetry/api';
import {
  messageOf,
  type NodeContext,
  type Run,
  RunKey,
  type RunOutcome,
  visitContextOf,
} from '@tenon/core';
import { OBSERVABILITY_CODES } from './codes.js';
import type { Instruments } from './metrics/instruments.js';
import { ATTRIBUTES } from './names.js';
import type { NodeVisit } from './nodes/node-visit.js';
import { masked } from './tracing/masked.js';
import { RunTrace } from './tracing/run-trace.js';
import { shownError } from './tracing/shown-error.js';

const NAME = 'observability';

/** Where a run keeps its observation. A run that nobody observes has none. */
export const OBSERVATION = new RunKey<Observation>(NAME);

const QUEUED: Attributes = Object.freeze({ [ATTRIBUTES.runState]: 'queued' });
const RUNNING: Attributes = Object.freeze({ [ATTRIBUTES.runState]: 'running' });

/** What labels of metrics a run may have. */
export interface RunLabels {
  workflow(name: string): string;
  errorType(type: string): string;
}

/** What the observation of a run is begun with. */
export interface Beginning {
  /** What the host states of a run. */
  readonly attributes: ((run: Run) => Attributes) | undefined;
  /** What spans are begun with; `undefined` where nobody traces. */
  readonly tracer: () => Tracer | undefined;
  /** What runs are measured with; `undefined` where nobody does. */
  readonly instruments: () => Instruments | undefined;
}

/** Everything that is observed of one run while it lasts. */
export class Observation {
  readonly run: Run;
  readonly #startedAt: number;
  /** Visits that are awaited: ended with the run where they do not come back. */
  readonly #awaited = new Set<NodeVisit>();
  /** Visits that others take place in. */
  readonly #around = new WeakMap<NodeContext, NodeVisit>();
  #trace: RunTrace | undefined;
  #instruments: Instruments | undefined;
  #state: Attributes | undefined;
  #isOver = false;
  #hasWarned = false;

  constructor(run: Run, { attributes, tracer, instruments }: Beginning) {
    this.run = run;
    this.#startedAt = run.clock.now();
    this.isolated(() => (this.#instruments = instruments()));
    this.isolated(() => {
      const begun = tracer();
      if (begun === undefined) return;
      let own: Attributes = {};
      this.isolated(() => (own = attributes?.(run) ?? {}));
      this.#trace = RunTrace.begin(run, begun, own);
    });
    this.#enter(QUEUED);
  }

  get trace(): RunTrace | undefined {
    return this.#trace;
  }

  get instruments(): Instruments | undefined {
    return this.#instruments;
  }

  /** Whether anybody looks, and the run has not ended: what comes later is not observed. */
  get isWatching(): boolean {
    return !this.#isOver && (this.#trace !== undefined || this.#instruments !== undefined);
  }

  /** Its nodes begin. */
  executes(): void {
    this.#enter(RUNNING);
  }

  /** Ends what is still open, the innermost first, then what was begun with the run. */
  end(outcome: RunOutcome, labels: RunLabels): void {
    this.#isOver = true;
    for (const visit of [...this.#awaited].reverse()) visit.abandoned();
    this.#enter(undefined);
    this.isolated(() => this.trace?.end(outcome));
    this.isolated(() => {
      if (this.instruments === undefined) return;
      const { status, error, workflow } = outcome;
      const { run } = this;
      const values: Attributes = {
        [ATTRIBUTES.workflow]: labels.workflow(workflow),
        [ATTRIBUTES.runStatus]: status,
      };
      if (error !== undefined) {
        values[ATTRIBUTES.errorType] = labels.errorType(shownError(error, run.mask).type);
      }
      const seconds = (run.clock.now() - this.#startedAt) / 1000;
      this.instruments.runDuration.record(seconds, masked(run, values));
    });
  }

  /** A visit is awaited from now on. */
  awaits(visit: NodeVisit): void {
    this.#awaited.add(visit);
  }

  /** It is over. */
  hasEnded(visit: NodeVisit): void {
    this.#awaited.delete(visit);
  }

  /** Others take place in a visit: attempts, or the nodes of a sub-workflow. */
  surrounds(context: NodeContext, visit: NodeVisit): void {
    this.#around.set(context, visit);
  }

  /** The visit of a context, where others take place in it; also of that of an attempt, whose signal may be its own. */
  around(context: NodeContext): NodeVisit | undefined {
    return this.#around.get(visitContextOf(context));
  }

  /**
   * Does what is done for observers only. What it throws, a span processor's failure, say, is none of the run's: the first of
   * a run becomes a warning.
   */
  isolated(act: () => void): void {
    try {
      act();
    } catch (cause) {
      if (this.#hasWarned) return;
      this.#hasWarned = true;
      this.run.warn({
        code: 'OBSERVATION_FAILED',
        message: `The run could not be observed: ${messageOf(cause)}`,
        hint: OBSERVABILITY_CODES.OBSERVATION_FAILED.remedy,
        cause,
      });
    }
  }

  #enter(state: Attributes | undefined): void {
    const active = this.instruments?.activeRuns;
    if (active === undefined) return;
    this.isolated(() => {
      if (this.#state !== undefined) active.add(-1, this.#state);
      if (state !== undefined) active.add(1, state);
      this.#state = state;
    });
  }
}
