import type { DeclaredOutputs, RunHandle, RunOptions, RunResult, RuntimeError } from '@tenon/core';
import type { Ticket, TicketState } from './ticket.js';

/** What one run may be told: what any run may be told, and how it stands in the queue. */
export interface AcceptOptions<I = unknown> extends RunOptions<I> {
  /** Runs of a tenant with a higher one go first. An integer; 0 where nothing is said. */
  readonly priority?: number;
  /** Milliseconds it may wait for its place; what the queue says where nothing is said. */
  readonly maxWaitMs?: number;
}

/** A run that was handed to a service, whatever the service made of it. `O` is the type of its outputs. */
export class AcceptedRun<O = DeclaredOutputs<unknown>> {
  /** The handle of the run: also what was turned away is a run, with a result that says so. */
  readonly handle: RunHandle<O>;
  readonly #ticket: Ticket;

  /** Made by the service. */
  constructor(handle: RunHandle<O>, ticket: Ticket) {
    this.handle = handle;
    this.#ticket = ticket;
  }

  get id(): string {
    return this.handle.id;
  }

  /** How the run went; never rejects. `refused` with the code of {@link rejection} where it was turned away. */
  get result(): Promise<RunResult<O>> {
    return this.handle.result;
  }

  /** Where the run stands now. Known from the moment it was handed in. */
  get state(): TicketState {
    return this.#ticket.state;
  }

  /**
   * Why the run was turned away: QUEUE_FULL, TENANT_QUEUE_FULL, SERVICE_NOT_STARTED or SERVICE_DRAINING at once,
   * SERVICE_DRAINING or QUEUE_EXPIRED also later; `undefined` otherwise.
   */
  get rejection(): RuntimeError | undefined {
    return this.#ticket.rejection;
  }

  /** Stops the run, or takes it out of the queue; the reason is kept as it is. */
  abort(reason?: unknown): void {
    this.handle.abort(reason);
  }
}
