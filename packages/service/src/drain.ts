import { type Clock, type RunStatus, RuntimeError, type Timer } from '@tenon/core';
import { closed } from './rejections.js';
import type { RunEnd } from './run-end.js';
import type { RunQueue } from './run-queue.js';
import type { Ticket } from './ticket.js';

/** How a run that was there when draining began has ended. */
export interface DrainedRun {
  readonly runId: string;
  /** The workflow's name. */
  readonly workflow: string;
  readonly tenant: string | undefined;
  /** Whether it still waited when draining began, and so was turned away. */
  readonly wasQueued: boolean;
  /** How it ended; `left` when it had not by the end of the grace: nobody waits for it any more. */
  readonly end: RunStatus | 'left';
  /** The code of what failed, refused or stopped it: SERVICE_DRAINING, DRAIN_DEADLINE, or one of its own. */
  readonly code: string | undefined;
  /** The nodes, by path, that were told to stop and did not come back. */
  readonly nodesLeft: readonly string[];
}

/** What came of draining. */
export interface DrainReport {
  /** Milliseconds from the call of `drain` to its end. */
  readonly tookMs: number;
  /** Every run that was there when draining began, in the order in which they had asked. */
  readonly runs: readonly DrainedRun[];
  /** Whether every one of them has ended, and no node was left behind. */
  readonly isComplete: boolean;
}

/** Ends what a queue holds. Made at the moment draining begins. */
export class Drain {
  readonly report: Promise<DrainReport>;
  readonly #clock: Clock;
  readonly #begunAt: number;
  /** The runs that are to end, and whether each still waited. */
  readonly #tickets: Map<Ticket, boolean>;
  readonly #ends = new Map<Ticket, RunEnd>();
  #graceMs: number;
  /** The moment at which running runs are stopped. */
  #deadline = Number.POSITIVE_INFINITY;
  #isOver = false;
  #timer: Timer | undefined;
  #resolve: (report: DrainReport) => void = () => undefined;

  constructor(queue: RunQueue, clock: Clock, timeoutMs: number, graceMs: number) {
    this.#clock = clock;
    this.#begunAt = clock.now();
    this.#graceMs = graceMs;
    this.report = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    queue.close('SERVICE_DRAINING');
    this.#tickets = new Map(
      Array.from(queue.tickets, (ticket) => [ticket, ticket.state === 'waiting']),
    );
    for (const [ticket, wasQueued] of this.#tickets) {
      ticket.onSettled = (end) => this.#ended(ticket, end);
      if (wasQueued) queue.reject(ticket, closed(ticket, 'SERVICE_DRAINING'));
    }
    if (this.#tickets.size === 0) this.#finish();
    else this.limit(timeoutMs, graceMs);
  }

  /** Leaves less time, counted from now. More time than is left already changes nothing. */
  limit(timeoutMs: number, graceMs: number): void {
    const deadline = this.#clock.now() + timeoutMs;
    if (this.#isOver || deadline >= this.#deadline) return;
    this.#deadline = deadline;
    this.#graceMs = graceMs;
    this.#timer?.cancel();
    if (timeoutMs > 0) this.#timer = this.#clock.timer(timeoutMs, () => this.#stop());
    else this.#stop();
  }

  /** The time is over: what still runs is stopped, and has its grace. */
  #stop(): void {
    this.#deadline = Number.NEGATIVE_INFINITY;
    this.#timer = this.#clock.timer(this.#graceMs, () => this.#finish());
    for (const ticket of this.#tickets.keys()) {
      // What was turned away is ending already, and for that reason.
      const isToStop = !this.#ends.has(ticket) && ticket.rejection === undefined;
      if (isToStop) ticket.stop(deadlineError(ticket));
    }
  }

  #ended(ticket: Ticket, end: RunEnd): void {
    this.#ends.set(ticket, end);
    if (this.#ends.size === this.#tickets.size) this.#finish();
  }

  #finish(): void {
    this.#isOver = true;
    this.#timer?.cancel();
    const runs = Array.from(this.#tickets, ([ticket, wasQueued]) => {
      ticket.onSettled = undefined;
      return drainedRun(ticket, wasQueued, this.#ends.get(ticket));
    });
    this.#tickets.clear();
    this.#ends.clear();
    this.#resolve(
      Object.freeze({
        tookMs: this.#clock.now() - this.#begunAt,
        runs: Object.freeze(runs),
        isComplete: runs.every(({ end, nodesLeft }) => end !== 'left' && nodesLeft.length === 0),
      }),
    );
  }
}

function drainedRun(ticket: Ticket, wasQueued: boolean, end: RunEnd | undefined): DrainedRun {
  const { runId, workflow, tenant } = ticket;
  return Object.freeze({
    runId,
    workflow,
    tenant,
    wasQueued,
    end: end?.status ?? 'left',
    code: end === undefined ? 'DRAIN_DEADLINE' : end.code,
    nodesLeft: end?.nodesLeft ?? [],
  });
}

function deadlineError({ runId, workflow }: Ticket): RuntimeError {
  return new RuntimeError(
    'DRAIN_DEADLINE',
    `The run "${runId}" was stopped: the time for draining was over.`,
    { hint: 'Give drain() more time.', where: { workflow } },
  );
}
