import type { Clock } from '@tenon/core';
import type { DrainReport } from './drain.js';

/** What sends signals: `process`. */
export interface SignalSource {
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  off(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
}

/** What `drainOnSignal` may be told. */
export interface DrainOnSignalOptions {
  /** Which signals. `SIGTERM` and `SIGINT` where nothing is said. */
  readonly signals?: readonly NodeJS.Signals[];
  /** As for `drain`. */
  readonly timeoutMs?: number;
  readonly graceMs?: number;
  /** Who sends them; `process` where nothing is said. */
  readonly source?: SignalSource;
}

/** A service that drains on a signal. */
export interface SignalDrain {
  /** What came of draining, whoever asked for it. */
  readonly drained: Promise<DrainReport>;
  /** Listens no more. */
  remove(): void;
}

/** What listens: a service. */
export interface Drainable {
  readonly drained: Promise<DrainReport>;
  drain(timeoutMs?: number, graceMs?: number): Promise<DrainReport>;
}

/**
 * Milliseconds within which a second signal is the first one again: npm and `timeout` pass on what the terminal has sent to
 * all of its processes already.
 */
const ECHO_MS = 250;

/**
 * Drains at the first signal; the second leaves no time but the grace. Listens until the service is drained: then a signal
 * does again what it does without a listener.
 */
export function drainOnSignal(
  service: Drainable,
  clock: Clock,
  options: DrainOnSignalOptions,
): SignalDrain {
  const { signals = ['SIGTERM', 'SIGINT'], source = process, timeoutMs, graceMs } = options;
  let first: number | undefined;
  const listener = () => {
    const now = clock.now();
    if (first === undefined) void service.drain(timeoutMs, graceMs);
    else if (now - first >= ECHO_MS) void service.drain(0, graceMs);
    first ??= now;
  };
  const remove = () => {
    for (const signal of signals) source.off(signal, listener);
  };
  for (const signal of signals) source.on(signal, listener);
  void service.drained.then(remove);
  return Object.freeze({ drained: service.drained, remove });
}
