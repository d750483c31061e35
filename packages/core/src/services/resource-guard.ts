import type { RuntimeError } from '../errors/runtime-error.js';
import { serviceId } from './service.js';

/** A run that asks to be let in. */
export interface RunEntry {
  readonly id: string;
  readonly workflow: { readonly name: string };
  readonly options: { readonly tenant: string | undefined };
  /** Whether it will call no node. */
  readonly isDryRun: boolean;
  /** Aborted when the run is; ends its wait. */
  readonly signal: AbortSignal;
  /** Stops the run with an error when it still runs after so many milliseconds from now on. */
  limitTime(ms: number, error: () => RuntimeError): void;
}

/** A run's leave to run, and what it may use. */
export interface RunLease {
  /** How long the run may take, in milliseconds; `Infinity` for any time. */
  readonly wallMs: number;
  /**
   * Told how many visits to nodes were started, answers at how many it wants to be told again. Throws LIMIT_REACHED when
   * the run has had its share.
   */
  visits(started: number): number;
  /** Gives the place back. Giving it back twice does nothing. */
  release(): void;
}

/** Decides how many runs there are at a time, and how much each may use. */
export interface ResourceGuard {
  /**
   * Lets a run in, now or when there is room. A run that is answered a promise is on record as `pending` meanwhile. Refuses with LIMIT_REACHED, naming the limit; with ABORTED when the run is
   * aborted while it waits.
   */
  enter(run: RunEntry): RunLease | PromiseLike<RunLease>;
}
export const ResourceGuard = serviceId<ResourceGuard>('tenon.ResourceGuard', {
  methods: ['enter'],
});
