import { invalidOption } from '../../errors/check-options.js';
import type { LoopDetails, LoopEnd } from '../../plan/region.js';
import { describeValue } from '../../values/describe-value.js';
import type { NodeNote } from '../executor/node-note.js';
import type { NodeOutcome, RunOutcome } from '../result/outcome.js';

interface EventBase {
  /** Position among the events of its run, from 1. A gap tells that events were dropped. */
  readonly seq: number;
  /** The clock's milliseconds. */
  readonly at: number;
  readonly runId: string;
}

/** What a run tells while it goes on. Nodes inside sub-workflows are named by their path: `sub/node`. */
export type RunEvent = EventBase &
  (
    | { readonly type: 'runStarted'; readonly workflow: string }
    | { readonly type: 'nodeStarted'; readonly node: string }
    | {
        /** A plugin tells something of a visit that goes on: an attempt that failed, say. */
        readonly type: 'nodeNoted';
        readonly node: string;
        readonly note: NodeNote;
      }
    | { readonly type: 'nodeSettled'; readonly node: string; readonly outcome: NodeOutcome }
    | {
        /** An iteration of a loop has been done. Not told of each: the loop's controller says how often. */
        readonly type: 'loopIterated';
        readonly loop: string;
        readonly iteration: number;
        /** What the controller tells of it: the numbers that the loop's condition goes by, say. */
        readonly details: LoopDetails | undefined;
      }
    | {
        readonly type: 'loopEnded';
        readonly loop: string;
        readonly iterations: number;
        readonly reason: LoopEnd;
      }
    | { readonly type: 'runSettled'; readonly outcome: RunOutcome }
  );

/** An event before it has a place in the stream. */
export type EventFacts = RunEvent extends infer E
  ? E extends RunEvent
    ? Omit<E, keyof EventBase>
    : never
  : never;

/** What a reader of events may ask for. */
export interface EventOptions {
  /** Events it may be behind; 1,024 where nothing is said. What it has not read is kept in memory. */
  readonly buffer?: number;
}

/** Events a reader may be behind; beyond them the oldest are dropped and counted. */
export const EVENT_BUFFER = 1024;

/** The events of one run: numbered, and handed to whoever reads. */
export class EventHub {
  readonly #runId: string;
  readonly #now: () => number;
  readonly #readers = new Set<EventReader>();
  #seq = 0;
  #isClosed = false;

  constructor(runId: string, now: () => number) {
    this.#runId = runId;
    this.#now = now;
  }

  /** Events that readers were too slow for. */
  dropped = 0;

  emit(facts: EventFacts): void {
    this.#seq++;
    if (this.#readers.size === 0) return;
    const event = Object.freeze({
      seq: this.#seq,
      at: this.#now(),
      runId: this.#runId,
      ...facts,
    }) as RunEvent;
    for (const reader of this.#readers) if (reader.push(event)) this.dropped++;
  }

  /** A reader of what comes from now on. */
  read({ buffer = EVENT_BUFFER }: EventOptions = {}): EventReader {
    const reader = new EventReader(() => this.#readers.delete(reader), checkBuffer(buffer));
    if (this.#isClosed) reader.close();
    else this.#readers.add(reader);
    return reader;
  }

  /** No more events come; readers end when they have read what they have. */
  close(): void {
    this.#isClosed = true;
    for (const reader of this.#readers) reader.close();
    this.#readers.clear();
  }
}

/** A run's events as a reader sees them. */
export interface RunEvents extends AsyncIterableIterator<RunEvent> {
  /** Events dropped because this reader was too slow. */
  readonly dropped: number;
}

/** One reader of a run's events: `for await (const event of run.events())`. The run does not wait for it. */
export class EventReader implements RunEvents {
  #buffer: RunEvent[] = [];
  #head = 0;
  #waiting: ((result: IteratorResult<RunEvent>) => void)[] = [];
  #isClosed = false;
  readonly #leave: () => void;
  readonly #most: number;
  /** Events dropped because this reader was too slow. */
  dropped = 0;

  constructor(leave: () => void, most: number) {
    this.#leave = leave;
    this.#most = most;
  }

  /** Hands an event over. Answers whether an older one had to be dropped for it. */
  push(event: RunEvent): boolean {
    const wake = this.#waiting.shift();
    if (wake !== undefined) {
      wake({ done: false, value: event });
      return false;
    }
    this.#buffer.push(event);
    if (this.#buffer.length - this.#head <= this.#most) return false;
    this.#head++;
    this.#compact();
    this.dropped++;
    return true;
  }

  next(): Promise<IteratorResult<RunEvent>> {
    const event = this.#buffer[this.#head];
    if (event !== undefined) {
      this.#head++;
      this.#compact();
      return Promise.resolve({ done: false, value: event });
    }
    if (this.#isClosed) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Stops reading. */
  return(): Promise<IteratorResult<RunEvent>> {
    this.#buffer = [];
    this.#head = 0;
    this.#leave();
    this.close();
    return Promise.resolve({ done: true, value: undefined });
  }

  close(): void {
    this.#isClosed = true;
    for (const wake of this.#waiting) wake({ done: true, value: undefined });
    this.#waiting = [];
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #compact(): void {
    if (this.#head < EVENT_BUFFER) return;
    this.#buffer.splice(0, this.#head);
    this.#head = 0;
  }
}

function checkBuffer(buffer: number): number {
  if (typeof buffer === 'number' && buffer >= 1) return buffer;
  throw invalidOption(
    `The option "buffer" of a reader of events is ${describeValue(buffer)}.`,
    'It takes a number of events from 1 on, or Infinity.',
  );
}
