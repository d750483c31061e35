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

  /** Follows the signal of a run, where it has one. Answers what ends that. */
  follow(run: ActiveRun): () => void {
    const { signal } = run.options;
    if (signal === undefined) return NOTHING;
    if (signal.aborted) {
      run.stop({ kind: 'aborted', reason: signal.reason });
      return NOTHING;
    }
    const { runs, listener } = this.#followedOf(signal);
    runs.add(run);
    return () => {
      runs.delete(run);
      if (runs.size > 0) return;
      signal.removeEventListener('abort', listener);
      this.#followed.delete(signal);
    };
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

const NOTHING = () => undefined;
