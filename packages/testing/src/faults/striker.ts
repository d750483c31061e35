import { type Clock, RuntimeError } from '@tenon/core';
import type { FaultOptions, FaultSite } from './fault.js';
import type { FaultKind, FaultPlace } from './fault-names.js';

const DELAY_MS = 1000;

/** Kinds that need somebody who waits. */
const WAITING: ReadonlySet<FaultKind> = new Set(['reject', 'hang', 'delay']);

/** What is known of a moment before it is counted. */
export type Moment = Omit<FaultSite, 'on' | 'nth'>;

/** What the fault needs to know of whoever it strikes. */
export interface Surroundings {
  readonly clock: Clock;
  /** Made when it is asked for; `undefined` where nothing can be aborted. */
  readonly signal?: () => AbortSignal | undefined;
  /** Whether the run is aborted; asked only where a run would have to be. */
  readonly hasHeard?: () => boolean;
  /** Whether a promise would be waited for. */
  readonly mayWait: boolean;
}

/** Counts the moments of a run and strikes when the one comes that it is for. */
export class Striker {
  readonly kind: FaultKind;
  readonly on: FaultPlace;
  readonly nth: number;
  readonly title: string;
  readonly error: unknown;
  readonly struck: FaultSite[] = [];
  readonly hooks: NonNullable<FaultOptions['hooks']>;
  flaw: RuntimeError | undefined;
  readonly #options: FaultOptions;
  readonly #abort = new AbortController();
  #count = 0;

  constructor(options: FaultOptions) {
    const { kind, on, nth = 1, hooks = [] } = options;
    this.#options = options;
    this.kind = kind;
    this.on = on;
    this.nth = nth;
    this.hooks = hooks;
    this.title = `${kind} at ${on} ${String(nth)}`;
    this.error = 'error' in options ? options.error : new Error(`Injected: ${this.title}`);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Goes on, unless the moment is one to strike at. */
  pass<T>(
    moment: Moment,
    surroundings: Surroundings,
    goOn: () => T | PromiseLike<T>,
  ): T | PromiseLike<T> {
    if (!this.#isDue(moment, surroundings)) return goOn();
    switch (this.kind) {
      case 'fail':
        throw this.error;
      case 'reject':
        return Promise.reject(this.error);
      case 'hang':
        return new Promise(() => {});
      case 'delay':
        return this.#delay(surroundings).then(goOn);
      case 'abort':
        this.#stop(surroundings);
        return goOn();
    }
  }

  #isDue(moment: Moment, { mayWait }: Surroundings): boolean {
    if (!mayWait && WAITING.has(this.kind)) return false;
    const { where, times = 1 } = this.#options;
    const site: FaultSite = Object.freeze({ on: this.on, nth: this.#count + 1, ...moment });
    if (where !== undefined && !where(site)) return false;
    this.#count++;
    if (this.#count < this.nth || this.#count >= this.nth + times) return false;
    this.struck.push(site);
    return true;
  }

  #delay({ clock, signal }: Surroundings): Promise<void> {
    const { delayMs = DELAY_MS } = this.#options;
    const stopping = signal?.();
    return new Promise((resolve, reject) => {
      const stop = () => {
        timer.cancel();
        reject(stopping?.reason as Error);
      };
      const timer = clock.timer(delayMs, () => {
        stopping?.removeEventListener('abort', stop);
        resolve();
      });
      if (stopping?.aborted === true) stop();
      else stopping?.addEventListener('abort', stop, { once: true });
    });
  }

  #stop({ hasHeard }: Surroundings): void {
    this.#abort.abort(this.error);
    if (hasHeard === undefined || hasHeard()) return;
    this.flaw = new RuntimeError(
      'FAULT_UNHEARD',
      `The fault "${this.title}" aborted its signal, and the run does not listen to it.`,
      { hint: 'Start the run with it: { signal: fault.signal }.' },
    );
    throw this.flaw;
  }
}
