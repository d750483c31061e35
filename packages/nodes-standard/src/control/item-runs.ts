import { setMaxListeners } from 'node:events';
import { messageOf, RuntimeError } from '@tenon/core';
import { failure, type Site } from '../failure.js';
import { batchesOf, type Items } from '../rows/items.js';
import { RowStream } from '../rows/row-stream.js';
import type { ItemError } from './for-each.js';

/** What a failure for one item does: fails the node, or is told of. */
export const ON_ERROR = ['stop', 'collect'] as const;
export type OnError = (typeof ON_ERROR)[number];

type Outputs = Readonly<Record<string, unknown>>;

/** How items are worked on. */
export interface ItemWork {
  readonly limit: number;
  readonly onError: OnError;
  readonly site: Site;
  /** That of the visit. */
  readonly signal: AbortSignal;
  run(item: unknown, index: number, signal: AbortSignal): Outputs | PromiseLike<Outputs>;
  resultOf(outputs: Outputs): unknown;
}

/** What comes of all items. */
export interface ItemResults {
  readonly results: readonly unknown[];
  readonly errors: readonly ItemError[];
}

/**
 * Runs something for each item, so many at once, and gathers the results by the place of the items. Where it fails for one
 * and that stops the rest, those that run are told to stop and waited for; the failure told of is that of the first item.
 */
export class ItemRuns {
  readonly #work: ItemWork;
  /** Tells what runs to stop, when one has failed or the visit is aborted. */
  readonly #stop = new AbortController();
  readonly #results: unknown[] = [];
  readonly #failures = new Map<number, unknown>();
  #running = 0;
  #wake: (() => void) | undefined;

  constructor(work: ItemWork) {
    this.#work = work;
    // One for each item that is worked on: no leak.
    setMaxListeners(0, this.#stop.signal);
  }

  /** Answers a promise only where something has to be waited for. */
  through(items: Items): ItemResults | Promise<ItemResults> {
    if (RowStream.is(items)) return this.#throughStream(items);
    let at = 0;
    for (; at < items.length && !this.#isStopped; at++) {
      this.#start(items[at], at);
      if (this.#running > 0) return this.#throughRest(items, at + 1);
    }
    return this.#outcome();
  }

  async #throughRest(items: readonly unknown[], from: number): Promise<ItemResults> {
    for (let at = from; at < items.length && !this.#isStopped; at++) {
      await this.#place();
      if (!this.#isStopped) this.#start(items[at], at);
    }
    return this.#whenDone();
  }

  async #throughStream(stream: RowStream): Promise<ItemResults> {
    let at = 0;
    try {
      for await (const batch of batchesOf(stream, this.#work.signal)) {
        for (const item of batch) {
          await this.#place();
          if (this.#isStopped) break;
          this.#start(item, at++);
        }
        if (this.#isStopped) break;
      }
    } catch (error) {
      this.#stop.abort(error);
      await this.#whenIdle();
      throw error;
    }
    return this.#whenDone();
  }

  get #isStopped(): boolean {
    return this.#stop.signal.aborted || this.#work.signal.aborted;
  }

  #start(item: unknown, index: number): void {
    let answer: Outputs | PromiseLike<Outputs>;
    try {
      answer = this.#work.run(item, index, this.#stop.signal);
    } catch (error) {
      this.#failed(index, error);
      return;
    }
    if (!isPromise(answer)) {
      this.#results[index] = this.#work.resultOf(answer);
      return;
    }
    this.#running++;
    answer.then(
      (outputs) => {
        this.#results[index] = this.#work.resultOf(outputs);
        this.#ended();
      },
      (error: unknown) => {
        this.#failed(index, error);
        this.#ended();
      },
    );
  }

  #ended(): void {
    this.#running--;
    this.#wake?.();
  }

  #failed(index: number, error: unknown): void {
    this.#results[index] = null;
    // What was told to stop, and throws no more than that, did not fail by itself.
    if (this.#stop.signal.aborted && error === this.#stop.signal.reason) return;
    if (this.#work.signal.aborted && error === this.#work.signal.reason) return;
    this.#failures.set(index, error);
    if (this.#work.onError === 'stop') this.#stop.abort(error);
  }

  /** Waits until one more may run. */
  async #place(): Promise<void> {
    while (this.#running >= this.#work.limit && !this.#isStopped) await this.#change();
  }

  async #whenDone(): Promise<ItemResults> {
    await this.#whenIdle();
    return this.#outcome();
  }

  async #whenIdle(): Promise<void> {
    while (this.#running > 0) await this.#change();
  }

  /** Waits until something that runs has ended. */
  async #change(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = undefined;
  }

  #outcome(): ItemResults {
    this.#work.signal.throwIfAborted();
    const failed = [...this.#failures].sort(([a], [b]) => a - b);
    const [first] = failed;
    if (first !== undefined && this.#work.onError === 'stop') throw this.#failure(...first);
    return { results: this.#results, errors: failed.map(([index, error]) => told(index, error)) };
  }

  #failure(index: number, cause: unknown): RuntimeError {
    const hint = RuntimeError.is(cause) ? cause.hint : undefined;
    return failure(
      this.#work.site,
      'FOR_EACH_FAILED',
      `Item ${String(index)} of node "${this.#work.site.id}" failed: ${messageOf(cause)}`,
      { cause, ...(hint !== undefined && { hint }) },
    );
  }
}

/** What is told of a failure: of what failed inside, where that has a code. */
function told(index: number, error: unknown): ItemError {
  const inner = (error as { readonly cause?: unknown }).cause;
  const known = RuntimeError.is(inner) ? inner : error;
  const code = RuntimeError.is(known) ? known.code : 'NODE_FAILED';
  return { index, code, message: messageOf(known) };
}

function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof (value as { readonly then?: unknown }).then === 'function';
}
