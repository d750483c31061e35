import { RuntimeError } from '@tenon/core';
import { type Lease, type LeaseEnd, type LeaseOptions, type Lender, SlotLease } from './lease.js';
import type { Maker, MakerKit } from './maker.js';
import type { Slot } from './slot.js';
import type { ResourceStats } from './stats.js';
import { type Stock, WAIT_MS, waiting } from './stock.js';

/** The one thing that all use at once: made and checked by whoever comes first, while others wait for the same. */
export class SharedStock<T> implements Stock<T>, Lender<Slot<T>> {
  readonly #maker: Maker<T>;
  readonly #kit: MakerKit;
  #slot: Slot<T> | undefined;
  /** Makes one, or checks the one there is. */
  #readying: Promise<Slot<T>> | undefined;
  #leased = 0;
  #waiting = 0;

  constructor(maker: Maker<T>, kit: MakerKit) {
    this.#maker = maker;
    this.#kit = kit;
  }

  acquire(options: LeaseOptions): Lease<T> | Promise<Lease<T>> {
    const slot = this.#slot;
    if (slot !== undefined && this.#readying === undefined && !this.#maker.isDue(slot)) {
      return this.#lend(slot);
    }
    return this.#wait(options);
  }

  async check(): Promise<void> {
    const slot = this.#slot;
    if (slot === undefined) return;
    slot.isSuspect = true;
    await this.#ready().catch(() => undefined);
  }

  stats(): ResourceStats {
    return {
      ...this.#maker.counts,
      shared: true,
      max: 1,
      leased: this.#leased,
      waiting: this.#waiting,
    };
  }

  takeBack(slot: Slot<T>, end: LeaseEnd, reason: unknown): void {
    if (end === 'failed' || end === 'abandon') slot.isSuspect = true;
    const isBroken = end === 'failed' ? this.#maker.isBrokenBy(slot, reason) : end === 'broken';
    if (isBroken) this.#broken(slot, reason);
    slot.leases--;
    this.#leased--;
    slot.usedAt = this.#kit.clock.now();
    if (slot.isBroken && slot.leases === 0) void this.#maker.dispose(slot);
  }

  #wait({ signal, waitTimeoutMs }: LeaseOptions): Promise<Lease<T>> {
    const { name, waitTimeoutMs: stated = WAIT_MS } = this.#maker.resource;
    const ms = waitTimeoutMs ?? stated;
    const { clock, closing } = this.#kit;
    const state = { isOver: false };
    const timedOut = () =>
      new RuntimeError(
        'RESOURCE_BUSY',
        `Resource "${name}" was not ready within ${String(ms)} ms.`,
        { hint: 'Raise its "waitTimeoutMs", or find out why it takes so long.' },
      );
    const gaveUp = () => {
      state.isOver = true;
      this.#waiting--;
    };
    const { promise, resolve, reject } = waiting<Lease<T>>({
      ...{ clock, ms, signal, closing, timedOut, gaveUp },
    });
    this.#waiting++;
    const attempt = () => {
      this.#ready().then(
        (slot) => {
          if (state.isOver) return;
          // It may have broken in between.
          if (slot.isBroken) {
            attempt();
            return;
          }
          this.#waiting--;
          resolve(this.#lend(slot));
        },
        (error: unknown) => {
          if (state.isOver) return;
          this.#waiting--;
          reject(error);
        },
      );
    };
    attempt();
    return promise;
  }

  #ready(): Promise<Slot<T>> {
    this.#readying ??= this.#makeReady().finally(() => {
      this.#readying = undefined;
    });
    return this.#readying;
  }

  async #makeReady(): Promise<Slot<T>> {
    const slot = this.#slot;
    if (slot !== undefined) {
      if (!this.#maker.isDue(slot) || (await this.#maker.isWell(slot))) return slot;
      this.#retire(slot);
    }
    const made = await this.#maker.make((old, reason) => this.#broken(old, reason));
    if (!made.isBroken) this.#slot = made;
    return made;
  }

  #lend(slot: Slot<T>): Lease<T> {
    slot.leases++;
    this.#leased++;
    return new SlotLease(slot, this);
  }

  #broken(slot: Slot<T>, reason: unknown): void {
    this.#maker.noteBroken(slot, reason);
    this.#retire(slot);
  }

  /** Lets nobody else have it, and disposes of it when its last user has given it back. */
  #retire(slot: Slot<T>): void {
    if (this.#slot === slot) this.#slot = undefined;
    if (slot.leases === 0) void this.#maker.dispose(slot);
  }
}
