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

/** What a lease calls when it ends. */
export interface LeaseEnd {
  release(): void;
  failed(error: unknown): void;
  broken(reason: unknown): void;
  abandon(reason: unknown): void;
}

/** A lease that ends once. */
export function leaseOf<T>(value: T, end: LeaseEnd): Lease<T> {
  let isOver = false;
  const once = (then: () => void) => {
    if (isOver) return;
    isOver = true;
    then();
  };
  return Object.freeze<Lease<T>>({
    value,
    release: () => once(() => end.release()),
    failed: (error) => once(() => end.failed(error)),
    broken: (reason) => once(() => end.broken(reason)),
    abandon: (reason) => once(() => end.abandon(reason)),
  });
}
