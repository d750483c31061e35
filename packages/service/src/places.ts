import { Lane } from './lane.js';
import type { TenantOptions } from './options.js';
import type { Ticket } from './ticket.js';

/** How many places there are. */
export interface PlaceLimits {
  readonly concurrentRuns: number;
  readonly queuedRuns: number;
  readonly tenants: TenantOptions;
}

/** What became of a request: it runs, waits, or was turned away by one of two limits. */
export type Verdict = 'running' | 'waiting' | 'queueFull' | 'tenantFull';

/** How many runs of a tenant run and wait; `tenant` is `undefined` for those without one. */
export interface TenantCount {
  readonly tenant: string | undefined;
  readonly running: number;
  readonly queued: number;
}

/**
 * Who runs and who waits: at most so many of each, over all and by tenant. A free place goes to the tenant whose turn it
 * is, and there to the run of the lowest rank. Tenants take turns, round robin (J. Nagle, RFC 970), among those that have
 * a run waiting and one place of their own free; so none keeps another waiting for more than one turn of each, whatever
 * the ranks. Runs without a tenant are as one tenant, and have no limits but those of all.
 *
 * Whenever a place is free, nobody is ready: who comes then needs no look at the queue. Everything is O(log n) in the
 * length of one tenant's queue. Pure: no clock, no promise.
 */
export class Places {
  readonly #limits: PlaceLimits;
  readonly #letIn: (ticket: Ticket) => void;
  readonly #lanes = new Map<string | undefined, Lane>();
  /** Lanes that wait and have room, in the order of their turns. */
  readonly #ready = new Set<Lane>();
  #running = 0;
  #queued = 0;

  /** `letIn` is told of each ticket that has waited and gets its place. */
  constructor(limits: PlaceLimits, letIn: (ticket: Ticket) => void) {
    this.#limits = limits;
    this.#letIn = letIn;
  }

  get running(): number {
    return this.#running;
  }

  get queued(): number {
    return this.#queued;
  }

  /** Counts by tenant, of those that have any. */
  *tenants(): Generator<TenantCount> {
    for (const { tenant, running, waiting } of this.#lanes.values()) {
      yield Object.freeze({ tenant, running, queued: waiting });
    }
  }

  /** Gives a new ticket a place, has it wait, or turns it away. */
  ask(ticket: Ticket): Verdict {
    const { concurrentRuns, queuedRuns } = this.#limits;
    const lane = this.#laneOf(ticket.tenant);
    if (this.#running < concurrentRuns && lane.hasRoom) {
      this.#place(ticket, lane);
      return 'running';
    }
    if (lane.isFull || this.#queued >= queuedRuns) {
      this.#dropIfEmpty(lane);
      return lane.isFull ? 'tenantFull' : 'queueFull';
    }
    lane.push(ticket);
    ticket.lane = lane;
    this.#queued++;
    if (lane.hasRoom) this.#ready.add(lane);
    return 'waiting';
  }

  /** Takes the place of a ticket that runs, and gives it to the next. */
  giveBack(ticket: Ticket): void {
    const lane = this.#laneLeftBy(ticket);
    lane.running--;
    this.#running--;
    if (lane.waiting > 0) this.#ready.add(lane);
    this.#dropIfEmpty(lane);
    this.#fill();
  }

  /** Takes a ticket out of the queue; its state says already that it does not wait. */
  withdraw(ticket: Ticket): void {
    const lane = this.#laneLeftBy(ticket);
    lane.forget();
    this.#queued--;
    if (lane.waiting === 0) this.#ready.delete(lane);
    this.#dropIfEmpty(lane);
  }

  #fill(): void {
    while (this.#running < this.#limits.concurrentRuns) {
      const [lane] = this.#ready;
      const ticket = lane?.pop();
      if (lane === undefined || ticket === undefined) return;
      this.#queued--;
      this.#place(ticket, lane);
      this.#ready.delete(lane);
      // Behind all others, until its next turn.
      if (lane.waiting > 0 && lane.hasRoom) this.#ready.add(lane);
      this.#letIn(ticket);
    }
  }

  #place(ticket: Ticket, lane: Lane): void {
    ticket.state = 'running';
    ticket.lane = lane;
    lane.running++;
    this.#running++;
  }

  #laneOf(tenant: string | undefined): Lane {
    const known = this.#lanes.get(tenant);
    if (known !== undefined) return known;
    const { of, ...each } = this.#limits.tenants;
    const own = tenant === undefined ? {} : { ...each, ...of?.get(tenant) };
    const lane = new Lane(tenant, own);
    this.#lanes.set(tenant, lane);
    return lane;
  }

  #laneLeftBy(ticket: Ticket): Lane {
    const { lane } = ticket;
    if (lane === undefined) throw new Error('A ticket that is not in the queue cannot leave it.');
    ticket.lane = undefined;
    return lane;
  }

  /** What is kept of a tenant ends with its last run. */
  #dropIfEmpty(lane: Lane): void {
    if (lane.isEmpty) this.#lanes.delete(lane.tenant);
  }
}
