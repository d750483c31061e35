import TinyQueue from 'tinyqueue';
import type { TenantLimits } from './options.js';
import type { Ticket } from './ticket.js';

/** Tickets that have left are cleared away when they are more than this, and more than those that stay. */
const MOST_GONE = 16;

/**
 * The runs of one tenant: how many run, and those that wait, by rank and then by arrival. A binary heap: O(log n) to join
 * it and to be let in. One that leaves early stays in the heap until it comes up or the heap is cleared, which is O(1) for
 * each in the long run.
 */
export class Lane {
  readonly tenant: string | undefined;
  readonly #concurrentRuns: number;
  readonly #queuedRuns: number;
  #heap = new TinyQueue<Ticket>([], inOrder);
  #waiting = 0;
  running = 0;

  constructor(
    tenant: string | undefined,
    { concurrentRuns = Infinity, queuedRuns = Infinity }: TenantLimits,
  ) {
    this.tenant = tenant;
    this.#concurrentRuns = concurrentRuns;
    this.#queuedRuns = queuedRuns;
  }

  /** Runs that wait. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Whether one more of its runs may run. */
  get hasRoom(): boolean {
    return this.running < this.#concurrentRuns;
  }

  /** Whether as many wait as may. */
  get isFull(): boolean {
    return this.#waiting >= this.#queuedRuns;
  }

  get isEmpty(): boolean {
    return this.running === 0 && this.#waiting === 0;
  }

  push(ticket: Ticket): void {
    this.#heap.push(ticket);
    this.#waiting++;
  }

  /** Takes out the ticket whose turn it is. */
  pop(): Ticket | undefined {
    for (let next = this.#heap.pop(); next !== undefined; next = this.#heap.pop()) {
      if (next.state !== 'waiting') continue;
      this.#waiting--;
      return next;
    }
    return undefined;
  }

  /** Forgets a ticket that waits no more, and says so by its state. */
  forget(): void {
    this.#waiting--;
    const gone = this.#heap.length - this.#waiting;
    if (gone <= MOST_GONE || gone <= this.#waiting) return;
    const left = this.#heap.data.filter(({ state }) => state === 'waiting');
    this.#heap = new TinyQueue(left, inOrder);
  }
}

function inOrder(a: Ticket, b: Ticket): number {
  return a.rank - b.rank || a.number - b.number;
}
