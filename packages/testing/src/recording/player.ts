import { AsyncLocalStorage } from 'node:async_hooks';
import { type IdSource, type Invoke, isThenable, RuntimeError, SystemClock } from '@tenon/core';
import { type Answer, readAnswer, writeAnswer, writeOf } from './answers.js';
import { callText, diverged, divergedIn, type Step } from './divergence.js';
import type { RecordedCall, RecordedEnd, RecordedEvent, Recording } from './recording.js';
import { ReadingPlayer, ReplayClock } from './replay-clock.js';
import type { Tape } from './tape.js';
import { tapePlugin, type Visit } from './tape-plugin.js';

/** A call that has begun and waits for its answer. */
interface Pending {
  readonly visit: Visit;
  readonly settle: (answer: Answer) => void;
  /** What the function answered that was called again. */
  answer: Answer | undefined;
}

/**
 * Moves a run as its recording says: answers calls, fires timers, and reads the clock. One step of the recording is made
 * whenever nothing is left to do but to wait.
 */
export class Player {
  readonly tape: Tape;
  /** Rejects where the replay goes another way; never settles otherwise. */
  readonly failed: Promise<never>;
  readonly #recording: Recording;
  readonly #isCalled: (node: string) => boolean;
  readonly #patienceMs: number;
  readonly #ends: ReadonlyMap<string, RecordedEnd>;
  readonly #inside = new AsyncLocalStorage<ReadingPlayer>();
  readonly #clock = new ReplayClock(this.#inside);
  readonly #pending = new Map<string, Pending>();
  #at = 0;
  #ids = 0;
  #failure: RuntimeError | undefined;
  #fail: (error: RuntimeError) => void = () => undefined;
  #isOver = false;

  constructor(recording: Recording, isCalled: (node: string) => boolean, patienceMs: number) {
    this.#recording = recording;
    this.#isCalled = isCalled;
    this.#patienceMs = patienceMs;
    const ends = recording.events.filter((event) => event.type === 'end');
    this.#ends = new Map(ends.map((end) => [keyOf(end), end]));
    this.failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => undefined); // looked at when the test is over as well
    const ids: IdSource = { next: () => this.#nextId() };
    const clock = this.#clock;
    const plugin = tapePlugin(clock, ids, (visit) => this.#conduct(visit));
    this.tape = Object.freeze<Tape>({ isReplay: true, plugin, clock, ids });
    this.#load();
  }

  /** Makes step after step, until the end. */
  async play(): Promise<void> {
    const watch = new SystemClock();
    let since = watch.now();
    while (!this.#isOver) {
      await new Promise<void>((resolve) => void watch.immediate(resolve));
      if (await this.#makeStep()) since = watch.now();
      else if (!this.#isOver && watch.now() - since > this.#patienceMs) {
        this.#diverge('nothing came');
        return;
      }
    }
  }

  /** The test is over. Throws where the replay went another way, or has not come to the end of the recording. */
  finish(): void {
    this.#isOver = true;
    // Each storage that is in use slows down every promise of the process.
    this.#inside.disable();
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#at < this.#recording.events.length) throw this.#diverge('the test was over');
  }

  get #step(): Step & { readonly event: RecordedEvent | undefined } {
    return { at: this.#at + 1, event: this.#recording.events[this.#at] };
  }

  #load(): void {
    this.#clock.readings.load((this.#step.event ?? this.#recording).readings);
  }

  #advance(): void {
    this.#at++;
    this.#load();
  }

  /** One step that the recording makes, and not the run. Answers whether there was one. */
  async #makeStep(): Promise<boolean> {
    const { event } = this.#step;
    if (event?.type === 'timer') {
      const fire = this.#clock.take(event.timer);
      if (fire === undefined) return false;
      this.#advance();
      fire();
      return true;
    }
    if (event?.type !== 'end') return false;
    const pending = this.#pending.get(keyOf(event));
    if (pending === undefined) return false;
    if (!this.#isCalled(event.node)) return this.#settle(event, pending, this.#played(event));
    if (pending.answer !== undefined) return this.#settle(event, pending, pending.answer);
    const { nextTimerAt } = this.#clock.bodies;
    if (nextTimerAt === undefined) return false;
    await this.#clock.bodies.advanceTo(nextTimerAt);
    return true;
  }

  #settle(event: RecordedEnd, { visit, settle }: Pending, answer: Answer): boolean {
    if (this.#isCalled(event.node)) this.#compare(event, visit, answer);
    this.#pending.delete(keyOf(event));
    this.#advance();
    settle(this.#failure === undefined ? answer : { thrown: this.#failure });
    return true;
  }

  #conduct(visit: Visit): ReturnType<Invoke> {
    if (this.#failure !== undefined) throw this.#failure;
    const { event } = this.#step;
    if (event?.type !== 'begin' || keyOf(event) !== keyOf(visit)) {
      throw this.#diverge(`${callText(visit)} was called`, visit.node);
    }
    const inputs = writeOf(visit.owner, visit.inputs);
    const other = divergedIn('inputs', event.inputs, inputs, this.#step, visit);
    if (other !== undefined) throw this.#failWith(other);
    this.#advance();
    const { event: next } = this.#step;
    const isSynchronous = next?.type === 'end' && !next.isLate && keyOf(next) === keyOf(visit);
    return isSynchronous ? this.#atOnce(visit, next) : this.#later(visit);
  }

  #atOnce(visit: Visit, end: RecordedEnd): ReturnType<Invoke> {
    const answer = this.#isCalled(visit.node) ? this.#called(visit) : this.#played(end);
    if (this.#isCalled(visit.node)) {
      if ('returned' in answer && isThenable(answer.returned)) {
        Promise.resolve(answer.returned).catch(() => undefined);
        throw this.#diverge(`${callText(visit)} answered by a promise`, visit.node);
      }
      this.#compare(end, visit, answer);
    }
    this.#advance();
    if (this.#failure !== undefined) throw this.#failure;
    if ('thrown' in answer) throw answer.thrown;
    return answer.returned as ReturnType<Invoke>;
  }

  #later(visit: Visit): ReturnType<Invoke> {
    return new Promise((resolve, reject) => {
      const settle = (answer: Answer) => {
        if ('thrown' in answer) reject(answer.thrown);
        else resolve(answer.returned as never);
      };
      const pending: Pending = { visit, settle, answer: undefined };
      this.#pending.set(keyOf(visit), pending);
      if (!this.#isCalled(visit.node)) return;
      const answer = this.#called(visit);
      if ('thrown' in answer || !isThenable(answer.returned)) {
        settle({ thrown: this.#diverge(`${callText(visit)} answered at once`, visit.node) });
        return;
      }
      Promise.resolve(answer.returned).then(
        (returned: unknown) => {
          pending.answer = { returned };
        },
        (thrown: unknown) => {
          pending.answer = { thrown };
        },
      );
    });
  }

  /** Calls the function again, with the readings of the clock that it made before. */
  #called(visit: Visit): Answer {
    const own = new ReadingPlayer();
    own.load(this.#ends.get(keyOf(visit))?.own);
    try {
      return { returned: this.#inside.run(own, visit.invoke) };
    } catch (thrown) {
      return { thrown };
    }
  }

  #played(end: RecordedEnd): Answer {
    const { answer, opaque } = readAnswer(end);
    if (opaque === undefined) return answer;
    const error = new RuntimeError(
      'RECORDING_OPAQUE',
      `The answer of ${callText(end)} cannot be played: ${opaque} is not data.`,
      { hint: `Call the node again: { call: ['${end.node}'] }.`, where: { node: end.node } },
    );
    return { thrown: this.#failWith(error) };
  }

  #compare(end: RecordedEnd, visit: Visit, answer: Answer): void {
    const { outputs, taken, because, thrown } = end;
    const expected = { outputs, taken, because, thrown };
    const actual = { ...expected, ...NO_ANSWER, ...writeAnswer(visit.owner, answer) };
    const other = divergedIn('an answer', expected, actual, this.#step, visit);
    if (other !== undefined) this.#failWith(other);
  }

  #nextId(): string {
    const id = this.#recording.ids[this.#ids++];
    if (id !== undefined) return id;
    throw this.#diverge(`an id was asked for, which makes ${String(this.#ids)}`);
  }

  #diverge(came: string, node?: string): RuntimeError {
    return this.#failWith(diverged(this.#step, came, node));
  }

  /** The first failure counts: the others come of it. */
  #failWith(error: RuntimeError): RuntimeError {
    if (this.#failure === undefined) {
      this.#failure = error;
      this.#fail(error);
    }
    return this.#failure;
  }
}

const NO_ANSWER = { outputs: undefined, taken: undefined, because: undefined, thrown: undefined };

function keyOf({ run, node, call }: RecordedCall): string {
  return `${String(run)} ${String(call)} ${node}`;
}
