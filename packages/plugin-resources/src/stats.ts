import type { ErrorCode } from '@tenon/core';

/** Why a resource is not well: the last time that one could not be made, or was found broken. */
export interface ResourceFailure {
  readonly code: ErrorCode;
  /** Without secrets. */
  readonly message: string;
  readonly at: Date;
}

/** One resource at one moment, as data. */
export interface ResourceStats {
  readonly name: string;
  readonly shared: boolean;
  /** How many there may be; 1 of what is shared. */
  readonly max: number;
  /** How many there are; of a shared one two, while a broken one is still in use. */
  readonly size: number;
  /** How many of them nobody uses. */
  readonly idle: number;
  /** How many leases are out: of a shared one, any number. */
  readonly leased: number;
  /** How many wait for a lease. */
  readonly waiting: number;
  /** How many were made so far. */
  readonly made: number;
  /** How many of these were broken. */
  readonly broken: number;
  /** How often making one failed. */
  readonly failed: number;
  /** Set by a failure, and `undefined` again when one is made or found well. */
  readonly failure: ResourceFailure | undefined;
}
