/** The use of a resource for a while. Ended once, in one of four ways; of several the first counts. */
export interface Lease<T> {
  readonly value: T;
  /** Gives it back. */
  release(): void;
  /** Gives it back after what was done with it failed: it is checked before its next use, or replaced where the error breaks it. */
  failed(error: unknown): void;
  /** Gives it back to be replaced. */
  broken(reason?: unknown): void;
  /** Takes it from a user who does not give it back: one that has it alone may still use it, so that nobody else can. */
  abandon(reason?: unknown): void;
}

/** How somebody asks for a lease. */
export interface LeaseOptions {
  /** Gives up waiting, with the signal's reason. What is free is lent without looking at it. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds to wait at most, in place of what the resource says. */
  readonly waitTimeoutMs?: number;
}

/** How a lease ends. */
export type LeaseEnd = 'release' | 'failed' | 'broken' | 'abandon';

/** Who lends slots, and takes them back. */
export interface Lender<S> {
  takeBack(slot: S, end: LeaseEnd, reason: unknown): void;
}

/** A lease that ends once. */
export class SlotLease<T, S extends { readonly value: T }> implements Lease<T> {
  readonly #slot: S;
  readonly #lender: Lender<S>;
  #isOver = false;

  constructor(slot: S, lender: Lender<S>) {
    this.#slot = slot;
    this.#lender = lender;
  }

  get value(): T {
    return this.#slot.value;
  }

  release(): void {
    this.#end('release', undefined);
  }

  failed(error: unknown): void {
    this.#end('failed', error);
  }

  broken(reason?: unknown): void {
    this.#end('broken', reason);
  }

  abandon(reason?: unknown): void {
    this.#end('abandon', reason);
  }

  #end(end: LeaseEnd, reason: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#lender.takeBack(this.#slot, end, reason);
  }
}
