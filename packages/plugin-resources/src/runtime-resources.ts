import { setMaxListeners } from 'node:events';
import { type Clock, type Logger, RuntimeError, type Services } from '@tenon/core';
import { Declared } from './declared.js';
import { Hidden } from './hidden.js';
import type { Lease, LeaseOptions } from './lease.js';
import { LeasedStock } from './leased-stock.js';
import { Maker, type MakerKit } from './maker.js';
import type { Resource, ResourceNeed } from './resource.js';
import type { Resources } from './resources-service.js';
import { SharedStock } from './shared-stock.js';
import type { ResourceStats } from './stats.js';
import type { Stock } from './stock.js';

/** What the resources of a runtime are opened with. */
export interface Opening {
  readonly declared: readonly Resource[];
  readonly clock: Clock;
  readonly log: Logger;
  readonly services: Services;
}

/** The resources of one runtime. */
export class RuntimeResources implements Resources {
  readonly #stocks = new Map<string, Stock>();
  readonly #closing = new AbortController();
  readonly #overdue = new AbortController();
  #declared = new Declared([]);
  #kit: MakerKit | undefined;

  constructor() {
    // Any number of nodes may wait.
    setMaxListeners(0, this.#closing.signal, this.#overdue.signal);
  }

  /** Before this, there are none. Throws RESOURCE_CONFLICT. */
  open({ declared, clock, log, services }: Opening): void {
    this.#declared = new Declared(declared);
    this.#kit = {
      clock,
      log,
      services,
      hidden: new Hidden(),
      closing: this.#closing.signal,
      overdue: this.#overdue.signal,
      living: new Map(),
      disposals: new Set(),
    };
    for (const resource of declared) this.#stockOf(resource);
  }

  get declared(): Declared {
    return this.#declared;
  }

  lease<T>(need: ResourceNeed<T>, options: LeaseOptions = {}): Lease<T> | Promise<Lease<T>> {
    if (this.#closing.signal.aborted) throw closed(need.name);
    return this.#stockOf(this.#declared.of(need) as Resource<T>).acquire(options);
  }

  /** What a node threw, without what factories said to hide. */
  failure(thrown: unknown): unknown {
    return this.#kit === undefined ? thrown : this.#kit.hidden.failure(thrown);
  }

  async use<T, R>(
    need: ResourceNeed<T>,
    work: (value: T, lease: Lease<T>) => R | PromiseLike<R>,
    options?: LeaseOptions,
  ): Promise<R> {
    const lease = await this.lease(need, options);
    try {
      const answer = await work(lease.value, lease);
      lease.release();
      return answer;
    } catch (error) {
      lease.failed(error);
      throw this.failure(error);
    }
  }

  async check(): Promise<readonly ResourceStats[]> {
    if (!this.#closing.signal.aborted) {
      await Promise.all(Array.from(this.#stocks.values(), (stock) => stock.check()));
    }
    return this.stats();
  }

  stats(): readonly ResourceStats[] {
    return Array.from(this.#stocks.values(), (stock) => Object.freeze(stock.stats()));
  }

  /**
   * Refuses whoever waits, and disposes of everything, what was made last first, within so many milliseconds. Never
   * rejects: what could not be disposed of is in the log.
   */
  async close(ms: number): Promise<void> {
    const kit = this.#kit;
    if (kit === undefined || this.#closing.signal.aborted) return;
    const { clock, living, disposals } = kit;
    this.#closing.abort(closed());
    const overdue = () => new Error(`the ${String(ms)} ms for all resources were over.`);
    const timer = clock.timer(ms, () => this.#overdue.abort(overdue()));
    // What is begun when the time is over is closed as well, and not waited for.
    for (const [slot, maker] of [...living].reverse()) await maker.dispose(slot);
    await Promise.all(disposals);
    timer.cancel();
  }

  #stockOf<T>(resource: Resource<T>): Stock<T> {
    let stock = this.#stocks.get(resource.name) as Stock<T> | undefined;
    if (stock === undefined) {
      const kit = this.#kit as MakerKit;
      const maker = new Maker(resource, kit);
      stock = resource.shared === true ? new SharedStock(maker, kit) : new LeasedStock(maker, kit);
      this.#stocks.set(resource.name, stock);
    }
    return stock;
  }
}

function closed(name?: string): RuntimeError {
  const what = name === undefined ? 'The resources are' : `Resource "${name}" is`;
  return new RuntimeError('RESOURCE_CLOSED', `${what} disposed of, with the runtime.`, {
    hint: 'Ask before runtime.dispose(), and await what uses resources first.',
  });
}
