/** One thing that was made for a resource, and how it stands. */
export class Slot<T> {
  readonly value: T;
  leases = 0;
  /** When it was last given back, by the clock; when it was made, before that. */
  usedAt: number;
  /** Whether its last user failed: it is checked before the next. */
  isSuspect = false;
  isBroken = false;
  /** Whether a pool is about to lend it, having made or checked it, and must not have it taken away meanwhile. */
  isPromised = false;
  /** Set when its disposal begins. */
  disposal: Promise<void> | undefined;

  constructor(value: T, now: number) {
    this.value = value;
    this.usedAt = now;
  }
}
