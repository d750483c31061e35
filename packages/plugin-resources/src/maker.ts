import {
  type Clock,
  type ErrorCode,
  type Logger,
  messageOf,
  RuntimeError,
  type Services,
} from '@tenon/core';
import type { Hidden } from './hidden.js';
import { inTime } from './in-time.js';
import type { Resource } from './resource.js';
import { Slot } from './slot.js';
import type { ResourceFailure, ResourceStats } from './stats.js';

/** What all resources of a runtime share. */
export interface MakerKit {
  readonly clock: Clock;
  readonly log: Logger;
  readonly services: Services;
  readonly hidden: Hidden;
  /** Aborted when the resources are disposed of. */
  readonly closing: AbortSignal;
  /** What there is, in the order in which it was made, and how to dispose of it. */
  readonly living: Map<Slot<unknown>, Maker<unknown>>;
  /** Aborted when the time for all disposals together is over. */
  readonly overdue: AbortSignal;
  /** Disposals that are under way. */
  readonly disposals: Set<Promise<void>>;
}

const CREATE_MS = 30_000;
const CHECK_AFTER_MS = 30_000;
const CHECK_MS = 5_000;
const DISPOSE_MS = 5_000;

/** Makes, checks and disposes of what a resource is, each in its time, and counts. */
export class Maker<T> {
  readonly resource: Resource<T>;
  readonly #kit: MakerKit;
  /** What there is, until its disposal begins. */
  readonly #slots = new Set<Slot<T>>();
  #made = 0;
  #broken = 0;
  #failed = 0;
  #failure: ResourceFailure | undefined;

  constructor(resource: Resource<T>, kit: MakerKit) {
    this.resource = resource;
    this.#kit = kit;
  }

  get slots(): ReadonlySet<Slot<T>> {
    return this.#slots;
  }

  /** What can be told of it whoever lends it. */
  get counts(): Omit<ResourceStats, 'shared' | 'max' | 'leased' | 'waiting'> {
    return {
      name: this.resource.name,
      size: this.#slots.size,
      idle: [...this.#slots].filter(({ leases }) => leases === 0).length,
      made: this.#made,
      broken: this.#broken,
      failed: this.#failed,
      failure: this.#failure,
    };
  }

  /**
   * Makes one. `report` is told when the factory says, later on, that it is broken. Rejects with RESOURCE_FAILED, or with
   * RESOURCE_CLOSED when the runtime is disposed of meanwhile.
   */
  async make(report: (slot: Slot<T>, reason: unknown) => void): Promise<Slot<T>> {
    const { clock, services, hidden, closing, living } = this.#kit;
    const { name, createTimeoutMs: ms = CREATE_MS } = this.resource;
    let slot: Slot<T> | undefined;
    let early: { readonly reason: unknown } | undefined;
    const broken = (reason: unknown) => {
      if (slot === undefined) early ??= { reason };
      else report(slot, reason);
    };
    const timedOut = () => new Error(`It took longer than ${String(ms)} ms.`);
    closing.throwIfAborted();
    let value: T;
    try {
      value = await inTime<T>(
        {
          clock,
          ms,
          signal: closing,
          timedOut,
          late: (late) => void this.dispose(new Slot(late, 0)),
        },
        (signal) =>
          this.resource.create(
            Object.freeze({
              name,
              signal,
              services,
              hide: (secret: Parameters<Hidden['hide']>[0]) => hidden.hide(secret),
              broken,
            }),
          ),
      );
    } catch (error) {
      throw closing.aborted ? error : this.#notMade(error);
    }
    if (value === undefined || value === null) {
      throw this.#notMade(new Error(`"create" answered ${String(value)}.`));
    }
    slot = new Slot(value, clock.now());
    if (early !== undefined) {
      void this.dispose(slot);
      throw this.#notMade(early.reason ?? new Error('"create" reported it as broken.'));
    }
    this.#made++;
    this.#failure = undefined;
    this.#slots.add(slot);
    living.set(slot, this);
    return slot;
  }

  /** Whether one has to be checked before it is used. */
  isDue(slot: Slot<T>): boolean {
    const { resource } = this;
    const { checkAfterIdleMs = CHECK_AFTER_MS } = resource;
    if (resource.check === undefined) return false;
    return slot.isSuspect || this.#kit.clock.now() - slot.usedAt >= checkAfterIdleMs;
  }

  /** Checks one. What is not well is noted as broken. Never rejects. */
  async isWell(slot: Slot<T>): Promise<boolean> {
    const { clock, closing } = this.#kit;
    const { resource } = this;
    const { checkTimeoutMs: ms = CHECK_MS } = resource;
    const timedOut = () => new Error(`The check took longer than ${String(ms)} ms.`);
    try {
      const answer = await inTime<unknown>({ clock, ms, signal: closing, timedOut }, (signal) =>
        resource.check?.(slot.value, signal),
      );
      if (answer === false) throw new Error('The check says so.');
    } catch (error) {
      if (closing.aborted) return false;
      this.noteBroken(slot, error);
    }
    if (slot.isBroken) return false;
    slot.isSuspect = false;
    this.#failure = undefined;
    return true;
  }

  /** Whether an error that its user failed with breaks it. What is asked and throws says so too. */
  isBrokenBy(slot: Slot<T>, error: unknown): boolean {
    try {
      return this.resource.breaks?.(error, slot.value) === true;
    } catch {
      return true;
    }
  }

  /** Notes, once, that one is broken, and says so in the log. */
  noteBroken(slot: Slot<T>, reason: unknown): void {
    if (slot.isBroken || slot.disposal !== undefined) return;
    slot.isBroken = true;
    this.#broken++;
    this.#note('RESOURCE_BROKEN', 'is broken and will be replaced', reason, 'warn');
  }

  /** Disposes of one, once. Never rejects: failures are in the log. */
  dispose(slot: Slot<T>): Promise<void> {
    slot.disposal ??= this.#dispose(slot);
    return slot.disposal;
  }

  #dispose(slot: Slot<T>): Promise<void> {
    const { clock, living, disposals, overdue: signal } = this.#kit;
    const { resource } = this;
    this.#slots.delete(slot);
    living.delete(slot);
    if (resource.dispose === undefined) return Promise.resolve();
    const { disposeTimeoutMs: ms = DISPOSE_MS } = resource;
    const timedOut = () => new Error(`It took longer than ${String(ms)} ms.`);
    const disposal = inTime<unknown>({ clock, ms, signal, timedOut }, () =>
      resource.dispose?.(slot.value),
    )
      .catch((error: unknown) => {
        this.#note('RESOURCE_UNDISPOSED', 'could not be disposed of', error, 'error');
      })
      .then(() => void disposals.delete(disposal));
    disposals.add(disposal);
    return disposal;
  }

  #notMade(thrown: unknown): RuntimeError {
    const { hidden, clock } = this.#kit;
    const cause = hidden.cause(thrown);
    const error = new RuntimeError(
      'RESOURCE_FAILED',
      `Resource "${this.resource.name}" could not be made: ${messageOf(cause)}`,
      { cause, hint: 'See the cause. The next node that needs it tries again.' },
    );
    this.#failed++;
    this.#failure = { code: error.code, message: error.message, at: clock.date() };
    return error;
  }

  #note(code: ErrorCode, what: string, reason: unknown, level: 'warn' | 'error'): void {
    const { hidden, log, clock } = this.#kit;
    const cause = hidden.cause(reason);
    const why = reason === undefined ? '.' : `: ${messageOf(cause)}`;
    const message = `Resource "${this.resource.name}" ${what}${why}`;
    if (code === 'RESOURCE_BROKEN') this.#failure = { code, message, at: clock.date() };
    log[level](message, { code, resource: this.resource.name, cause });
  }
}
