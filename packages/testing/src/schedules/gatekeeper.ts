import type { VirtualClock } from '../virtual-clock.js';
import { drawn } from './draw.js';

/** Of so many calls one is not held, at the beginning or at the end. */
const UNHELD = 1 / 4;

/** A call of a node's function, told from all others by what does not change from run to run. */
export interface Call {
  /** The ids that lead to the node: `sub/node`. */
  readonly path: string;
  /** The run, the node, and how often it was called before. */
  readonly key: string;
}

interface Held {
  readonly call: Call;
  readonly since: number;
  readonly letGo: () => void;
}

/**
 * Holds calls, and lets one go whenever nothing else can happen. Which one is drawn in one of two ways, as the seed says:
 * anew each time, or by ranks that nodes keep, so that a slow node stays slow however much others do meanwhile. The latter
 * is what finds what a long row of draws would find by luck only (Burckhardt and others, "A Randomized Scheduler with
 * Probabilistic Guarantees of Finding Bugs", ASPLOS 2010).
 */
export class Gatekeeper {
  readonly order: string[] = [];
  readonly #clock: VirtualClock;
  readonly #seed: number | undefined;
  readonly #holdMs: number;
  readonly #held = new Set<Held>();
  readonly #runs = new Map<string, number>();
  readonly #calls = new Map<string, number>();
  #decisions = 0;
  #arrived: (() => void) | undefined;

  constructor(clock: VirtualClock, seed: number | undefined, holdMs: number) {
    this.#clock = clock;
    this.#seed = seed;
    this.#holdMs = holdMs;
  }

  /** Says which call this is. Run ids may be drawn, so runs are counted. */
  call(runId: string, path: string): Call {
    const run = this.#runs.get(runId) ?? this.#runs.size;
    this.#runs.set(runId, run);
    const node = `${String(run)} ${path}`;
    const count = this.#calls.get(node) ?? 0;
    this.#calls.set(node, count + 1);
    return { path, key: `${node} ${String(count)}` };
  }

  /** Whether a call is held at its beginning or at its end. */
  holds({ key }: Call, end: 'begins' | 'completes'): boolean {
    return this.#seed !== undefined && drawn(this.#seed, `${end} ${key}`) >= UNHELD;
  }

  /** Settles when the call is let go. */
  hold(call: Call): Promise<void> {
    return new Promise((resolve) => {
      this.#held.add({ call, since: this.#clock.now(), letGo: resolve });
      this.#arrived?.();
    });
  }

  async until<T>(promise: PromiseLike<T>): Promise<T> {
    const state = { isSettled: false };
    const settled = () => {
      state.isSettled = true;
      this.#arrived?.();
    };
    promise.then(settled, settled);
    for (;;) {
      await this.#clock.settle();
      if (state.isSettled) return promise;
      if (!(await this.#goOn())) await this.#arrival();
    }
  }

  /** Lets one call go, or time pass. Answers whether there was anything to do. */
  async #goOn(): Promise<boolean> {
    const next = this.#drawNext();
    if (next !== undefined) {
      this.#held.delete(next);
      next.letGo();
      return true;
    }
    const { nextTimerAt } = this.#clock;
    if (nextTimerAt === undefined) return false;
    await this.#clock.advanceTo(nextTimerAt);
    return true;
  }

  /** The call to let go; `undefined` where time is to pass instead. */
  #drawNext(): Held | undefined {
    this.#decisions++;
    const [first] = this.#held;
    if (first === undefined) return undefined;
    let next: Held | undefined;
    let highest = this.#mayTimePass(first) ? this.#rankOf('time') : -1;
    for (const held of this.#held) {
      const rank = this.#rankOf(held.call.path);
      if (rank <= highest) continue;
      next = held;
      highest = rank;
    }
    return next;
  }

  /** Whether a timer fires before the call that is held the longest has been held too long. */
  #mayTimePass({ since }: Held): boolean {
    const { nextTimerAt = Infinity } = this.#clock;
    return nextTimerAt <= since + this.#holdMs;
  }

  #rankOf(what: string): number {
    const seed = this.#seed ?? 0;
    const isSteady = drawn(seed, 'steady') < 1 / 2;
    return drawn(seed, isSteady ? what : `${what} ${String(this.#decisions)}`);
  }

  /** Settles when a call comes to be held, or what is waited for has settled. */
  #arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.#arrived = () => {
        this.#arrived = undefined;
        resolve();
      };
    });
  }
}
