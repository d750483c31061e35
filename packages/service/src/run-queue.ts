import {
  type Clock,
  type LocalResourceGuard,
  type ResourceGuard,
  type RunEntry,
  type RunLease,
  RuntimeError,
  serviceId,
} from '@tenon/core';
import type { RunQueueOptions } from './options.js';
import { Places } from './places.js';
import { type ClosedBecause, closed, expired, full, type RejectionCode } from './rejections.js';
import { type EndedRun, endOf } from './run-end.js';
import { busiest, Counters, LISTED_TENANTS, type QueueStats } from './stats.js';
import { Ticket } from './ticket.js';
import { usesOf } from './uses.js';

/** What a run says when it asks for a place. */
export interface PlaceRequest {
  readonly runId: string;
  /** The workflow's name. */
  readonly workflow: string;
  readonly tenant: string | undefined;
  readonly priority?: number | undefined;
  readonly maxWaitMs?: number | undefined;
}

/**
 * The door of a runtime, as its resource guard: decides who runs, who waits and who is turned away. Runs that a service
 * accepts ask before they start, so that the answer is known at once; those that somebody starts past it ask when they
 * come to the door. One queue to a runtime.
 */
export class RunQueue implements ResourceGuard {
  readonly #options: RunQueueOptions;
  readonly #clock: Clock;
  readonly #places: Places;
  readonly #concurrentRuns: number;
  readonly #queuedRuns: number;
  /** What a run may use once it is in. It has no door of its own. */
  readonly #uses: LocalResourceGuard;
  /** Runs that have asked and are not settled, in the order in which they asked. */
  readonly #open = new Set<Ticket>();
  /** Those that a service has accepted, by the id of their run. */
  readonly #accepted = new Map<string, Ticket>();
  /** Those that were started past it. */
  readonly #direct = new Map<object, Ticket>();
  readonly #counters = new Counters();
  #closedBecause: ClosedBecause | undefined;
  #isServed = false;
  #asked = 0;
  #onIdle: (() => void)[] = [];

  constructor(options: RunQueueOptions, clock: Clock) {
    const { concurrentRuns = 10, queuedRuns = 1_000, tenants = {}, limits } = options;
    this.#options = options;
    this.#clock = clock;
    this.#concurrentRuns = concurrentRuns;
    this.#queuedRuns = queuedRuns;
    this.#uses = usesOf(limits);
    this.#places = new Places({ concurrentRuns, queuedRuns, tenants }, (ticket) =>
      this.#decided(ticket),
    );
  }

  /** Whether nobody has claimed the queue yet: it obeys one service. */
  claim(): boolean {
    const isFree = !this.#isServed;
    this.#isServed = true;
    return isFree;
  }

  /** Lets no run in from now on, and says why. Those that run or wait are left alone. */
  close(because: ClosedBecause): void {
    this.#closedBecause = because;
  }

  open(): void {
    this.#closedBecause = undefined;
  }

  /** Why no run is let in; `undefined` while runs are. */
  get closedBecause(): ClosedBecause | undefined {
    return this.#closedBecause;
  }

  /** Runs that are not settled, in the order in which they asked. */
  get tickets(): Iterable<Ticket> {
    return this.#open;
  }

  /** Asks for a run that is about to start. Throws RUN_ID_TAKEN. */
  accept(request: PlaceRequest): Ticket {
    if (this.#accepted.has(request.runId)) throw idTaken(request);
    const ticket = this.#ask(request);
    this.#accepted.set(request.runId, ticket);
    return ticket;
  }

  /** Forgets a run that could not be started after all. */
  forget(ticket: Ticket): void {
    this.#leave(ticket);
  }

  /** Turns a waiting run away. */
  reject(ticket: Ticket, error: RuntimeError): void {
    ticket.state = 'rejected';
    ticket.rejection = error;
    this.#places.withdraw(ticket);
    this.#decided(ticket);
  }

  enter(run: RunEntry): RunLease | Promise<RunLease> {
    // It calls no node, and is told at once what stands in its way.
    if (run.isDryRun) return this.#uses.enter(run);
    const ticket = this.#claim(run);
    if (ticket.state !== 'waiting') return this.#answer(ticket, run);
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        ticket.onDecided = undefined;
        this.#giveBack(ticket);
        reject(run.signal.reason as Error);
      };
      ticket.onDecided = () => {
        run.signal.removeEventListener('abort', giveUp);
        try {
          resolve(this.#answer(ticket, run));
        } catch (error) {
          reject(error);
        }
      };
      run.signal.addEventListener('abort', giveUp, { once: true });
      if (run.signal.aborted) giveUp();
    });
  }

  /** A run has ended, and everything that is told of it is told. */
  settle(ticket: Ticket, ended: EndedRun): void {
    const end = endOf(ended);
    // One that was turned away and aborted in one tick ends as aborted.
    const code = end.status === 'refused' ? ticket.rejection?.code : undefined;
    if (code !== undefined) this.#counters.rejected[code as RejectionCode]++;
    this.#counters.ended[end.status]++;
    this.#leave(ticket);
    ticket.onSettled?.(end);
  }

  /** The same for a run that was started past the service; nothing where it was not. */
  settleDirect(run: object, ended: EndedRun): void {
    const ticket = this.#direct.get(run);
    if (ticket === undefined) return;
    this.#direct.delete(run);
    this.settle(ticket, ended);
  }

  /** Resolves when no run is open. */
  idle(): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onIdle.push(resolve);
    });
  }

  stats(mostTenants = LISTED_TENANTS): QueueStats {
    const { running, queued } = this.#places;
    return Object.freeze({
      running,
      queued,
      open: this.#open.size,
      concurrentRuns: this.#concurrentRuns,
      queuedRuns: this.#queuedRuns,
      ended: Object.freeze({ ...this.#counters.ended }),
      rejected: Object.freeze({ ...this.#counters.rejected }),
      ...busiest(this.#places.tenants(), mostTenants),
    });
  }

  #ask({ priority = 0, maxWaitMs = this.#options.maxWaitMs, ...facts }: PlaceRequest): Ticket {
    const ticket = new Ticket({ ...facts, rank: this.#rankOf(priority), number: this.#asked++ });
    this.#open.add(ticket);
    if (this.#closedBecause !== undefined) {
      ticket.state = 'rejected';
      ticket.rejection = closed(ticket, this.#closedBecause);
      return ticket;
    }
    const verdict = this.#places.ask(ticket);
    if (verdict === 'queueFull' || verdict === 'tenantFull') {
      ticket.state = 'rejected';
      ticket.rejection = full(ticket, verdict, this.#queuedRuns);
    } else if (verdict === 'waiting' && maxWaitMs !== undefined) {
      ticket.expiry = this.#clock.timer(maxWaitMs, () => {
        this.reject(ticket, expired(ticket, maxWaitMs));
      });
    }
    return ticket;
  }

  /**
   * Waiting counts from the moment of asking, so that the order of two runs never changes: with ageing, a rank is the moment
   * a run would have asked to stand where it stands with priority 0.
   */
  #rankOf(priority: number): number {
    const { agingMs } = this.#options;
    return agingMs === undefined ? -priority : this.#clock.now() - priority * agingMs;
  }

  /** The ticket of a run that comes to the door; a new one where it was started past the service. */
  #claim(run: RunEntry): Ticket {
    const accepted = this.#accepted.get(run.id);
    if (accepted?.isClaimed === false) {
      accepted.isClaimed = true;
      return accepted;
    }
    const { id: runId, workflow, options } = run;
    const ticket = this.#ask({ runId, workflow: workflow.name, tenant: options.tenant });
    ticket.run = run;
    this.#direct.set(run, ticket);
    return ticket;
  }

  /** The lease of a run that has its place. Throws why it has none. */
  #answer(ticket: Ticket, run: RunEntry): RunLease {
    if (ticket.rejection !== undefined) throw ticket.rejection;
    // Without a limit to their number, nobody waits here.
    const lease = this.#uses.enter(run) as RunLease;
    const visits = (started: number) => lease.visits(started);
    return { wallMs: lease.wallMs, visits, release: () => this.#giveBack(ticket) };
  }

  #decided(ticket: Ticket): void {
    ticket.expiry?.cancel();
    ticket.expiry = undefined;
    const { onDecided } = ticket;
    ticket.onDecided = undefined;
    onDecided?.();
  }

  /** Takes its place, or its place in the queue, from a ticket that has one. */
  #giveBack(ticket: Ticket): void {
    const { state } = ticket;
    if (state === 'running') {
      ticket.state = 'leaving';
      this.#places.giveBack(ticket);
    } else if (state === 'waiting') {
      ticket.state = 'leaving';
      ticket.expiry?.cancel();
      this.#places.withdraw(ticket);
    }
  }

  #leave(ticket: Ticket): void {
    this.#giveBack(ticket);
    ticket.state = 'settled';
    // Who still holds a ticket whose run has ended does not hold the run.
    ticket.handle = undefined;
    ticket.run = undefined;
    this.#open.delete(ticket);
    if (this.#accepted.get(ticket.runId) === ticket) this.#accepted.delete(ticket.runId);
    if (this.#open.size > 0 || this.#onIdle.length === 0) return;
    const waiting = this.#onIdle;
    this.#onIdle = [];
    for (const resolve of waiting) resolve();
  }
}

/** The queue of a runtime, for what stands before it. */
export const RunQueueService = serviceId<RunQueue>('tenon.RunQueue', {
  methods: ['accept', 'enter'],
});

function idTaken({ runId, workflow }: PlaceRequest): RuntimeError {
  return new RuntimeError('RUN_ID_TAKEN', `A run with the id "${runId}" has not ended yet.`, {
    hint: 'Leave "id" out, or wait for its result.',
    where: { workflow },
  });
}
