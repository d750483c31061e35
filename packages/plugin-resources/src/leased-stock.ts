import { RuntimeError } from '@tenon/core';
import { Pool } from 'lightning-pool';
import { type Lease, type LeaseEnd, type LeaseOptions, type Lender, SlotLease } from './lease.js';
import type { Maker, MakerKit } from './maker.js';
import type { Slot } from './slot.js';
import type { ResourceStats } from './stats.js';
import { type Stock, WAIT_MS, waiting } from './stock.js';

/** Somebody who waits for a lease. */
interface Turn<T> {
  /** What the pool had at once. */
  slot?: Slot<T>;
  settle?: { resolve(lease: Lease<T>): void; reject(error: unknown): void };
}

/**
 * So many at most, each leased to one user at a time. The queue, the limit and the replacing are lightning-pool's, which
 * lends what is idle at once and, with its housekeeping off, sets no timer: all time here is the runtime's clock.
 */
export class LeasedStock<T> implements Stock<T>, Lender<Slot<T>> {
  readonly #maker: Maker<T>;
  readonly #kit: MakerKit;
  readonly #max: number;
  readonly #pool: Pool<Slot<T>>;
  /** Those who wait, in the order in which they asked. */
  readonly #turns = new Set<Turn<T>>();
  /** What the pool has not answered yet. A turn that is given up leaves its request to whoever comes next. */
  #requests = 0;
  /** What is on its way back to the pool. */
  readonly #returning: Slot<T>[] = [];
  #isReturning = false;

  constructor(maker: Maker<T>, kit: MakerKit) {
    this.#maker = maker;
    this.#kit = kit;
    this.#max = maker.resource.max ?? 1;
    this.#pool = new Pool<Slot<T>>(
      {
        create: () => this.#make(),
        validate: (slot: Slot<T>) => this.#isFit(slot),
        destroy: (slot: Slot<T>) => {
          // Not waited for: what takes long to close must not keep others waiting.
          void this.#maker.dispose(slot);
        },
      },
      {
        max: this.#max,
        maxQueue: Number.POSITIVE_INFINITY,
        // The one used last is the one least likely to need a check.
        fifo: false,
        houseKeepInterval: 0,
        acquireTimeoutMillis: 0,
        acquireMaxRetries: 0,
      },
    );
  }

  acquire(options: LeaseOptions): Lease<T> | Promise<Lease<T>> {
    const turn: Turn<T> = {};
    this.#turns.add(turn);
    if (this.#requests < this.#turns.size || this.#hasRoom) this.#ask();
    if (turn.slot !== undefined) return this.#lend(turn.slot);
    return this.#wait(turn, options);
  }

  async check(): Promise<void> {
    const idle = [...this.#maker.slots].filter(({ leases }) => leases === 0);
    for (const slot of idle) slot.isSuspect = true;
    const leases = idle.map(async () => this.acquire({}));
    for (const taken of await Promise.allSettled(leases)) {
      if (taken.status === 'fulfilled') taken.value.release();
    }
  }

  stats(): ResourceStats {
    const { counts } = this.#maker;
    return {
      ...counts,
      shared: false,
      max: this.#max,
      leased: counts.size - counts.idle,
      waiting: this.#turns.size,
    };
  }

  takeBack(slot: Slot<T>, end: LeaseEnd, reason: unknown): void {
    const maker = this.#maker;
    if (end === 'failed') slot.isSuspect = true;
    const isBroken = end === 'failed' ? maker.isBrokenBy(slot, reason) : end !== 'release';
    if (isBroken) maker.noteBroken(slot, reason);
    slot.leases = 0;
    slot.usedAt = this.#kit.clock.now();
    // After the disposal of the runtime, the pool is not to lend it again.
    if (slot.disposal !== undefined) return;
    if (slot.isBroken) this.#pool.destroy(slot);
    else this.#pool.release(slot);
  }

  /** Whether the pool sees to a request now, and does not put it behind others. */
  get #hasRoom(): boolean {
    const { size, available, creating } = this.#pool;
    return size - available + creating < this.#max;
  }

  /** Asks the pool for one more. What it answers is for who has waited longest. */
  #ask(): void {
    this.#requests++;
    this.#pool.acquire((error: unknown, slot: Slot<T> | undefined) => {
      this.#requests--;
      if (slot === undefined) {
        // That of a turn that was given up fails nobody: as many as wait have asked.
        if (this.#requests < this.#turns.size) this.#next()?.settle?.reject(error);
        return;
      }
      slot.isPromised = false;
      if (slot.isBroken) {
        // Broken since it was made or checked.
        this.#pool.destroy(slot);
        if (this.#requests < this.#turns.size) this.#ask();
        return;
      }
      const turn = this.#next();
      if (turn === undefined) this.#giveBack(slot);
      // What is not to be had at once is told later: making one takes a promise.
      else if (turn.settle === undefined) turn.slot = slot;
      else turn.settle.resolve(this.#lend(slot));
    });
  }

  /** Whose turn it is. */
  #next(): Turn<T> | undefined {
    const [turn] = this.#turns;
    if (turn !== undefined) this.#turns.delete(turn);
    return turn;
  }

  /** Taking one back, the pool answers a request, and so on: one after another here, as deep as it goes otherwise. */
  #giveBack(slot: Slot<T>): void {
    this.#returning.push(slot);
    if (this.#isReturning) return;
    this.#isReturning = true;
    for (let next = this.#returning.pop(); next !== undefined; next = this.#returning.pop()) {
      this.#pool.release(next);
    }
    this.#isReturning = false;
  }

  #wait(turn: Turn<T>, { signal, waitTimeoutMs }: LeaseOptions): Promise<Lease<T>> {
    const ms = waitTimeoutMs ?? this.#maker.resource.waitTimeoutMs ?? WAIT_MS;
    const { clock, closing } = this.#kit;
    const { promise, ...settle } = waiting<Lease<T>>({
      ...{ clock, ms, signal, closing },
      timedOut: () => this.#busy(ms),
      gaveUp: () => void this.#turns.delete(turn),
    });
    turn.settle = settle;
    return promise;
  }

  #make(): Promise<Slot<T>> {
    // Whoever it would have been for has given up, and nobody else waits.
    if (this.#turns.size === 0) return Promise.reject(new Error('Nobody waits for it any more.'));
    return this.#maker
      .make((slot, reason) => this.#broken(slot, reason))
      .then((slot) => {
        slot.isPromised = true;
        return slot;
      });
  }

  /** Whether one may be lent; nothing where it need not be checked. */
  #isFit(slot: Slot<T>): Promise<boolean> | undefined {
    if (!this.#maker.isDue(slot)) return undefined;
    slot.isPromised = true;
    return this.#maker.isWell(slot);
  }

  #lend(slot: Slot<T>): Lease<T> {
    slot.leases = 1;
    return new SlotLease(slot, this);
  }

  /** The factory says so. What is in use, or about to be, is replaced when it comes back. */
  #broken(slot: Slot<T>, reason: unknown): void {
    this.#maker.noteBroken(slot, reason);
    const isIdle = slot.leases === 0 && !slot.isPromised && slot.disposal === undefined;
    if (isIdle) this.#pool.destroy(slot);
  }

  #busy(ms: number): RuntimeError {
    const { name } = this.#maker.resource;
    const { leased, waiting: all } = this.stats();
    return new RuntimeError(
      'RESOURCE_BUSY',
      `No lease of resource "${name}" was to be had within ${String(ms)} ms: ${String(leased)} of ${String(this.#max)} are out, and ${String(all - 1)} more wait.`,
      {
        hint: 'Raise its "max" or "waitTimeoutMs", or let fewer nodes that need it run at once.',
      },
    );
  }
}
