import type { ActiveRun } from './active-run.js';

interface Followed {
  readonly runs: Set<ActiveRun>;
  readonly listener: () => void;
}

/**
 * Stops runs when their callers' signals say so. Listens once to each signal however many runs follow it, and lets go of
 * it with the last of them.
 */
export class SignalFollower {
  readonly #followed = new WeakMap<AbortSignal, Followed>();

  /** Follows the signal of a run, where it has one. */
  follow(run: ActiveRun): void {
    const { signal } = run.options;
    if (signal === undefined) return;
    if (signal.aborted) run.stop({ kind: 'aborted', reason: signal.reason });
    else this.#followedOf(signal).runs.add(run);
  }

  /** The run is over. */
  letGo(run: ActiveRun): void {
    const { signal } = run.options;
    const followed = signal && this.#followed.get(signal);
    if (signal === undefined || followed === undefined) return;
    const { runs, listener } = followed;
    if (!runs.delete(run) || runs.size > 0) return;
    signal.removeEventListener('abort', listener);
    this.#followed.delete(signal);
  }

  #followedOf(signal: AbortSignal): Followed {
    const known = this.#followed.get(signal);
    if (known !== undefined) return known;
    const runs = new Set<ActiveRun>();
    const listener = () => {
      for (const run of runs) run.stop({ kind: 'aborted', reason: signal.reason });
    };
    signal.addEventListener('abort', listener, { once: true });
    const followed = { runs, listener };
    this.#followed.set(signal, followed);
    return followed;
  }
}
