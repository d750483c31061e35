import { AsyncLocalStorage } from 'node:async_hooks';
import { type Clock, type IdSource, type Invoke, isThenable } from '@tenon/core';
import { type Answer, writeAnswer, writeOf } from './answers.js';
import type { RecordedEvent, Recording } from './recording.js';
import { type DueTimer, ReadingList, RecordingClock } from './recording-clock.js';
import type { Tape } from './tape.js';
import { tapePlugin, type Visit } from './tape-plugin.js';

/** Something that is ready to go on, and waits for its turn. */
interface Arrival {
  readonly isStale: () => boolean;
  readonly goOn: () => void;
}

/**
 * Writes a run down while it goes on. One thing moves it at a time, and the next one waits until nothing is left to do but
 * to wait: so the order in which things are written is the order in which the runtime learns of them, whatever wrappers
 * stand between it and the nodes.
 */
export class Recorder {
  readonly tape: Tape;
  readonly #source: Clock;
  readonly #inside = new AsyncLocalStorage<ReadingList>();
  readonly #clock: RecordingClock;
  readonly #ids: string[] = [];
  readonly #events: RecordedEvent[] = [];
  readonly #arrivals: Arrival[] = [];
  #isTurning = false;
  #isOver = false;

  constructor(source: Clock, ids: IdSource) {
    this.#source = source;
    const clock = new RecordingClock(source, this.#inside, (due) => this.#timerDue(due));
    this.#clock = clock;
    const own: IdSource = {
      next: () => {
        const id = ids.next();
        this.#ids.push(id);
        return id;
      },
    };
    const plugin = tapePlugin(clock, own, (visit) => this.#conduct(visit));
    this.tape = Object.freeze<Tape>({ isReplay: false, plugin, clock, ids: own });
  }

  /** Ends the recording. What comes later is not written. */
  finish(): Recording {
    this.#isOver = true;
    // Each storage that is in use slows down every promise of the process.
    this.#inside.disable();
    const readings = this.#clock.readings.take();
    return {
      format: 1,
      ids: [...this.#ids],
      events: [...this.#events],
      ...(readings !== undefined && { readings }),
    };
  }

  #conduct(visit: Visit): ReturnType<Invoke> {
    const { run, node, call, inputs, owner, invoke } = visit;
    if (this.#isOver) return invoke();
    this.#note({ type: 'begin', run, node, call, inputs: writeOf(owner, inputs) });
    const own = new ReadingList();
    let returned: ReturnType<Invoke>;
    try {
      returned = this.#inside.run(own, invoke);
    } catch (thrown) {
      this.#ended(visit, { thrown }, own, false);
      throw thrown;
    }
    if (!isThenable(returned)) {
      this.#ended(visit, { returned }, own, false);
      return returned;
    }
    const promise = returned;
    const settling = this.#inside.run(own, () => Promise.resolve(promise));
    return new Promise((resolve, reject) => {
      const settled = (answer: Answer, handOn: () => void) =>
        this.#arrived(() => {
          this.#ended(visit, answer, own, true);
          handOn();
        });
      settling.then(
        (value) => settled({ returned: value }, () => resolve(value)),
        (thrown) => settled({ thrown }, () => reject(thrown)),
      );
    });
  }

  #ended({ run, node, call, owner }: Visit, answer: Answer, own: ReadingList, isLate: boolean) {
    const readings = own.take();
    this.#note({
      type: 'end',
      run,
      node,
      call,
      isLate,
      ...writeAnswer(owner, answer),
      ...(readings !== undefined && { own: readings }),
    });
  }

  #timerDue({ timer, isCancelled, fire }: DueTimer): void {
    this.#arrived(() => {
      this.#note({ type: 'timer', timer });
      fire();
    }, isCancelled);
  }

  #note(event: RecordedEvent): void {
    if (this.#isOver) return;
    const readings = this.#clock.readings.take();
    this.#events.push(readings === undefined ? event : { ...event, readings });
  }

  #arrived(goOn: () => void, isStale = () => false): void {
    this.#arrivals.push({ goOn, isStale });
    this.#turnSoon();
  }

  #turnSoon(): void {
    if (this.#isTurning) return;
    this.#isTurning = true;
    // By the clock, so that a virtual one does not move on meanwhile.
    this.#source.immediate(() => {
      this.#isTurning = false;
      const next = this.#next();
      if (this.#arrivals.length > 0) this.#turnSoon();
      next?.goOn();
    });
  }

  #next(): Arrival | undefined {
    for (;;) {
      const next = this.#arrivals.shift();
      if (next === undefined || !next.isStale()) return next;
    }
  }
}
